// What is pasted or dropped, and what is copied: everything goes through the written form.

import { DOMSerializer, Slice } from "../../prosemirror/prosemirror.min.js";
import { convert } from "../paste.js";
import { documentOf, schema, written } from "./document.js";
import { cleaned, readRichText } from "./read.js";

// What an editor of ours copied keeps its own form.
const OURS = /\sdata-pm-slice="/;

// Handlers for an editor; `left` is told what of a paste was not taken.
export function clipboard(left) {
  return {
    handlePaste: (view, event) => pasteWithoutWords(view, event),
    transformPastedHTML: (html) => {
      if (OURS.test(html)) return html;
      const found = converted(html);
      left(found.left);
      return htmlOf(found.text);
    },
    clipboardTextParser: (text) => {
      left([]);
      return Slice.maxOpen(readAny(text).content);
    },
    clipboardTextSerializer: ({ content }) => written(schema.nodes.doc.create(null, content)).source,
  };
}

let last = {};

// Two handlers ask for one paste.
function converted(html) {
  if (last.html !== html) last = { html, ...convert(html) };
  return last;
}

// A page of which nothing can be kept may still have its words beside it.
function pasteWithoutWords(view, event) {
  const html = event.clipboardData?.getData("text/html");
  const text = event.clipboardData?.getData("text/plain");
  if (!html || !text || OURS.test(html) || converted(html).text) return false;
  view.pasteText(text);
  return true;
}

function htmlOf(source) {
  const holder = document.createElement("div");
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(readAny(source).content));
  return holder.innerHTML;
}

// What cannot be read as the written form is taken paragraph by paragraph, as it is.
function readAny(source) {
  try {
    return documentOf(readRichText(source));
  } catch {
    const paragraphs = cleaned(source).split(/\n\s*\n/);
    const asTheyAre = (text) => ({ kind: "paragraph", runs: [{ text, bold: false, link: "", figure: "" }], items: [] });
    return documentOf(paragraphs.map(asTheyAre));
  }
}
