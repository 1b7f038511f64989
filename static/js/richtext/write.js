// Blocks and runs in the written form, so that reading it gives the same blocks again.
//
// Words are written as plainly as they can be: each way of writing a block is read again, and the
// first that says the same is taken. What nobody changed is written as it was typed.

import { joined, readRichText, same } from "./read.js";

const LINE_MARK = /^(?:[-*+](?=\s|$)|([a-z]|\p{Nd}{1,9})[.)](?=\s|$)|\|)/u;
const BACKSLASH = /\\(?=[!-/:-@[-`{-~]|$)/gm;
const SPECIAL = /[\\*_[\]]/g;
// A mark set in further than this is not read as a letter; Markdown's own numbers are.
const DEEPEST_LETTER = 6;

// From the plainest to the safest; a bold and a link over the same words may lie either way round.
const WAYS = [0, 1, 2].flatMap((escapes) => [{ escapes, bold: "outside" }, { escapes, bold: "inside" }]);
const SAFEST = WAYS.at(-1);

// The source for blocks, and whether it keeps all that they say; words it always keeps.
export function writeRichText(blocks) {
  const places = withPlaces(blocks);
  const asTyped = put(places.map(({ block, second }) => {
    return block.typed ? { source: block.typed, meant: block, kept: true } : written(block, second);
  }));
  return asTyped.kept ? asTyped : put(places.map(({ block, second }) => written(block, second)));
}

function put(parts) {
  const source = parts.map((part) => part.source).join("\n\n");
  const meant = parts.map((part) => part.meant);
  return { source, kept: parts.every((part) => part.kept) && same(readRichText(source), meant) };
}

// One block in the first way that reads back as it is, or as it is less what nobody sees.
function written(block, second) {
  // A table is changed in its written form alone.
  if (block.kind === "table") return { source: block.source, meant: block, kept: true };
  for (const change of CHANGES) {
    const meant = eachParagraph(block, change);
    for (const way of WAYS) {
      const source = linesOf(meant, "", way, second).join("\n");
      if (same(readRichText(source), [meant])) return { source, meant, kept: true };
    }
  }
  const meant = eachParagraph(block, unstyled);
  return { source: linesOf(meant, "", SAFEST, second).join("\n"), meant, kept: false };
}

// Every other one of lists that lie side by side takes other marks, so that they stay apart.
function withPlaces(blocks) {
  let second = false;
  return blocks.map((block, place) => {
    second = block.kind !== "paragraph" && blocks[place - 1]?.kind === block.kind && !second;
    return { block, second };
  });
}

function linesOf(block, indent, way, second) {
  if (block.kind === "paragraph") return paragraph(block.runs, way);
  return block.items.flatMap((item, place) => {
    const mark = block.kind === "bullets" ? (second ? "* " : "- ") : letter(place, indent, second);
    const inner = block.kind === "letters" && indent.length <= DEEPEST_LETTER ? 3 : mark.length;
    return itemLines(item, mark, indent, inner, way);
  });
}

function itemLines(item, mark, indent, inner, way) {
  const set = " ".repeat(inner);
  const lines = [];
  for (const [place, { block, second }] of withPlaces(item).entries()) {
    const tight = block.kind !== "paragraph" && item[place - 1]?.kind === "paragraph";
    if (place > 0 && !tight) lines.push("");
    const own = linesOf(block, indent + set, way, second);
    lines.push(...own.map((line) => (line ? set + line : "")));
  }
  if (lines.length) lines[0] = mark + lines[0].slice(inner);
  return lines;
}

// After z a list goes on in numbers, which print as letters too.
function letter(place, indent, second) {
  if (indent.length > DEEPEST_LETTER) return `${place + 1}${second ? ")" : "."} `;
  return second || place > 25 ? `${place + 1}. ` : `${String.fromCharCode(97 + place)}. `;
}

function paragraph(runs, way) {
  const lines = inline(runs, way).split("\n");
  return way.escapes === 0 ? lines : lines.map((line) => line.replace(LINE_MARK, escapedMark));
}

function escapedMark(mark) {
  return `${mark.slice(0, -1)}\\${mark.slice(-1)}`;
}

// Runs with their marks around them; of two that overlap, one is written in pieces.
function inline(runs, way, within = "") {
  let source = "";
  for (let from = 0; from < runs.length; ) {
    const style = outermost(runs[from], way, within);
    let to = from + 1;
    while (style && to < runs.length && runs[to][style] === runs[from][style]) to += 1;
    const part = runs.slice(from, to);
    if (style === "bold") source += `**${inline(part, way, `${within} bold`)}**`;
    else if (style === "link") source += `[${inline(part, way, `${within} link`)}](${runs[from].link})`;
    else if (runs[from].note) source += `^[${runs[from].source}]`;
    else source += runs[from].figure ? `{figure:${runs[from].figure}}` : escaped(runs[from].text, way);
    from = to;
  }
  return source;
}

function outermost(run, way, within) {
  const order = way.bold === "outside" ? ["bold", "link"] : ["link", "bold"];
  return order.find((style) => run[style] && !within.includes(style));
}

function escaped(text, way) {
  if (way.escapes === 0) return text;
  if (way.escapes === 1) return text.replace(BACKSLASH, "\\\\");
  return text.replace(SPECIAL, "\\$&");
}

function eachParagraph(block, change) {
  return {
    kind: block.kind,
    runs: change(block.runs),
    items: block.items.map((item) => item.map((inside) => eachParagraph(inside, change))),
  };
}

function unstyled(runs) {
  return joined(runs.map((run) => ({ ...run, bold: false, link: "" })));
}

// Bold less what stands at its ends, where Markdown will not have it.
function trimmed(start, end) {
  return (runs) =>
    joined(
      runs.flatMap((run, place) => {
        if (!run.bold || run.figure || run.note) return [run];
        const before = runs[place - 1]?.bold ? "" : (start.exec(run.text)?.[0] ?? "");
        const rest = run.text.slice(before.length);
        const after = runs[place + 1]?.bold ? "" : (end.exec(rest)?.[0] ?? "");
        const core = rest.slice(0, rest.length - after.length);
        const parts = [[before, false], [core, true], [after, false]];
        return parts.filter(([text]) => text).map(([text, bold]) => ({ ...run, text, bold }));
      }),
    );
}

// Nothing; spaces at the ends of what is bold; stops there too.
const CHANGES = [
  (runs) => runs,
  trimmed(/^\s+/u, /\s+$/u),
  trimmed(/^[\s\p{P}\p{S}]+/u, /[\s\p{P}\p{S}]+$/u),
];
