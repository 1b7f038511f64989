// HTML from Word, a web page or an e-mail, turned into the small rich text that is stored.

const SAFE_LINK = /^(https?:|mailto:)/i;
const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "DIV", "DL", "DT", "DD", "FIGURE", "FOOTER", "FORM",
  "H1", "H2", "H3", "H4", "H5", "H6", "HEADER", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION",
  "TABLE", "TBODY", "TFOOT", "THEAD", "TR", "UL",
]);
const IGNORED = new Set(["HEAD", "META", "NOSCRIPT", "SCRIPT", "STYLE", "TEMPLATE", "TITLE"]);
// What Word writes before an item of a list that it does not mark up as one.
const WORD_BULLET = /^\s*[·•o§▪–-]\s+/;
const WORD_LETTER = /^\s*\(?([a-z]{1,3}|\d{1,2})[.)]\s+/i;

export function toDialect(html) {
  const body = new DOMParser().parseFromString(unstyled(html), "text/html").body;
  const blocks = [];
  collect(body, blocks);
  return blocks.map(({ text }, index) => gap(blocks, index) + text).join("");
}

// Our security policy takes styles away from what we parse too: read them under another name.
function unstyled(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

// Items of one list lie on lines of their own; everything else has a blank line between.
function gap(blocks, index) {
  if (index === 0) return "";
  const both = blocks[index].list && blocks[index].list === blocks[index - 1].list;
  return both ? "\n" : "\n\n";
}

function collect(node, blocks) {
  let run = "";
  const flush = () => {
    const text = tidy(run);
    if (text) blocks.push({ text, list: null });
    run = "";
  };
  for (const child of node.childNodes) {
    if (IGNORED.has(child.nodeName) || child.nodeType === Node.COMMENT_NODE) continue;
    if (child.nodeName === "BR") {
      flush();
    } else if (BLOCKS.has(child.nodeName) || child.querySelector?.("p, div, ul, ol, li, table")) {
      flush();
      block(child, blocks);
    } else {
      run += inline(child);
    }
  }
  flush();
}

function block(node, blocks) {
  if (node.nodeName === "UL" || node.nodeName === "OL") {
    items(node, blocks);
  } else if (node.nodeName === "TR") {
    const cells = [...node.cells].map((cell) => tidy(inline(cell))).filter(Boolean);
    if (cells.length) blocks.push({ text: cells.join(" | "), list: null });
  } else if (/mso-list/i.test(node.dataset.style ?? "")) {
    wordItem(node, blocks);
  } else {
    collect(node, blocks);
  }
}

function items(list, blocks) {
  let number = 0;
  for (const item of list.children) {
    const inner = [];
    collect(item, inner);
    const words = inner.filter((part) => !part.list).map(({ text }) => text).join(" ");
    if (words) blocks.push({ text: marker(list.nodeName === "OL", number++) + words, list });
    // A list inside the item goes under it, further in.
    for (const part of inner.filter((part) => part.list)) {
      blocks.push({ text: `   ${part.text}`, list });
    }
  }
}

function wordItem(node, blocks) {
  const words = tidy(inline(node));
  const previous = blocks.at(-1);
  const bullet = WORD_BULLET.test(words);
  const kind = bullet ? "word-bullets" : "word-letters";
  const number = previous?.list === kind ? previous.number + 1 : 0;
  const text = marker(!bullet, number) + words.replace(bullet ? WORD_BULLET : WORD_LETTER, "");
  blocks.push({ text, list: kind, number });
}

function marker(ordered, number) {
  if (!ordered) return "- ";
  // After z the list goes on in numbers, which print as letters too.
  return number < 26 ? `${String.fromCharCode(97 + number)}. ` : `${number + 1}. `;
}

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || IGNORED.has(node.nodeName)) return "";
  const words = [...node.childNodes].map(inline).join("");
  if (node.nodeName === "BR") return " ";
  if (node.nodeName === "A") return linked(node, words);
  return isBold(node) ? around(words, "**") : words;
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
