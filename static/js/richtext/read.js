// The written form read into blocks and runs, word for word as plans/richtext.py reads it.

import { MarkdownIt } from "../../prosemirror/prosemirror.min.js";
import { noteRule } from "./notes.js";
import { stretchesOf } from "./tables.js";

export const FIGURE = /\{figure:([a-z0-9][a-z0-9-]{0,79})\}/;
export const DEEPEST = 5;
const SAFE_LINK = /^(?:https?|mailto|tel):/i;
const MARK = /^([ \t]{0,6})(?:([a-z])\.|(\p{Nd}{1,9})([.)]))[ \t]+(?=\S)/u;
const BULLET = /^([ \t]*)[-*+][ \t]+\S/;
const NUMBERED_HOST = /:\/\/[^\s/]*\[/;
const SOME_MARK = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const UNPRINTABLE =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Surrogate}/gu;
const LETTERS = 0;
const NUMBERS = 1;
const KINDS = { bullet_list_open: "bullets", ordered_list_open: "letters" };

// What we cannot be sure to read as the server does.
export class Unreadable extends Error {}

// Blocks of `source`; each of the outermost has the lines it was `typed` in.
export function readRichText(source) {
  if (NUMBERED_HOST.test(source)) throw new Unreadable("an address in brackets");
  return stretchesOf(cleaned(source).split("\n")).flatMap(({ lines, table }) => {
    return table ? [tableOf(table, lines.join("\n"))] : wordsOf(lines);
  });
}

function wordsOf(lines) {
  const tokens = parser().parse(marked(lines).join("\n"), {});
  const blocks = blocksOf(tokens.values());
  const maps = tokens.filter(({ level, map, nesting }) => level === 0 && map && nesting === 1);
  blocks.forEach((block, place) => {
    const [from, to] = maps[place].map;
    block.typed = lines.slice(from, to).join("\n").trimEnd();
  });
  return blocks;
}

// A table stands as it was typed: its cells are read for those who look at it.
function tableOf({ caption, rows, ...headings }, source) {
  const table = { ...headings, caption: cellOf(caption), rows: rows.map((row) => row.map(cellOf)) };
  return { kind: "table", runs: [], items: [], table, source };
}

function cellOf(source) {
  const [line] = parser().parseInline(source, {});
  return runsOf(line.children);
}

export function cleaned(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(UNPRINTABLE, "");
  return plain.replace(/^\n+|\n+$/g, "").trimEnd();
}

export function safeLink(address) {
  return SAFE_LINK.test(address.trim()) ? address.trim() : "";
}

let made;

function parser() {
  if (made) return made;
  made = new MarkdownIt("zero", { maxNesting: 4 * DEEPEST });
  made.enable(["list", "emphasis", "link", "escape", "newline"]);
  const list = made.block.ruler.__rules__.find(({ name }) => name === "list").fn;
  const notTooDeep = (state, start, ...rest) => {
    const indent = state.sCount[start] - state.blkIndent;
    // Here the two readers part: the server's takes such a mark, and the browser's does not.
    if (indent > 3 && SOME_MARK.test(lineOf(state, start))) throw new Unreadable("a mark far in");
    return state.level < 2 * DEEPEST && list(state, start, ...rest);
  };
  made.block.ruler.at("list", notTooDeep, { alt: ["paragraph"] });
  made.inline.ruler.before("link", "note", noteRule);
  // As on the server, a paragraph begins and ends with what can be seen.
  made.core.ruler.after("block", "trim", ({ tokens }) => {
    for (const token of tokens) if (token.type === "inline") token.content = token.content.trim();
  });
  made.validateLink = (address) => Boolean(safeLink(address));
  return made;
}

function lineOf(state, line) {
  return state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
}

// The marks of one indent: which letter and number come next, and how the list is written.
class Marks {
  following = [1, 1];
  kind = null;
  delimiter = ")";

  takes(kind, position, apart) {
    const again = position === 1 && (kind === NUMBERS || apart);
    if (position !== this.following[kind] && !again) return false;
    const anew = again && apart && this.following[kind] > 2;
    if (kind !== this.kind || anew) this.delimiter = this.delimiter === ")" ? "." : ")";
    this.kind = kind;
    this.following[kind] = position + 1;
    return true;
  }
}

