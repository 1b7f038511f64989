// The editor's document: exactly the blocks and runs that the written form has.

import { Fragment, Schema } from "../../prosemirror/prosemirror.min.js";
import { printed } from "./figures.js";
import { joined, readRichText, same, withFigures } from "./read.js";
import { writeRichText } from "./write.js";

export const schema = new Schema({
  nodes: {
    doc: { content: "(block | table)+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    bullets: { group: "block list", content: "item+", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    letters: {
      group: "block list",
      content: "item+",
      parseDOM: [{ tag: "ol" }],
      toDOM: () => ["ol", { type: "a" }, 0],
    },
    item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    // A table is one thing in the text; its source is changed in a panel of its own.
    table: {
      atom: true,
      attrs: { source: {} },
      parseDOM: [{ tag: "table[data-source]", getAttrs: (drawn) => tableIn(drawn.dataset.source) }],
      toDOM: ({ attrs }) => drawTable(attrs.source),
    },
    text: { group: "inline" },
    line: {
      group: "inline",
      inline: true,
      selectable: false,
      leafText: () => "\n",
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    figure: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { name: {} },
      leafText: ({ attrs }) => `{figure:${attrs.name}}`,
      parseDOM: [{ tag: "span[data-figure]", getAttrs: (chip) => ({ name: chip.dataset.figure }) }],
      toDOM: ({ attrs }) => chip(attrs.name),
    },
    // So is a note, whose mark stands within the words.
    note: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { source: {} },
      leafText: ({ attrs }) => `^[${attrs.source}]`,
      parseDOM: [{ tag: "span[data-note]", getAttrs: (drawn) => noteIn(drawn.dataset.note) }],
      toDOM: ({ attrs }) => ["span", { class: "note-chip", "data-note": attrs.source, title: wordsOf(attrs.source) }, "Note"],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: "a[href]", getAttrs: (anchor) => ({ href: anchor.getAttribute("href") }) }],
      toDOM: ({ attrs }) => ["a", { href: attrs.href, title: attrs.href }, 0],
    },
    bold: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  },
});

function chip(name) {
  return ["span", { class: "figure-chip", "data-figure": name, title: `The figure “${name}”` }, printed(name)];
}

// The table that a source holds and nothing else; false where it holds something else.
export function tableIn(source) {
  try {
    const [block, ...others] = readRichText(source);
    return block?.kind === "table" && !others.length ? { source: block.source } : false;
  } catch {
    return false;
  }
}

// The note that these words are, and nothing else; false where they would be something else.
export function noteIn(words) {
  const run = noteOf(words.replace(/\s+/g, " ").trim());
  return run ? { source: run.source } : false;
}

function noteOf(source) {
  try {
    const [block, ...others] = readRichText(`^[${source}]`);
    const [run, ...more] = block?.runs ?? [];
    return run?.note && !others.length && !more.length ? run : null;
  } catch {
    return null;
  }
}

function wordsOf(source) {
  return noteOf(source).note.map(({ text, figure }) => (figure ? printed(figure) : text)).join("");
}

function drawTable(source) {
  const [{ table }] = readRichText(source);
  const row = (cells, inHead) => ["tr", ...cells.map((cell, place) => {
    const isHeading = inHead || (table.header_column && place === 0);
    return [isHeading ? "th" : "td", ...drawRuns(cell)];
  })];
  const head = table.header_row ? [["thead", row(table.rows[0], true)]] : [];
  const body = table.rows.slice(head.length);
  return [
    "table",
    { "data-source": source, class: "table-chip" },
    ...(table.caption.length ? [["caption", ...drawRuns(table.caption)]] : []),
    ...head,
    ["tbody", ...body.map((cells) => row(cells, false))],
  ];
}

function drawRuns(runs) {
  return runs.map(({ text, bold, link, figure, note }) => {
    if (note) return ["span", { class: "note-chip" }, "Note"];
    const words = figure ? chip(figure) : text;
    if (bold) return ["strong", words];
    return link ? ["span", { class: "table-chip__link" }, words] : ["span", words];
  });
}

// What the blocks of a document were typed as, while nobody changes them.
const typed = new WeakMap();

export function documentOf(blocks) {
  const nodes = nodesOf(blocks);
  const empty = schema.nodes.paragraph.create();
  // One may write before a table and after it.
  if (nodes[0]?.type === schema.nodes.table) nodes.unshift(empty);
  if (!nodes.length || nodes.at(-1).type === schema.nodes.table) nodes.push(empty);
  return schema.nodes.doc.create(null, nodes);
}

