// The editor over a text area: ProseMirror with our blocks, the area kept in step on every change.

import {
  EditorState, EditorView, Plugin, TextSelection, closeHistory, history, inputRules, keymap,
} from "../../prosemirror/prosemirror.min.js";
import { clipboard } from "./clipboard.js";
import {
  RULES, again, back, isBold, keys, linkAt, listsAround, placeOf, putFigure, putNote, putTable, selectedFigure,
  selectedNote, selectedTable, setLink, toggleBold, toggleList,
} from "./commands.js";
import { noteIn, opened, tableIn, written } from "./document.js";
import { printed } from "./figures.js";
import { DEEPEST } from "./read.js";

const HELP = "Formatted text. Alt and F10 goes to the buttons. Escape, then Tab, leaves the text.";
const NOT_KEPT = "Some of the style here cannot be kept. “Show as typed” shows what is.";

export class Editor {
  // An editor of the text in `box`, or nothing where it would change what the text says.
  //
  // `host` has what stands around it: say, tell, tellLeftOut, changed, link, figure, note, table, toolbar.
  static over(box, host) {
    const document = opened(box.value);
    return document && new Editor(box, document, host);
  }

  constructor(box, document_, host) {
    this.box = box;
    this.host = host;
    this.source = box.value;
    this.held = { source: box.value, document: document_ };
    this.tableIn = tableIn;
    this.noteIn = noteIn;
    this.id = box.id;
    this.element = document.createElement("div");
    this.help = document.createElement("span");
    this.help.className = "govuk-visually-hidden";
    this.help.id = `${this.id}-help`;
    this.help.textContent = HELP;
    this.label = box.labels[0];
    // What says how to type it is of no use to who sees it as it prints.
    this.hint = "hintOfTyping" in box.dataset ? document.getElementById(`${this.id}-hint`) : null;
    if (this.label) this.label.id ||= `${this.id}-label`;
    box.before(this.help, this.element);
    this.view = new EditorView({ mount: this.element }, this.props());
    this.label?.addEventListener("click", () => this.isShown && this.view.focus());
  }

  props() {
    const { host } = this;
    const on = {
      link: () => host.link(),
      figure: () => host.figure(),
      note: () => host.note(),
      table: () => host.table(),
      toolbar: () => host.toolbar(),
      leaves: () => this.escaped,
    };
    const plugins = [inputRules({ rules: RULES }), keymap(keys(host.say, on)), history(), notTooDeep(host.say)];
    return {
      state: EditorState.create({ doc: this.held.document, plugins }),
      attributes: () => this.attributes(),
      dispatchTransaction: (change) => this.apply(change),
      handleKeyDown: (view, event) => this.escape(event),
      handleDOMEvents: { blur: () => { this.escaped = false; } },
      handleDoubleClickOn: (view, pos, { type }) => ["figure", "note", "table"].includes(type.name) && this.host[type.name](),
      ...clipboard((left) => this.host.tellLeftOut(left)),
    };
  }

  attributes() {
    const about = (this.box.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== this.hint?.id);
    const described = [...about, this.help.id].join(" ");
    const wrong = this.box.getAttribute("aria-invalid");
    return {
      class: `editor${wrong ? " editor--error" : ""}`,
      role: "textbox",
      "aria-multiline": "true",
      "aria-describedby": described,
      ...(this.label ? { "aria-labelledby": this.label.id } : {}),
      ...(wrong ? { "aria-invalid": wrong } : {}),
    };
  }

  get isShown() {
    return this.box.hidden;
  }

  // The editor takes the place of the box, and the name under which links and labels find it.
  show() {
    this.box.hidden = true;
    if (this.hint) this.hint.hidden = true;
    this.element.hidden = false;
    this.box.id = `${this.id}-typed`;
    this.element.id = this.id;
    this.host.changed(this);
  }

  hide() {
    this.box.hidden = false;
    if (this.hint) this.hint.hidden = false;
    this.element.hidden = true;
    this.element.id = `${this.id}-editor`;
    this.box.id = this.id;
  }

