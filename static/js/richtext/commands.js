// What can be done in the editor, and what is said of it; the keys are those of Word.

import {
  InputRule, Selection, TextSelection, baseKeymap, chainCommands, liftListItem, redo, sinkListItem,
  splitListItem, toggleMark, undo, wrapInList, wrappingInputRule,
} from "../../prosemirror/prosemirror.min.js";
import { noteIn, schema } from "./document.js";
import { DEEPEST, FIGURE } from "./read.js";

const { bullets, figure, item, letters, line, note, paragraph, table } = schema.nodes;
const { bold, link } = schema.marks;

export const LISTS = { bullets, letters };
const NAMES = { bullets: "Bullets", letters: "Lettered list" };

// The lists around a place, the innermost first, as { node, pos }.
export function listsAround($place) {
  const found = [];
  for (let depth = $place.depth; depth > 0; depth -= 1) {
    const node = $place.node(depth);
    if (node.type === bullets || node.type === letters) found.push({ node, pos: $place.before(depth) });
  }
  return found;
}

export function isBold({ selection, storedMarks, doc }) {
  if (selection.empty) return Boolean(bold.isInSet(storedMarks ?? selection.$from.marks()));
  return doc.rangeHasMark(selection.from, selection.to, bold);
}

export function toggleBold(say) {
  const toggle = toggleMark(bold, { removeWhenPresent: false });
  return (state, dispatch, view) => {
    const done = toggle(state, dispatch, view);
    if (done && dispatch) say(isBold(view.state) ? "Bold on" : "Bold off");
    return done;
  };
}

// A list of this kind around the selection; of the other kind it becomes this one; else out of it.
export function toggleList(kind, say) {
  return (before, dispatch, view) => {
    const state = dispatch ? narrowed(before, view) : before;
    const [around] = listsAround(state.selection.$from);
    if (around?.node.type === LISTS[kind]) return out(state, dispatch, say, `${NAMES[kind]} off`);
    if (around) {
      dispatch?.(state.tr.setNodeMarkup(around.pos, LISTS[kind]));
      say(`${NAMES[kind]} on`);
      return true;
    }
    const done = wrapInList(LISTS[kind])(state, dispatch);
    if (done && dispatch) say(`${NAMES[kind]} on`);
    return done;
  };
}

// All that there is, selected, is no place in a list: its words are.
function narrowed(state, view) {
  const { selection, tr } = state;
  if (selection.$from.depth > 0) return state;
  view.dispatch(tr.setSelection(TextSelection.between(selection.$from, selection.$to)));
  return view.state;
}

function out(state, dispatch, say, words) {
  const done = liftListItem(item)(state, dispatch);
  if (done && dispatch) say(words);
  return done;
}

// Tab in a list stays in it; outside it leaves the editor, as in every box, and after Escape too.
function deeper(say, leaves) {
  return (state, dispatch) => {
    const around = listsAround(state.selection.$from);
    if (!around.length || leaves()) return false;
    const done = around.length < DEEPEST && sinkListItem(item)(state, dispatch);
    say(done ? `Level ${around.length + 1}` : "This item cannot be set in further. Escape, then Tab, leaves the text.");
    return true;
  };
}

function shallower(say, leaves) {
  return (state, dispatch) => {
    const levels = listsAround(state.selection.$from).length;
    if (!levels || leaves()) return false;
    return out(state, dispatch, say, levels > 1 ? `Level ${levels - 1}` : "List ended");
  };
}

function enter(say) {
  return chainCommands(splitListItem(item), (state, dispatch, view) => {
    const before = listsAround(state.selection.$from).length;
    const done = baseKeymap.Enter(state, dispatch, view);
    if (before && view && !listsAround(view.state.selection.$from).length) say("List ended");
    return done;
  });
}

// At the start of an item the mark goes first, as in Word.
function backspace(say) {
  return (state, dispatch, view) => {
    const { $from, empty } = state.selection;
    const starts = empty && $from.parentOffset === 0 && $from.depth > 1 && $from.index(-1) === 0;
    if (starts && $from.node(-1).type === item) return out(state, dispatch, say, "List mark removed");
    return baseKeymap.Backspace(state, dispatch, view);
  };
}

function newLine(state, dispatch) {
  dispatch?.(state.tr.replaceSelectionWith(line.create()).scrollIntoView());
  return true;
}

function said(command, words, none, say) {
  return (state, dispatch, view) => {
    const done = command(state, dispatch, view);
    if (dispatch) say(done ? words : none);
    return true;
  };
}

export function back(say) {
  return said(undo, "Undone", "Nothing to undo", say);
}

export function again(say) {
  return said(redo, "Done again", "Nothing to do again", say);
}

