// The text area itself: the written form, typed by hand, with the same buttons.

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

export function surround(box, before, after, example) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || example;
  insert(box, before + words + after);
  box.setSelectionRange(start + before.length, start + before.length + words.length);
}

export function link(box) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const words = value.slice(start, end).trim() || "words of the link";
  insert(box, `[${words}](https://)`);
  const address = start + words.length + 3;
  box.setSelectionRange(address, address + "https://".length);
}

// A table stands on lines of its own.
export function table(box, source) {
  const gap = box.selectionStart && box.value[box.selectionStart - 1] !== "\n" ? "\n\n" : "";
  insert(box, `${gap}${source}\n`);
}

export function list(box, kind) {
  const marker = kind === "bullets" ? () => "- " : letter;
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
