// Long texts: an editor over the box, or the box itself with the written form and the same buttons.
//
// On a page with many boxes an editor begins when one goes into its box; without an editor, and
// where it would change what the text says, the box stays.

import { convert } from "./paste.js";
import { EXAMPLE } from "./richtext/tables.js";
import { Panel } from "./richtext/panels.js";
import { Toolbar } from "./richtext/toolbar.js";
import * as typed from "./richtext/typed.js";

const MOST_AT_ONCE = 2;
const AS_TYPED = "This text is shown as it is typed: the editor would change something in it.";
const IN_EDITOR = ["figure", "undo", "redo", "keys"];

// Where Ctrl and S saves: a paragraph's own form, and that of the whole plan. What sends words to others is pressed.
const SAVES = "[data-writes], form[data-presence]";

function saveByKey(event) {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.currentTarget.requestSubmit(event.currentTarget.querySelector("[type=submit]"));
}

let Editor;
let coming;

function load() {
  coming ??= import("./richtext/editor.js").then((module) => { Editor = module.Editor; });
  return coming;
}

class RichText {
  constructor(box) {
    this.box = box;
    this.say = (words) => this.bar.say(words);
    this.tell = (words) => this.bar.tell(words);
    this.bar = new Toolbar(box, this.buttons());
    box.before(this.bar.row);
    this.panel = new Panel(this.bar.row, () => this.panelClosed());
    this.panel.element.id = `${box.id}-panel`;
    this.offer(false);
    this.bar.countWords(box.value);
    if (this.saves) box.form.addEventListener("keydown", saveByKey);
    box.addEventListener("input", () => this.input());
    box.addEventListener("paste", (event) => this.paste(event));
    box.addEventListener("clearday:where", ({ detail }) => {
      detail.before = this.isEditing ? this.editor.before : box.value.slice(0, box.selectionStart);
    });
  }

  buttons() {
    const { box } = this;
    const either = (inEditor, inBox) => () => (this.isEditing ? inEditor(this.editor) : inBox());
    return [
      ["bold", "Bold", either((editor) => editor.bold(this.say), () => typed.surround(box, "**", "**", "bold words"))],
      ["link", "Link", either(() => this.link(), () => typed.link(box))],
      ["bullets", "Bullets", either((editor) => editor.list("bullets", this.say), () => typed.list(box, "bullets"))],
      ["letters", "a. b. c.", either((editor) => editor.list("letters", this.say), () => typed.list(box, "letters"))],
      ["table", "Table", either(() => this.table("put"), () => typed.table(box, EXAMPLE))],
      ["note", "Note", either(() => this.note("put"), () => typed.surround(box, "^[", "]", "words of the note"))],
      ["figure", "Figure", () => this.figure("put")],
      ["undo", "Undo", () => this.editor.undo(this.say)],
      ["redo", "Redo", () => this.editor.redo(this.say)],
      ["keys", "Keys", () => this.keys()],
      ["typed", "Show as typed", () => this.toggle()],
    ];
  }

  get saves() {
    return Boolean(this.box.closest(SAVES));
  }

  get isEditing() {
    return Boolean(this.editor?.isShown);
  }

  // Buttons for the editor, or those that the box has too.
  offer(editing) {
    for (const name of IN_EDITOR) this.bar.show(name, editing);
    if (!document.getElementById("figures")) this.bar.show("figure", false);
    this.bar.press("typed", !editing);
    for (const name of editing ? [] : ["bold", "bullets", "letters"]) this.bar.buttons.get(name).removeAttribute("aria-pressed");
  }

  // The editor in place of the box; who was in the box is at the same place in the editor.
  begin(entered = document.activeElement === this.box) {
    const selection = [this.box.selectionStart, this.box.selectionEnd];
    this.editor ??= Editor.over(this.box, this);
    const shown = this.editor?.load();
    if (!shown) {
      this.tell(AS_TYPED);
      this.editor?.hide();
      this.offer(false);
      return;
    }
    this.tell("");
    this.editor.show();
    this.offer(true);
    if (entered) this.editor.focus(selection);
  }

  toggle() {
    if (!this.isEditing) {
      load().then(() => this.begin(true));
      return;
    }
    this.panel.element.hidden = true;
    this.editor.hide();
    this.offer(false);
    this.say("Shown as typed");
    this.box.focus();
  }

  // What somebody or something else put into the box is what the editor shows.
  input() {
    this.bar.countWords(this.box.value);
    if (this.isEditing && this.box.value !== this.editor.source) this.begin();
  }

  // What the editor asks of what stands around it.
  changed(editor) {
    const { bold, bullets, letters } = editor.style;
    for (const [name, on] of Object.entries({ bold, bullets, letters })) this.bar.press(name, on);
  }

  tellLeftOut(left) {
    this.bar.tellLeftOut(left);
  }

  link() {
    const place = this.editor.link;
    this.panel.link(place.href, (href) => {
      this.editor.setLink(place, href);
      this.say(href ? "Link put in" : "Link removed");
    });
    return true;
  }

  // Asked for by its button, or by Enter on a figure that is there.
  figure(how) {
    const name = this.editor.figure;
    if (how !== "put" && !name) return false;
    this.panel.figure(name, (chosen) => {
      this.editor.putFigure(chosen);
      this.say(`Figure ${chosen} put in`);
    });
    return true;
  }

  // The same of a note: what is selected, or a new one.
  note(how) {
    const source = this.editor.note;
    if (how !== "put" && !source) return false;
    this.panel.note(source, this.editor.noteIn, (written) => {
      this.editor.putNote(written);
      this.say("Note put in");
    });
    return true;
  }

  // The same of a table: what is selected, or a new one.
  table(how) {
    const source = this.editor.table;
    if (how !== "put" && !source) return false;
    this.panel.table(source || EXAMPLE, this.editor.tableIn, (written) => {
      this.editor.putTable(written);
      this.say("Table put in");
    });
    return true;
  }

  keys() {
    if (this.panel.name === "Keys") this.panel.close();
    else this.panel.keys(this.saves);
  }

  toolbar() {
    this.bar.focus();
    return true;
  }

  panelClosed() {
    if (this.isEditing) this.editor.focus();
  }

  paste(event) {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    const { text, left } = convert(html);
    if (!text) return;
    event.preventDefault();
    typed.insert(this.box, text);
    this.bar.tellLeftOut(left);
  }

  // One goes into the box by a key, or has clicked into it.
  beginWhenEntered() {
    const { box } = this;
    let clicked = false;
    const enter = () => {
      if (this.editor || this.entered) return;
      this.entered = true;
      if (Editor) this.begin();
      else load().then(() => this.begin());
    };
    box.addEventListener("pointerdown", () => { clicked = true; });
    box.addEventListener("click", enter);
    box.addEventListener("focus", () => { if (!clicked) enter(); });
  }
}

function begin(scope) {
  const boxes = [...scope.querySelectorAll("textarea[data-richtext]:not([data-ready])")];
  if (!boxes.length) return;
  const texts = boxes.map((box) => {
    box.dataset.ready = "";
    return new RichText(box);
  });
  if (texts.length > MOST_AT_ONCE) for (const text of texts) text.beginWhenEntered();
  load().then(() => { if (texts.length <= MOST_AT_ONCE) for (const text of texts) text.begin(); });
}

begin(document);
document.addEventListener("htmx:afterSwap", (event) => begin(event.detail.target));
document.addEventListener("clearday:opened", (event) => begin(event.detail.target));
