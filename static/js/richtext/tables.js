// Tables as people type them, line for line as plans/written_tables.py reads them.

const DASHES = /^\|[ \t]*(?::?-{3,}:?|(={3,}))[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$/;
const CAPTION = /^Table:[ \t]*(\S.*)$/s;
const PIECE = /\\.|[^|\\]+|\||\\/gsu;
export const MOST_COLUMNS = 30;

// What a new table begins as.
export const EXAMPLE = "Table: \n| Heading | Heading |\n|---|---|\n|  |  |";

// The lines in order: { lines } of words, and between them { lines, table } with cells as typed.
export function stretchesOf(lines) {
  const found = [];
  let words = [];
  let at = 0;
  while (at < lines.length) {
    const end = endOfTable(lines, at);
    if (end === null) {
      words.push(lines[at]);
      at += 1;
      continue;
    }
    const caption = words.length ? CAPTION.exec(words.at(-1)) : null;
    const own = lines.slice(at, end);
    const typed = caption ? [words.pop(), ...own] : own;
    if (words.length) found.push({ lines: words });
    found.push({ lines: typed, table: tableOf(own, caption ? stripped(caption[1]) : "") });
    words = [];
    at = end;
  }
  if (words.length) found.push({ lines: words });
  return found;
}

function endOfTable(lines, at) {
  if (!lines[at].startsWith("|") || !lines[at + 1]?.startsWith("|")) return null;
  if (!DASHES.test(lines[at]) && !DASHES.test(lines[at + 1])) return null;
  let end = at + 2;
  while (end < lines.length && lines[end].startsWith("|")) end += 1;
  const tooWide = lines.slice(at, end).some((line) => line.split("|").length - 1 > MOST_COLUMNS + 1);
  return tooWide ? null : end;
}

function tableOf(lines, caption) {
  const headless = DASHES.exec(lines[0]);
  const dashes = headless ?? DASHES.exec(lines[1]);
  const typed = headless ? lines.slice(1) : [lines[0], ...lines.slice(2)];
  const rows = typed.map(cellsOf);
  const width = Math.max(...rows.map((row) => row.length));
  return {
    caption,
    header_row: !headless,
    header_column: Boolean(dashes[1]),
    rows: rows.map((row) => [...row, ...Array(width - row.length).fill("")]),
  };
}

function cellsOf(line) {
  const cells = [""];
  for (const piece of line.replace(/[ \t]+$/, "").slice(1).match(PIECE) ?? []) {
    if (piece === "|") cells.push("");
    else cells[cells.length - 1] += piece;
  }
  if (cells.length > 1 && !stripped(cells.at(-1))) cells.pop();
  return cells.map(stripped);
}

// Cells, each on one line, as rows that are read as this table; the first row is of headings.
export function writeTable(rows, { headed, caption = "" }) {
  const width = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].map(asCell).join(" | ")} |`);
  lines.splice(headed ? 1 : 0, 0, `|${Array(width).fill("---").join("|")}|`);
  const said = caption.replace(/\s+/g, " ").trim();
  return [...(said ? [`Table: ${said}`] : []), ...lines].join("\n");
}

function asCell(source) {
  const words = source.replace(/\s+/g, " ").trim();
  if (DASHES.test(`|${words}|`)) return `\\${words}`;
  return (words.match(PIECE) ?? []).map((piece) => (piece === "|" ? "\\|" : piece)).join("");
}

function stripped(text) {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}