// `on` has what needs more than the text: link, figure, note, table and toolbar; whether Tab `leaves` is its too.
export function keys(say, on) {
  return {
    ...baseKeymap,
    "Mod-b": toggleBold(say),
    "Mod-k": () => on.link(),
    "Mod-z": back(say),
    "Mod-y": again(say),
    "Mod-Shift-z": again(say),
    "Mod-Shift-l": toggleList("bullets", say),
    "Alt-F10": () => on.toolbar(),
    Tab: deeper(say, on.leaves),
    "Shift-Tab": shallower(say, on.leaves),
    Enter: chainCommands(() => on.figure(), () => on.note(), () => on.table(), enter(say)),
    "Shift-Enter": newLine,
    Backspace: backspace(say),
  };
}

// Marks as one types them: "- ", "a. ", "**bold**", "{figure:name}" and "^[a note]".
export const RULES = [
  wrappingInputRule(/^\s*[-*•]\s$/, bullets),
  wrappingInputRule(/^\s*(?:a|1)[.)]\s$/, letters),
  new InputRule(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, ({ tr }, [, words], from, to) => {
    return tr.delete(from, to).insert(from, schema.text(words, [bold.create()])).removeStoredMark(bold);
  }),
  new InputRule(new RegExp(`${FIGURE.source}$`), ({ tr }, [, name], from, to) => {
    return tr.replaceRangeWith(from, to, figure.create({ name }));
  }),
  new InputRule(/\^\[([^[\]]+)\]$/, ({ tr }, [, words], from, to) => {
    const read = noteIn(words);
    return read ? tr.replaceRangeWith(from, to, note.create(read)) : null;
  }),
];

// The link at the selection as { href, from, to }; without one, no address and what is selected.
export function linkAt({ selection, doc }) {
  const { from, to, $from } = selection;
  const held = link.isInSet($from.marks()) ?? link.isInSet($from.nodeAfter?.marks ?? []);
  if (!held) return { href: "", from, to };
  let start = $from.parentOffset;
  let end = start;
  $from.parent.forEach((node, offset) => {
    if (!held.isInSet(node.marks)) return;
    const touches = offset <= end && offset + node.nodeSize >= start;
    if (touches) [start, end] = [Math.min(start, offset), Math.max(end, offset + node.nodeSize)];
  });
  const before = $from.start();
  return { href: held.attrs.href, from: before + start, to: Math.min(before + end, doc.content.size) };
}

// An address on these words; on no words it is written out; no address takes the link away.
export function setLink(view, { from, to }, href) {
  const { tr } = view.state;
  const end = from === to && href ? tr.insertText(href, from).mapping.map(to) : to;
  tr.removeMark(from, end, link);
  if (href) tr.addMark(from, end, link.create({ href }));
  tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(link);
  view.dispatch(tr.scrollIntoView());
}

export function putFigure(view, name) {
  view.dispatch(view.state.tr.replaceSelectionWith(figure.create({ name })).scrollIntoView());
}

export function putNote(view, source) {
  view.dispatch(view.state.tr.replaceSelectionWith(note.create({ source }), false).scrollIntoView());
}

// The words of the note that is selected, as they are typed; or nothing.
export function selectedNote({ selection, doc }) {
  const { from, to } = selection;
  const node = to - from === 1 ? doc.nodeAt(from) : null;
  return node?.type === note ? node.attrs.source : "";
}

// The name of the figure that is selected, by a click or by Shift and an arrow key; or nothing.
export function selectedFigure({ selection, doc }) {
  const { from, to } = selection;
  const node = to - from === 1 ? doc.nodeAt(from) : null;
  return node?.type === figure ? node.attrs.name : "";
}

// The source of the table that is selected; or nothing.
export function selectedTable({ selection }) {
  return selection.node?.type === table ? selection.node.attrs.source : "";
}

// A table in the place of the one that is selected, or below the block one writes in.
export function putTable(view, source) {
  const { selection, tr } = view.state;
  const chosen = selectedTable(view.state);
  const at = chosen || !selection.$from.depth ? selection.from : selection.$from.after(1);
  tr.replaceWith(at, chosen ? selection.to : at, table.create({ source }));
  if (tr.doc.lastChild.type === table) tr.insert(tr.doc.content.size, paragraph.create());
  tr.setSelection(Selection.near(tr.doc.resolve(at + 1)));
  view.dispatch(tr.scrollIntoView());
}

// Where as many letters lie before the cursor as before `offset` in the source.
export function placeOf(doc, source, offset) {
  let left = lettersIn(source.slice(0, offset).replace(/\]\([^)\s]*\)/g, ""));
  let place = Selection.atStart(doc).from;
  doc.descendants((node, pos) => {
    const counts = node.isInline || node.type === table;
    if (left <= 0 || !counts) return left > 0;
    const words = node.type === table ? node.attrs.source : node.isText ? node.text : node.type.spec.leafText(node);
    const here = lettersIn(words);
    place = here < left || !node.isText ? pos + node.nodeSize : pos + lengthOf(words, left);
    left -= here;
    return false;
  });
  return place;
}

function lettersIn(words) {
  return words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

function lengthOf(words, letters) {
  let length = 0;
  for (let seen = 0; length < words.length && seen < letters; length += 1) {
    if (/[\p{L}\p{N}]/u.test(words[length])) seen += 1;
  }
  return length;
}
