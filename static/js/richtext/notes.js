// Notes as people type them, sign for sign as plans/written_notes.py reads them.

export const OPENS = "^[";
const PIECE = /\\.|\]\([^()\s]*\)|[[\]\n]/gsu;

let last = { source: "", ends: new Map() };

// By where it opens, the place after each note; read once for one source.
export function endsOfNotes(source) {
  if (last.source === source) return last.ends;
  const ends = new Map();
  let opened = [];
  for (const { 0: piece, index } of source.matchAll(PIECE)) {
    if (piece === "\n") opened = [];
    else if (piece === "[") opened.push(index);
    else if (piece[0] === "]" && opened.length) {
      const start = opened.pop() - 1;
      if (isNote(source, start, index)) ends.set(start, index + 1);
    }
  }
  last = { source, ends };
  return ends;
}

function isNote(source, start, end) {
  if (start < 0 || source[start] !== "^" || !source.slice(start + OPENS.length, end).trim()) return false;
  let before = start;
  while (before > 0 && source[before - 1] === "\\") before -= 1;
  return (start - before) % 2 === 0;
}

// The rule by which a reader finds notes within the words; there is none within a note.
export function noteRule(state, silent) {
  const { src, pos, md, env } = state;
  if (env.inNote || !src.startsWith(OPENS, pos)) return false;
  const end = endsOfNotes(src).get(pos);
  if (end === undefined || end > state.posMax) return false;
  if (!silent) {
    const token = state.push("note", "", 0);
    token.content = src.slice(pos + OPENS.length, end - 1).trim();
    token.children = [];
    md.inline.parse(token.content, md, { inNote: true }, token.children);
  }
  state.pos = end;
  return true;
}
