// The page of all boxes: it tells which passages somebody is writing in, and says who else is in one.
//
// A box counts as open while somebody is in it, and for as long as it has words that are not saved.

import { Presence } from "./presence.js";

const MOST_OPEN = 20; // as plans/presence.py has it

const form = document.querySelector("form[data-presence]");
const open = new Set();

const boxOf = (one) => one?.closest?.(".govuk-form-group");
const keyOf = (box) => box?.querySelector("[data-here]")?.dataset.here;

function isChanged(box) {
  const typed = box.querySelector("textarea, input[type=text]");
  return typed.value !== typed.defaultValue;
}

const token = () => form.elements.csrfmiddlewaretoken.value;
const presence = new Presence(form.dataset.presence, token, () => [...open].slice(-MOST_OPEN));

form.addEventListener("focusin", (event) => {
  const key = keyOf(boxOf(event.target));
  if (!key || open.has(key)) return;
  open.add(key);
  presence.ask();
});

form.addEventListener("focusout", (event) => {
  const box = boxOf(event.target);
  const key = keyOf(box);
  if (!key || boxOf(event.relatedTarget) === box || isChanged(box)) return;
  open.delete(key);
  presence.close(key);
});
