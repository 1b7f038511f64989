// Footnotes of a pasted page: each note is put where its mark stands, as pages of Word, Google and
// others pair them: the mark leads to its note, and the note leads back to its mark.

// Where the words of a note go until they are written.
const HELD = "data-note";
// What a note may be the whole of, from its own line outwards.
const WHOLE = "li, p, div, aside, section";
const HEADINGS = "h1, h2, h3, h4, h5, h6";
// What stands at the mark of a note: a number, a letter or a sign; a contents list has words.
const MARK = /^[[(]?\s*(?:(?:foot|end)?note\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶#]{1,4})\s*[\])]?$/i;

export function takeNotes(body) {
  const anchors = [...body.querySelectorAll("a[href^='#']")];
  const leadsTo = (anchor) => anchor.getAttribute("href").slice(1);
  const byName = new Map();
  for (const anchor of anchors) for (const name of namesOf(anchor, body)) byName.set(name, [...(byName.get(name) ?? []), anchor]);
  const taken = new Set();
  for (const mark of anchors) {
    if (taken.has(mark) || !body.contains(mark) || !MARK.test(mark.textContent.trim())) continue;
    const own = namesOf(mark, body);
    const back = (byName.get(leadsTo(mark)) ?? []).find((other) => other !== mark && !taken.has(other) && own.includes(leadsTo(other)));
    const comesBefore = back && mark.compareDocumentPosition(back) & Node.DOCUMENT_POSITION_FOLLOWING;
    const note = comesBefore ? wholeOf(back, leadsTo(mark)) : null;
    if (!note || note.contains(mark) || note.querySelector(HEADINGS)) continue;
    taken.add(mark).add(back);
    put(note, back, mark);
  }
}

// The names an anchor answers to: its own, and those of what stands around it up to its block.
function namesOf(anchor, body) {
  const names = [anchor.getAttribute("name"), anchor.id];
  for (let around = anchor.parentElement; around && around !== body; around = around.parentElement) {
    names.push(around.id);
    if (around.matches("li, div, aside, section")) break;
  }
  return names.filter(Boolean);
}

// All of the note: what has its name, or the line that the way back opens.
function wholeOf(back, name) {
  const named = back.closest(`[id="${CSS.escape(name)}"]`);
  if (named?.matches(WHOLE)) return named;
  const line = back.closest("p, li") ?? back.parentElement;
  const around = line.parentElement;
  const alone = around?.matches("div[id], div[data-style*='footnote'], div[data-style*='endnote']");
  return alone && around.querySelector("a[href]") === back ? around : line;
}

function put(note, back, mark) {
  (back.closest("sup") ?? back).remove();
  const held = document.createElement("span");
  held.setAttribute(HELD, "");
  held.append(...(note.matches("p") ? [note.cloneNode(true)] : note.cloneNode(true).childNodes));
  note.remove();
  const raised = mark.closest("sup");
  (raised?.textContent.trim() === mark.textContent.trim() ? raised : mark).replaceWith(held);
}

export function isNote(node) {
  return node.nodeName === "SPAN" && node.hasAttribute(HELD);
}

// A note on one line, its paragraphs and items parted; a bracket of its words opens nothing.
export function writtenNote(parts) {
  const words = parts.filter(Boolean).join(" / ");
  return words ? `^[${balanced(words)}]` : "";
}

function balanced(words) {
  const alone = [];
  const opened = [];
  for (const { 0: piece, index } of words.matchAll(/\\.|[[\]]/gsu)) {
    if (piece === "[") opened.push(index);
    else if (piece === "]" && opened.pop() === undefined) alone.push(index);
  }
  for (const at of [...alone, ...opened].sort((one, other) => other - one)) words = `${words.slice(0, at)}\\${words.slice(at)}`;
  return words;
}
