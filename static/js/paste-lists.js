// Lists as Word, Word in a browser, Google and web pages write them, as lines with marks.
//
// An item is a block with `depth`, `form` ("bullet", "number", "letter", "roman"), its `number` and
// the `list` it belongs to; its mark is written last, when its neighbours are known.

// Word's lists are paragraphs: the style says which list and level, a span what was printed.
const WORD_LIST = /mso-list:\s*(\w+)\s+level(\d)/i;
const PRINTED = /^\(?(\d{1,3}|[a-z]{1,4})[.)]$/i;
const TYPED = /^\s*(?:[·•o§▪–-]|\(?(?:[a-z]{1,3}|\d{1,2})[.)])\s+/i;
const ROMANS = { i: 1, v: 5, x: 10, l: 50, c: 100 };
// A mark set in further than this is read as words.
const DEEPEST = 2;
const INDENT = "   ";

export function isItem(node) {
  return WORD_LIST.test(node.dataset?.style ?? "");
}

export function wordItem(node, textOf) {
  const [, list, level] = WORD_LIST.exec(node.dataset.style);
  const printed = [...node.querySelectorAll("[data-style]")].find((part) =>
    /mso-list:\s*ignore/i.test(part.dataset.style),
  );
  let typed = printed ? textOf(printed) : "";
  printed?.remove();
  let text = textOf(node);
  if (!printed) {
    typed = (TYPED.exec(text)?.[0] ?? "").trim();
    text = text.replace(TYPED, "");
  }
  return { text, list, depth: Number(level) - 1, ...asPrinted(typed), word: true };
}

function asPrinted(typed) {
  const mark = PRINTED.exec(typed)?.[1].toLowerCase();
  // "o" and its like are bullets; "1.1" is a mark of another kind, kept as words.
  if (!mark) return { form: "bullet", kept: /\d/.test(typed) ? `${typed} ` : "" };
  if (/\d/.test(mark)) return { form: "number", number: Number(mark) };
  const roman = /^[ivxlc]+$/.test(mark) && mark !== "c" && mark !== "l";
  const letter = mark.length === 1 ? mark.charCodeAt(0) - 96 : 0;
  return { form: roman ? "roman" : "letter", number: roman ? romanNumber(mark) : letter, letter };
}

// Items of a list of HTML; a list inside another goes under the item before it.
export function listItems(list, blocks, depth, collect, root = list) {
  let number = startOf(list) - 1;
  for (const item of list.children) {
    if (item.nodeName === "UL" || item.nodeName === "OL") {
      listItems(item, blocks, depth + 1, collect, root);
      continue;
    }
    const inside = [];
    collect(item, inside, depth + 1);
    number = Number(item.getAttribute("value")) || number + 1;
    const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level"));
    const words = inside.filter((part) => part.depth === undefined).map(({ text }) => text).join(" ");
    const place = { depth: level ? level - 1 : depth, list: item.dataset.listid ?? root };
    if (words) blocks.push({ text: words, ...place, form: formOf(list), number });
    for (const part of inside) if (part.depth !== undefined) blocks.push({ ...part, list: place.list });
  }
}

function startOf(list) {
  const start = Number(list.getAttribute("start") ?? 1);
  return Number.isInteger(start) && start > 0 ? start : 1;
}

function formOf(list) {
  if (list.nodeName === "UL") return "bullet";
  const kind = `${list.getAttribute("type") ?? ""} ${list.dataset.style ?? ""}`;
  if (/^i |roman/i.test(kind)) return "roman";
  return /^a |alpha|latin/i.test(kind) ? "letter" : "number";
}

// Every block as it is stored. Items of one list lie on lines of their own; all else a line apart.
export function marked(blocks) {
  const lists = new Lists();
  let before;
  return blocks
    .map((block) => {
      const gap = before === undefined ? "" : lists.goesOn(before, block) ? "\n" : "\n\n";
      const mark = block.depth === undefined ? "" : lists.mark(block, gap);
      before = block;
      return gap + mark + block.text;
    })
    .join("");
}

class Lists {
  constructor() {
    this.counts = [];
    this.typed = [];
    this.last = 0;
  }

  // A list and the lists within it; bullets after letters of the same level are another list.
  goesOn(before, block) {
    if (before.depth === undefined || block.depth === undefined) return false;
    const same = before.list === block.list || block.number === this.counts[block.depth] + 1;
    const alike = block.depth !== 0 || this.outer === undefined || this.outer === isBullet(block);
    return (same || (before.word && block.word && block.depth > 0)) && alike;
  }

  mark(block, gap) {
    if (gap !== "\n") [this.counts, this.typed] = [[], []];
    const depth = Math.min(block.depth, DEEPEST);
    if (depth === 0) this.outer = isBullet(block);
    this.counts.length = depth + 1;
    const indent = INDENT.repeat(depth);
    if (isBullet(block)) return `${indent}- ${block.form === "roman" ? `(${roman(block.number)}) ` : block.kept ?? ""}`;
    // A list that begins elsewhere than at 1 says so in words, unless it goes on from the last one.
    const begins = this.counts[depth] === undefined;
    const goesOn = block.number === (this.counts[depth] ?? (depth === 0 ? this.last : 0)) + 1;
    if (begins) this.typed[depth] = block.number !== 1 && !goesOn;
    this.counts[depth] = block.number;
    if (depth === 0) this.last = block.number;
    const figures = block.form === "number" && (this.typed[depth] || (!goesOn && block.number !== 1));
    return indent + (figures ? `${block.number}. ` : letter(block.number));
  }
}

function isBullet(block) {
  return block.form === "bullet" || block.form === "roman";
}

function letter(number) {
  // After z a list goes on in numbers, which print as letters too.
  return number <= 26 ? `${String.fromCharCode(96 + number)}. ` : `${number}. `;
}

function roman(number) {
  const signs = [[100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
  let rest = number;
  let written = "";
  for (const [worth, sign] of signs) for (; rest >= worth; rest -= worth) written += sign;
  return written;
}

function romanNumber(mark) {
  const worths = [...mark].map((sign) => ROMANS[sign]);
  return worths.reduce((sum, worth, place) => sum + (worth < (worths[place + 1] ?? 0) ? -worth : worth), 0);
}