// Each list mark as Markdown reads it, and what only looks like one kept.
function marked(lines) {
  const expected = new Map();
  let apart = true;
  return lines.map((line) => {
    const match = MARK.exec(line);
    const bullet = match ? null : BULLET.exec(line);
    let read = line;
    if (match) read = mark(line, match, expected, apart);
    else if (bullet) closeWithin(bullet[1], expected);
    else if (apart && line.slice(0, 1).trim()) expected.clear();
    apart = !read.trim();
    return read;
  });
}

function mark(line, match, expected, apart) {
  const [whole, indent, letter, digits, ending] = match;
  const marks = expected.get(indent) ?? new Marks();
  const position = letter ? letter.charCodeAt(0) - 96 : numberOf(digits);
  const afterZ = digits && position === marks.following[LETTERS] && position > 26;
  if (!marks.takes(letter || afterZ ? LETTERS : NUMBERS, position, apart)) {
    return letter ? line : `${indent}${digits}\\${ending}${line.slice(indent.length + digits.length + 1)}`;
  }
  closeWithin(indent, expected);
  expected.set(indent, marks);
  return `${indent}1${marks.delimiter} ${line.slice(whole.length)}`;
}

function closeWithin(indent, expected) {
  for (const other of [...expected.keys()]) if (other.length > indent.length) expected.delete(other);
}

// The digits of every script stand ten in a row, from nought.
function numberOf(digits) {
  return [...digits].reduce((sum, digit) => {
    const code = digit.codePointAt(0);
    let nought = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
    return 10 * sum + ((code - nought) % 10);
  }, 0);
}

function blocksOf(tokens, until) {
  const blocks = [];
  for (let next = tokens.next(); !next.done && next.value.type !== until; next = tokens.next()) {
    const { type, children } = next.value;
    if (type === "inline") blocks.push({ kind: "paragraph", runs: runsOf(children), items: [] });
    else if (type in KINDS) {
      blocks.push({ kind: KINDS[type], runs: [], items: itemsOf(tokens, type.replace("open", "close")) });
    }
  }
  return blocks;
}

function itemsOf(tokens, until) {
  const items = [];
  for (let next = tokens.next(); !next.done && next.value.type !== until; next = tokens.next()) {
    if (next.value.type === "list_item_open") items.push(blocksOf(tokens, "list_item_close"));
  }
  return items;
}

function runsOf(tokens) {
  const runs = [];
  let bold = 0;
  let link = "";
  for (const token of tokens) {
    if (token.type === "strong_open" || token.type === "strong_close") bold += token.nesting;
    else if (token.type === "link_open") link = token.attrGet("href");
    else if (token.type === "link_close") link = "";
    else if (token.type === "note") runs.push(...noteOf(token));
    else if (token.type === "softbreak" || token.type === "hardbreak") runs.push(run("\n", bold, link));
    // There are no italics here: a single star or underline is itself.
    else if (token.type === "em_open" || token.type === "em_close") runs.push(run(token.markup, bold, link));
    else runs.push(...withFigures(token.content, bold, link));
  }
  return joined(runs);
}

// A note stands as it was typed: its words are read for those who look at it.
function noteOf({ content, children }) {
  const note = runsOf(children);
  return note.length ? [{ ...run("", false, ""), note, source: content }] : [];
}

function run(text, bold, link, figure = "") {
  return { text, bold: Boolean(bold), link, figure };
}

export function withFigures(text, bold, link) {
  return text
    .split(FIGURE)
    .map((part, place) => (place % 2 ? run("", bold, link, part) : run(part, bold, link)))
    .filter(({ text: words, figure }) => words || figure);
}

// Neighbours in one style are one run.
export function joined(runs) {
  const found = [];
  for (const one of runs) {
    const held = found.at(-1);
    const alike = held && held.bold === one.bold && held.link === one.link;
    if (alike && held.text && one.text) found[found.length - 1] = { ...held, text: held.text + one.text };
    else found.push(one);
  }
  return found;
}

// Whether two texts, as blocks, say the same.
export function same(one, other) {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

function bare(blocks) {
  return blocks.map(({ kind, runs, items, table }) => [
    kind,
    bareRuns(runs),
    items.map(bare),
    table ? [bareRuns(table.caption), table.header_row, table.header_column, table.rows.map((row) => row.map(bareRuns))] : null,
  ]);
}

function bareRuns(runs) {
  return runs.map(({ text, bold, link, figure, note }) => [text, bold, link, figure, note ? bareRuns(note) : null]);
}
