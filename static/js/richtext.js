// Long texts: buttons for bold, links and lists, a count of words, and Word's formatting kept on paste.

import { convert } from "./paste.js";

const BUTTONS = [
  ["Bold", (box) => surround(box, "**", "**", "bold words")],
  ["Link", (box) => link(box)],
  ["Bullets", (box) => list(box, () => "- ")],
  ["a. b. c.", (box) => list(box, letter)],
];

// After z a list goes on in numbers, which print as letters too.
function letter(index) {
  return index < 26 ? `${String.fromCharCode(97 + index)}. ` : `${index + 1}. `;
}

// execCommand is the one way of changing a text area that the browser's undo understands.
export function insert(box, text) {
  box.focus();
  if (document.execCommand?.("insertText", false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function surround(box, before, after, example) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || example;
  insert(box, before + words + after);
  box.setSelectionRange(start + before.length, start + before.length + words.length);
}

function link(box) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || "words of the link";
  insert(box, `[${words}](https://)`);
  const address = start + words.length + 3;
  box.setSelectionRange(address, address + "https://".length);
}

function list(box, marker) {
  const from = box.value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const next = box.value.indexOf("\n", box.selectionEnd);
  const to = next < 0 ? box.value.length : next;
  const lines = box.value.slice(from, to).split("\n").filter((line) => line.trim() !== "");
  const items = (lines.length ? lines : [""]).map(
    (line, index) => marker(index) + line.replace(/^\s*(?:[-*•]|[a-z0-9]{1,2}[.)])\s+/i, ""),
  );
  // A list must have a blank line before it, or it runs on from the sentence above.
  const above = box.value.slice(0, from);
  const gap = above === "" || above.endsWith("\n\n") ? "" : "\n";
  box.setSelectionRange(from, to);
  insert(box, gap + items.join("\n"));
}

function toolbar(box) {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Style of ${box.labels[0]?.textContent ?? "the text"}`);
  for (const [label, act] of BUTTONS) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toolbar__button";
    button.textContent = label;
    button.addEventListener("click", () => act(box));
    bar.append(button);
  }
  const count = document.createElement("span");
  count.className = "toolbar__count";
  bar.append(count);
  const note = document.createElement("span");
  note.className = "toolbar__note";
  note.setAttribute("role", "status");
  bar.append(note);
  const say = () => {
    const words = box.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    count.textContent = words === 1 ? "1 word" : `${words.toLocaleString("en-GB")} words`;
  };
  box.addEventListener("input", say);
  say();
  return bar;
}

function paste(event) {
  const html = event.clipboardData?.getData("text/html");
  if (!html) return;
  const { text, left } = convert(html);
  if (!text) return;
  event.preventDefault();
  insert(event.target, text);
  sayLeftOut(event.target, left);
}

const LEFT_OUT = { comment: "comments", deleted: "deleted words", hidden: "hidden words" };

// What of a paste was not taken is said beside the box, until the next paste.
function sayLeftOut(box, left) {
  const note = box.previousElementSibling?.querySelector(".toolbar__note");
  const kinds = left.map((kind) => LEFT_OUT[kind]);
  if (note) note.textContent = kinds.length ? `Left out of what you pasted: ${kinds.join(", ")}.` : "";
}

function begin(scope) {
  for (const box of scope.querySelectorAll("textarea[data-richtext]:not([data-ready])")) {
    box.dataset.ready = "";
    box.before(toolbar(box));
    box.addEventListener("paste", paste);
  }
}

begin(document);
document.addEventListener("htmx:afterSwap", (event) => begin(event.detail.target));
