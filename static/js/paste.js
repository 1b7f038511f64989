// HTML from Word, a web page or an e-mail, turned into the small rich text that is stored.

import { isItem, listItems, marked, wordItem } from "./paste-lists.js";
import { isNote, takeNotes, writtenNote } from "./paste-notes.js";
import { MOST_COLUMNS, writeTable } from "./richtext/tables.js";
import { lowered, raised } from "./raised.js";

const SAFE_LINK = /^(https?:|mailto:)/i;
const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "DIV", "DL", "DT", "DD", "FIGURE", "FOOTER", "FORM",
  "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION",
  "TABLE", "TBODY", "TFOOT", "THEAD", "TR", "UL",
]);
// A table with one of these in it lays out a page.
const LAYOUT = "table, h1, h2, h3, h4, h5, h6, ul, ol, li, [data-style*='mso-list']";
const IGNORED = new Set(["HEAD", "META", "NOSCRIPT", "SCRIPT", "STYLE", "TEMPLATE", "TITLE", "RP"]);
const DELETED = new Set(["DEL", "S", "STRIKE"]);
const COMMENT = /\b(?:msocom|MsoComment)/i;
const COMMENT_STYLE = /mso-element:\s*comment/i;
const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i;
const STRUCK = /text-decoration[\w-]*:[^;]*line-through/i;

export function toDialect(html) {
  return convert(html).text;
}

// The text, and what of the page was not taken for its words: "comment", "deleted", "hidden".
export function convert(html) {
  const body = new DOMParser().parseFromString(unstyled(html), "text/html").body;
  const left = leaveOut(body);
  takeNotes(body);
  const blocks = [];
  collect(body, blocks);
  return { text: marked(blocks), left };
}

// Our security policy takes styles away from what we parse too: read them under another name.
// Scripts in attributes it blocks; without them it has nothing to complain of.
function unstyled(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-unused="),
    );
}

// What reviewers wrote and deleted, and what was hidden, is no part of the text.
function leaveOut(body) {
  const left = new Set();
  for (const node of [...body.querySelectorAll("*")]) {
    const kind = kindLeftOut(node);
    if (!kind || !body.contains(node)) continue;
    if (kind === "comment" || node.textContent.trim()) left.add(kind);
    node.remove();
  }
  return [...left];
}

function kindLeftOut(node) {
  const style = node.dataset?.style ?? "";
  const address = node.nodeName === "A" ? node.getAttribute("href") ?? "" : "";
  if (COMMENT.test(node.className) || COMMENT_STYLE.test(style) || /^#cmnt\d/.test(address)) return "comment";
  if (node.querySelector(":scope > a[href^='#cmnt_ref'], :scope > p > a[href^='#cmnt_ref']")) return "comment";
  if (DELETED.has(node.nodeName) || STRUCK.test(style)) return "deleted";
  return node.hidden || HIDDEN.test(style) ? "hidden" : "";
}

function collect(node, blocks, depth = 0) {
  let run = "";
  const flush = () => {
    const text = tidy(run);
    if (text) blocks.push({ text });
    run = "";
  };
  for (const child of node.childNodes) {
    if (IGNORED.has(child.nodeName) || child.nodeType === Node.COMMENT_NODE) continue;
    if (child.nodeName === "BR") {
      flush();
    } else if (!holdsNote(child) && (BLOCKS.has(child.nodeName) || child.querySelector?.("p, div, ul, ol, li, table"))) {
      flush();
      block(child, blocks, depth);
    } else {
      run += inline(child, run);
    }
  }
  flush();
}

function block(node, blocks, depth) {
  if (node.nodeName === "UL" || node.nodeName === "OL") {
    listItems(node, blocks, depth, collect);
  } else if (node.nodeName === "TABLE" && isTable(node)) {
    blocks.push({ text: written(node) });
  } else if (node.nodeName === "TR") {
    const cells = [...node.cells].map(cellText).filter(Boolean);
    if (cells.length) blocks.push({ text: cells.join(" | ") });
  } else if (isItem(node)) {
    const item = wordItem(node, (part) => tidy(inline(part)));
    if (item.text) blocks.push(item);
  } else {
    collect(node, blocks, depth);
  }
}

// Rows and columns of words; what lays out a page with headings, lists or other tables is none.
function isTable(node) {
  const wide = Math.max(0, ...[...node.rows].map((row) => row.cells.length));
  const fits = wide > 1 && wide <= MOST_COLUMNS && node.rows.length > 1;
  return fits && node.textContent.trim() && !node.querySelector(LAYOUT);
}

// Merged cells have their words in the first of them and leave the others empty.
function written(node) {
  const rows = [...node.rows].map(() => []);
  [...node.rows].forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (rows[y][x] !== undefined) x += 1;
      const across = Math.min(cell.colSpan, MOST_COLUMNS);
      const down = Math.min(cell.rowSpan || 1, rows.length - y);
      for (let dy = 0; dy < down; dy += 1) {
        for (let dx = 0; dx < across; dx += 1) rows[y + dy][x + dx] = "";
      }
      rows[y][x] = cellText(cell);
    }
  });
  const filled = rows.map((row) => [...row].map((cell) => cell ?? ""));
  const [first] = node.rows;
  const headed = first.parentNode.nodeName === "THEAD" || [...first.cells].every(({ nodeName }) => nodeName === "TH");
  return writeTable(filled, { headed, caption: node.caption ? tidy(inline(node.caption)) : "" });
}