  // What the box holds now, as one change that can be undone; false where it cannot be shown.
  load() {
    if (this.box.value === this.source) return true;
    const document_ = opened(this.box.value);
    if (!document_) return false;
    const { tr } = this.view.state;
    this.held = { source: this.box.value, document: document_ };
    this.view.dispatch(closeHistory(tr.replaceWith(0, tr.doc.content.size, document_.content)));
    return true;
  }

  apply(change) {
    const before = this.view.state;
    if (change.getMeta("paste")) closeHistory(change);
    this.view.updateState(before.apply(change));
    if (change.docChanged) this.keepInStep();
    const chosen = selectedFigure(this.view.state);
    if (chosen && chosen !== selectedFigure(before)) {
      this.host.say(`Figure ${chosen}, ${printed(chosen)}, selected. Enter chooses another.`);
    }
    const note = selectedNote(this.view.state);
    if (note && note !== selectedNote(before)) this.host.say("Note selected. Enter opens it.");
    const table = selectedTable(this.view.state);
    if (table && table !== selectedTable(before)) this.host.say("Table selected. Enter opens it.");
    this.host.changed(this);
  }

  // A text that is again what was opened is again the same, letter for letter.
  keepInStep() {
    const { doc } = this.view.state;
    const asOpened = doc.eq(this.held.document);
    const { source, kept } = asOpened ? { source: this.held.source, kept: true } : written(doc);
    this.source = source;
    if (!kept) this.host.tell(NOT_KEPT);
    if (this.box.value === source) return;
    this.box.value = source;
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // After Escape the next Tab is the browser's, also in a list.
  escape(event) {
    if (event.key === "Escape") {
      this.escaped = true;
      this.host.say("Tab leaves the text now.");
    } else if (event.key !== "Tab" && event.key !== "Shift") this.escaped = false;
    return false;
  }

  focus(selection) {
    if (selection) {
      const { state } = this.view;
      const [from, to] = selection.map((offset) => placeOf(state.doc, this.box.value, offset));
      const end = selection[1] >= this.box.value.length && selection[0] !== selection[1];
      const chosen = TextSelection.between(state.doc.resolve(from), state.doc.resolve(end ? state.doc.content.size : to));
      this.view.dispatch(state.tr.setSelection(chosen));
    }
    this.view.focus();
  }

  // Each press of a button is undone by itself.
  run(command) {
    this.view.focus();
    this.view.dispatch(closeHistory(this.view.state.tr));
    command(this.view.state, this.view.dispatch.bind(this.view), this.view);
  }

  bold(say) { this.run(toggleBold(say)); }
  list(kind, say) { this.run(toggleList(kind, say)); }
  undo(say) { this.run(back(say)); }
  redo(say) { this.run(again(say)); }

  // What stands before the place where one writes, as it is typed.
  get before() {
    const { doc, selection } = this.view.state;
    return written(doc.cut(0, selection.from)).source;
  }

  get link() { return linkAt(this.view.state); }
  get table() { return selectedTable(this.view.state); }
  get note() { return selectedNote(this.view.state); }
  get figure() { return selectedFigure(this.view.state); }

  setLink(place, href) {
    setLink(this.view, place, href);
    this.view.focus();
  }

  putFigure(name) {
    putFigure(this.view, name);
    this.view.focus();
  }

  putNote(source) {
    putNote(this.view, source);
    this.view.focus();
  }

  putTable(source) {
    putTable(this.view, source);
    this.view.focus();
  }

  // How the selection is styled, for the buttons.
  get style() {
    const { state } = this.view;
    const kind = listsAround(state.selection.$from)[0]?.node.type.name;
    return {
      bold: isBold(state),
      link: Boolean(this.link.href),
      bullets: kind === "bullets",
      letters: kind === "letters",
    };
  }
}

// Lists within lists go as deep as they can be written, whatever is pasted into them.
function notTooDeep(say) {
  return new Plugin({
    filterTransaction(change) {
      if (!change.docChanged || depthOf(change.doc) <= DEEPEST) return true;
      say(`Lists go ${DEEPEST} levels deep, no deeper.`);
      return false;
    },
  });
}

function depthOf(node) {
  let deepest = 0;
  node.forEach((child) => { deepest = Math.max(deepest, child.isTextblock ? 0 : depthOf(child)); });
  return deepest + (node.type.isInGroup("list") ? 1 : 0);
}
