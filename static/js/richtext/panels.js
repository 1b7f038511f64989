// What opens below the buttons: an address for a link, a figure to choose, a note, the keys.

import { addressToAdd, figures, lookAgain } from "./figures.js";
import { safeLink } from "./read.js";
import { made } from "./toolbar.js";

const HOW_TO_TABLE =
  "Each row is a line, with | between its cells. The line of dashes stands below the headings; " +
  "with === its first column is of headings too.";
const HOW_TO_NOTE = "Printed beneath the theme, with a number here. Type **bold** and [links](https://…) as shown.";
const SAVE = ["Ctrl and S", "saves"];
const KEYS = [
  ["Ctrl and B", "bold"],
  ["Ctrl and K", "a link"],
  ["Ctrl and Z, Ctrl and Y", "undo, and do again"],
  ["Tab, Shift and Tab", "in a list: one level in, one level out"],
  ["Enter twice", "ends a list"],
  ["Shift and Enter", "a new line in the same paragraph"],
  ["- or a. and a space", "at the start of a line: a list"],
  ["Enter, on a table, a figure or a note", "opens it"],
  ["Alt and F10", "the buttons; arrow keys move between them"],
  ["Escape, then Tab", "leaves the text"],
];

// A panel below a toolbar; one is open at a time, and Escape closes it.
export class Panel {
  constructor(toolbar, closed) {
    this.closed = closed;
    this.element = made("div", "toolbar-panel");
    this.element.setAttribute("role", "group");
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => this.key(event));
    // What is typed here is no part of the form yet.
    this.element.addEventListener("input", (event) => event.stopPropagation());
    toolbar.after(this.element);
  }

  key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target.matches("input, select")) this.accept?.();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  open(name, parts, accept) {
    this.name = name;
    this.accept = accept;
    this.element.setAttribute("aria-label", name);
    this.element.replaceChildren(...parts);
    this.element.hidden = false;
    this.element.querySelector("input, select, textarea, button, a")?.focus();
  }

  close() {
    this.element.hidden = true;
    this.name = "";
    this.closed();
  }

  link(href, done) {
    const [label, input] = field("Address of the link", "input", this.element.id);
    input.value = href;
    input.inputMode = "url";
    const wrong = made("p", "govuk-error-message toolbar-panel__wrong");
    wrong.id = `${input.id}-error`;
    wrong.setAttribute("role", "alert");
    const accept = () => {
      const address = asAddress(input.value);
      wrong.textContent = address ? "" : "An address begins with https:// or mailto:";
      input.setAttribute("aria-invalid", String(!address));
      input.setAttribute("aria-describedby", wrong.id);
      if (address) this.finish(() => done(address));
    };
    const remove = href ? [button("Remove the link", () => this.finish(() => done("")))] : [];
    const row = [input, button("Put it in", accept), ...remove, button("Cancel", () => this.close())];
    this.open("Put in a link", [label, ...row, wrong], accept);
    input.select();
  }

  figure(name, done) {
    const [label, select] = field("Figure", "select", this.element.id);
    const fill = () => {
      const chosen = select.value || name;
      select.replaceChildren(...figures().map((figure) => optionOf(figure, chosen)));
    };
    fill();
    const accept = () => select.value && this.finish(() => done(select.value));
    const parts = [label, select, button("Put it in", accept), button("Cancel", () => this.close())];
    if (!figures().length) parts.splice(0, 3, made("p", "toolbar-panel__words", "This plan has no figures yet."));
    if (addressToAdd()) parts.push(newFigure(() => lookAgain().then(() => this.figure(name, done))));
    this.open("Put in a figure", parts, accept);
  }

  // One line of words; `read` refuses what would not be one note.
  note(source, read, done) {
    const [label, input] = field("Words of the note", "input", this.element.id);
    input.value = source;
    const hint = made("p", "toolbar-panel__words", HOW_TO_NOTE);
    const wrong = made("p", "govuk-error-message toolbar-panel__wrong");
    [hint.id, wrong.id] = [`${input.id}-hint`, `${input.id}-error`];
    wrong.setAttribute("role", "alert");
    input.setAttribute("aria-describedby", `${hint.id} ${wrong.id}`);
    const accept = () => {
      const note = read(input.value);
      const fault = input.value.trim() ? "Each [ in a note needs its ], and no other may stand in it." : "Type the words of the note.";
      wrong.textContent = note ? "" : fault;
      input.setAttribute("aria-invalid", String(!note));
      if (note) this.finish(() => done(note.source));
    };
    const row = [input, button("Put it in", accept), button("Cancel", () => this.close())];
    this.open("Put in a note", [label, hint, ...row, wrong], accept);
  }

  // A row on each line; `read` refuses what would not be one table.
  table(source, read, done) {
    const [label, box] = field("The table, as it is typed", "textarea", this.element.id);
    box.value = source;
    box.rows = Math.max(5, source.split("\n").length + 1);
    const hint = made("p", "toolbar-panel__words", HOW_TO_TABLE);
    const wrong = made("p", "govuk-error-message toolbar-panel__wrong");
    [hint.id, wrong.id] = [`${box.id}-hint`, `${box.id}-error`];
    wrong.setAttribute("role", "alert");
    box.setAttribute("aria-describedby", `${hint.id} ${wrong.id}`);
    const accept = () => {
      const table = read(box.value);
      wrong.textContent = table ? "" : "This is not one table: begin each row with | and keep the line of dashes.";
      box.setAttribute("aria-invalid", String(!table));
      if (table) this.finish(() => done(table.source));
    };
    const row = [button("Put it in", accept), button("Cancel", () => this.close())];
    this.open("Put in a table", [label, hint, box, wrong, ...row], accept);
  }

  keys(saves) {
    const list = made("dl", "toolbar-panel__keys");
    for (const [key, what] of saves ? [SAVE, ...KEYS] : KEYS) list.append(made("dt", "", key), made("dd", "", what));
    this.open("Keys", [list, button("Close", () => this.close())]);
  }

  finish(act) {
    this.close();
    act();
  }
}

function field(words, tag, id) {
  const label = made("label", "toolbar-panel__label", words);
  const box = made(tag, `govuk-${tag}`);
  box.id = label.htmlFor = `${id}-${tag}`;
  return [label, box];
}

function button(words, act) {
  const pressed = made("button", "toolbar__button", words);
  pressed.type = "button";
  pressed.addEventListener("click", act);
  return pressed;
}

function optionOf({ name, label, printed }, chosen) {
  return new Option(`${label}: ${printed}`, name, false, name === chosen);
}

// A figure is added on its own page; back from there, the list has it.
function newFigure(back) {
  const link = made("a", "govuk-link", "Add a figure (opens in a new tab)");
  link.href = addressToAdd();
  link.target = "_blank";
  link.rel = "noopener";
  link.addEventListener("click", () => window.addEventListener("focus", back, { once: true }));
  return link;
}

// An address as people type it: "example.org/page" is one too.
function asAddress(text) {
  const words = text.trim().replace(/[\s()<>[\]]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  if (safeLink(words) && !/^[a-z]+:(?:\/\/)?$/i.test(words)) return words;
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(words)) return `mailto:${words}`;
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(words) ? `https://${words}` : "";
}