// Blocks within a note part no line.
function holdsNote(node) {
  const blocks = node.querySelectorAll?.("p, div, ul, ol, li, table") ?? [];
  return !BLOCKS.has(node.nodeName) && [...blocks].every((block) => block.closest("[data-note]"));
}

// The paragraphs and items of a cell stand a space apart.
function cellText(cell) {
  return partsOf(cell).join(" ");
}

function partsOf(node) {
  const inside = [];
  collect(node, inside);
  return inside.map(({ text }) => text);
}

function inline(node, before = "") {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || IGNORED.has(node.nodeName)) return "";
  if (node.nodeName === "BR") return " ";
  if (node.nodeName === "IMG") return described(node, before);
  if (isNote(node)) return writtenNote(partsOf(node));
  let words = "";
  for (const child of node.childNodes) words += inline(child, before + words);
  if (node.nodeName === "A") return linked(node, words);
  if (node.nodeName === "RT") return words.trim() ? ` (${words.trim()})` : "";
  if (node.nodeName === "Q") return `“${words}”`;
  if (node.nodeName === "SUP" || isAligned(node, "super")) return raised(words, before);
  if (node.nodeName === "SUB" || isAligned(node, "sub")) return lowered(words, before);
  return isBold(node) ? around(words, "**") : words;
}

function isAligned(node, how) {
  return new RegExp(`vertical-align:\\s*${how}\\b`, "i").test(node.dataset?.style ?? "");
}

function described(picture, before) {
  const words = (picture.getAttribute("alt") ?? "").trim();
  return words ? `${before && !before.endsWith(" ") ? " " : ""}[Picture: ${words}]` : "";
}

function isBold(node) {
  const weight = /font-weight:\s*(\w+)/i.exec(node.dataset?.style ?? "")?.[1] ?? "";
  if (node.nodeName === "B" || node.nodeName === "STRONG") {
    return weight !== "normal" && weight !== "400";
  }
  return node.nodeName === "SPAN" && (weight === "bold" || Number(weight) >= 600);
}

function linked(node, words) {
  const address = node.getAttribute("href") ?? "";
  const label = words.trim();
  if (!SAFE_LINK.test(address) || !label) return words;
  return words.replace(label, () => `[${label.replaceAll("**", "")}](${inBrackets(address)})`);
}

// An address without what would end it early: spaces and brackets.
function inBrackets(address) {
  return address.trim().replace(/[\s()<>]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

// The stars must touch the words, and must not be doubled by a bold inside a bold.
function around(words, mark) {
  const core = words.trim().replaceAll(mark, "");
  return core ? words.replace(words.trim(), () => mark + core + mark) : words;
}

function tidy(text) {
  return text.replaceAll("\u00a0", " ").replace(/\s+/g, " ").replaceAll("****", "").trim();
}
