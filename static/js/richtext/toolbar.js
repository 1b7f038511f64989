// The buttons over a text: one of them in the order of Tab, arrow keys between them.

const LEFT_OUT = { comment: "comments", deleted: "deleted words", hidden: "hidden words" };

export class Toolbar {
  // `acts` are [name, label, act]; each act is called without anything.
  constructor(box, acts) {
    this.buttons = new Map();
    this.row = made("div", "toolbar");
    const group = made("div", "toolbar__buttons");
    group.setAttribute("role", "toolbar");
    group.setAttribute("aria-label", `Style of ${box.labels[0]?.textContent.trim() ?? "the text"}`);
    for (const [name, label, act] of acts) group.append(this.button(name, label, act));
    group.addEventListener("keydown", (event) => this.move(event));
    this.count = made("span", "toolbar__count");
    this.note = made("span", "toolbar__note");
    this.status = made("span", "govuk-visually-hidden toolbar__status");
    for (const live of [this.note, this.status]) live.setAttribute("role", "status");
    this.row.append(group, this.count, this.note, this.status);
    this.enter([...this.buttons.keys()][0]);
  }

  button(name, label, act) {
    const button = made("button", "toolbar__button", label);
    button.type = "button";
    // The words that are marked stay marked while the mouse is on a button.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", act);
    button.addEventListener("focus", () => this.enter(name));
    this.buttons.set(name, button);
    return button;
  }

  shown() {
    return [...this.buttons.values()].filter((button) => !button.hidden);
  }

  enter(name) {
    for (const [other, button] of this.buttons) button.tabIndex = other === name ? 0 : -1;
  }

  focus() {
    this.shown().find((button) => button.tabIndex === 0)?.focus();
  }

  move(event) {
    const shown = this.shown();
    const here = shown.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || here < 0) return;
    event.preventDefault();
    shown.at(to % shown.length).focus();
  }

  press(name, pressed) {
    this.buttons.get(name).setAttribute("aria-pressed", String(pressed));
  }

  show(name, shown) {
    const button = this.buttons.get(name);
    button.hidden = !shown;
    if (!shown && button.tabIndex === 0) this.enter(this.nameOf(this.shown()[0]));
  }

  nameOf(button) {
    return [...this.buttons].find(([, other]) => other === button)[0];
  }

  // What was done, to whoever hears the page; the same words again are heard again.
  say(words) {
    this.status.textContent = this.status.textContent === words ? `${words}\u00a0` : words;
  }

  // What everybody is to see, until there is something else.
  tell(words) {
    this.note.textContent = words;
  }

  // What of a paste was not taken.
  tellLeftOut(left) {
    const kinds = left.map((kind) => LEFT_OUT[kind]);
    this.tell(kinds.length ? `Left out of what you pasted: ${kinds.join(", ")}.` : "");
  }

  countWords(text) {
    // A note begins a word of its own, right behind the one that has its mark.
    const words = text.split(/\s+|\^\[/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.count.textContent = words === 1 ? "1 word" : `${words.toLocaleString("en-GB")} words`;
  }
}

export function made(tag, name, words = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = words;
  return element;
}