function nodesOf(blocks) {
  return blocks.map((block) => {
    const node = nodeOf(block);
    if (block.typed) typed.set(node, block.typed);
    return node;
  });
}

function nodeOf(block) {
  if (block.kind === "table") return schema.nodes.table.create({ source: block.source });
  return block.kind === "paragraph" ? paragraphOf(block) : listOf(block);
}

function listOf({ kind, items }) {
  return schema.nodes[kind].create(null, items.map((item) => schema.nodes.item.create(null, nodesOf(item))));
}

function paragraphOf({ runs }) {
  const inside = runs.flatMap((run) => {
    const marks = [];
    if (run.link) marks.push(schema.marks.link.create({ href: run.link }));
    if (run.bold) marks.push(schema.marks.bold.create());
    if (run.note) return [schema.nodes.note.create({ source: run.source })];
    if (run.figure) return [schema.nodes.figure.create({ name: run.figure }, null, marks)];
    return run.text
      .split(/(\n)/)
      .filter(Boolean)
      .map((part) => (part === "\n" ? schema.nodes.line.create(null, null, marks) : schema.text(part, marks)));
  });
  return schema.nodes.paragraph.create(null, Fragment.from(inside));
}

// The blocks a document says: what is empty says nothing, and lines have no space at their ends.
export function blocksOf(node) {
  const blocks = [];
  node.forEach((child) => {
    if (child.type === schema.nodes.paragraph) blocks.push(...paragraphsIn(child));
    else if (child.type === schema.nodes.table) blocks.push(...readRichText(child.attrs.source));
    else {
      const items = [];
      child.forEach((item) => items.push(blocksOf(item)));
      blocks.push({ kind: child.type.name, runs: [], items: items.filter((item) => item.length) });
    }
    if (typed.has(child)) blocks[blocks.length - 1].typed = typed.get(child);
  });
  return blocks.filter(({ kind, items }) => kind === "paragraph" || kind === "table" || items.length);
}

// An empty line within a paragraph ends it.
function paragraphsIn(paragraph) {
  const found = [[]];
  let between;
  for (const { runs, end } of linesIn(paragraph)) {
    const said = trimmed(runs);
    const held = found.at(-1);
    if (!said.length) found.push([]);
    else held.push(...(held.length ? [between] : []), ...said);
    between = end;
  }
  return found.filter((runs) => runs.length).map((runs) => ({ kind: "paragraph", runs: joined(runs), items: [] }));
}

function linesIn(paragraph) {
  const lines = [{ runs: [] }];
  paragraph.forEach((node) => {
    const bold = schema.marks.bold.isInSet(node.marks) !== undefined;
    const link = schema.marks.link.isInSet(node.marks)?.attrs.href ?? "";
    if (node.type === schema.nodes.line) {
      lines.at(-1).end = { text: "\n", bold, link, figure: "" };
      lines.push({ runs: [] });
    } else if (node.isText) lines.at(-1).runs.push(...withFigures(node.text, bold, link));
    else if (node.type === schema.nodes.note) lines.at(-1).runs.push(noteOf(node.attrs.source));
    else lines.at(-1).runs.push({ text: "", bold, link, figure: node.attrs.name });
  });
  return lines;
}

function trimmed(runs) {
  const left = runs.map((run) => ({ ...run }));
  const isMark = ({ figure, note }) => figure || note;
  while (left.length && !isMark(left[0]) && !(left[0].text = left[0].text.trimStart())) left.shift();
  while (left.length && !isMark(left.at(-1)) && !(left.at(-1).text = left.at(-1).text.trimEnd())) left.pop();
  return left;
}

// Source to document; nothing where the editor would say something else than the source does.
export function opened(source) {
  try {
    const blocks = readRichText(source);
    const document = documentOf(blocks);
    document.check();
    const held = blocksOf(document);
    const anew = writeRichText(held.map((block) => ({ ...block, typed: undefined })));
    return same(held, blocks) && anew.kept && same(readRichText(anew.source), blocks) ? document : null;
  } catch {
    return null;
  }
}

// Document to source, and whether the source keeps all that the document shows.
export function written(document) {
  return writeRichText(blocksOf(document));
}
