// The plan as it prints: a passage is written where it stands, and what others save comes in beside it.
//
// Each editor is the form of the passage's own page, put in place of the words. Without this script the same links
// lead to that page.

import { Presence } from "./presence.js";

const page = document.querySelector("[data-page]");
const words = document.getElementById("words");
const told = words?.querySelector("[data-told]");

const passageOf = (section) => section.id.replace("passage-", "");
const isOpen = (section) => Boolean(section.querySelector(".here"));

function say(what) {
  told.textContent = "";
  setTimeout(() => { told.textContent = what; }, 50);
}

async function pageAt(address, asking = {}) {
  const answer = await fetch(address, { redirect: "error", headers: { Accept: "text/html", ...asking } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

// Opens the editor of `link` within `section`; where it cannot, the link is followed.
async function open(section, link) {
  if (isOpen(section) || section.dataset.opening) return;
  section.dataset.opening = "yes";
  try {
    const opened = await pageAt(link.href, { "X-Form-Alone": "yes" });
    const writes = document.importNode(opened.querySelector("[data-writes]"), true);
    writes.querySelector("[data-here]")?.remove();
    writes.classList.add("here");
    const form = writes.querySelector("form:has([name=body])");
    form.setAttribute("action", link.href);
    section.prepend(writes);
    section.classList.add("is-open");
    section.dispatchEvent(new CustomEvent("clearday:opened", { bubbles: true, detail: { target: writes } }));
    writes.querySelector("textarea[name=body], input[name=body]")?.focus();
    section.scrollIntoView({ block: "nearest" });
    say(`${section.getAttribute("aria-label") ?? "New text"} is open to write`);
    presence.ask();
  } catch {
    window.location.assign(link.href);
  } finally {
    delete section.dataset.opening;
  }
}

// Puts the words back as they print. What was not saved is kept by the server, and the page says so.
async function close(section) {
  const writes = section.querySelector(".here");
  const until = [];
  writes.dispatchEvent(new CustomEvent("clearday:leaving", { bubbles: true, detail: { until } }));
  await Promise.all(until);
  writes.remove();
  section.classList.remove("is-open");
  if (section.id) presence.close(passageOf(section));
  await refresh();
  const now = section.id ? document.getElementById(section.id) : section;
  now?.querySelector("a[data-edit], a[data-add]")?.focus();
  say("Closed");
}

// Takes in what stands now. What is open stays as it is, where it is: whoever writes there goes on.
let refreshing = null;

function refresh() {
  refreshing ??= takeIn().finally(() => { refreshing = null; });
  return refreshing;
}

async function takeIn() {
  let now;
  try {
    now = await pageAt(location.href);
  } catch {
    return;
  }
  const fresh = now.getElementById("words");
  if (!fresh) return;
  for (const place of fresh.querySelectorAll("[data-here]")) {
    const old = words.querySelector(`[data-here="${place.dataset.here}"][data-told]`);
    if (old?.dataset.told) place.replaceWith(document.importNode(old, true));
  }
  takeInChildren(words, fresh);
  takeInColumn(now.getElementById("column"));
  tellWhatIsLeft();
  presence.latest = Math.max(presence.latest, Number(now.querySelector("[data-page]").dataset.latest));
}

// Whoever is in the column keeps their place there.
function takeInColumn(fresh) {
  const column = document.getElementById("column");
  if (column.contains(document.activeElement)) return;
  fresh.querySelector("[data-left]").replaceWith(column.querySelector("[data-left]"));
  column.replaceChildren(...fresh.childNodes);
}

const KEPT = "[data-told]:not([data-here])";
const keyOf = (one) => one.id || one.getAttribute("aria-labelledby") || `${one.tagName}.${one.className.replace(" is-open", "")}`;
// Also what is being fetched to be opened there.
const holdsOpen = (one) => Boolean(one.querySelector(".here, [data-opening]")) || one.matches(`${KEPT}, [data-opening]`);

function takeInChildren(here, fresh) {
  const known = new Map();
  for (const one of here.children) known.set(keyOf(one), known.has(keyOf(one)) ? null : one);
  let at = here.firstElementChild;
  for (const one of [...fresh.children]) {
    const mine = known.get(keyOf(one));
    known.delete(keyOf(one));
    if (mine && (mine.isEqualNode(one) || holdsOpen(mine))) {
      if (mine.matches(".part")) takeInChildren(mine, one);
      if (mine === at) at = at.nextElementSibling;
      else if (!holdsOpen(mine)) here.insertBefore(mine, at);
    } else {
      const taken = document.importNode(one, true);
      if (mine === at && at) at = at.nextElementSibling;
      mine?.remove();
      here.insertBefore(taken, at);
    }
  }
  for (const gone of known.values()) if (gone && !holdsOpen(gone)) gone.remove();
}

// Where a new passage is begun: a place of its own after the link's.
function placeFor(link) {
  const own = link.closest(".passage");
  if (own.classList.contains("passage-new")) return own;
  const place = own.closest(".part").querySelector(".passage-new");
  own.after(place);
  return place;
}

// What is left to do takes longer to find than the page: it comes in when it is there.
async function tellWhatIsLeft() {
  const place = document.querySelector("[data-left]");
  const now = await pageAt(place.dataset.left).catch(() => null);
  const left = now?.getElementById("left");
  if (!left || place.firstElementChild.isEqualNode(left)) return;
  const wasOpen = place.querySelector("details")?.open;
  place.replaceChildren(document.importNode(left, true));
  if (wasOpen) place.querySelector("details")?.setAttribute("open", "");
}

const token = () => page.querySelector("input[name=csrfmiddlewaretoken]").value;
const opened = () => [...words.querySelectorAll(".passage[id]")].filter(isOpen).map(passageOf);
const presence = new Presence(page.dataset.page, token, opened, refresh, Number(page.dataset.latest));

words.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const section = event.target.closest(".passage");
  const link = event.target.closest("a");
  if (link?.matches("[data-leave]")) {
    event.preventDefault();
    close(section);
  } else if (link?.matches("[data-edit], [data-add]")) {
    event.preventDefault();
    open(link.matches("[data-edit]") ? section : placeFor(link), link);
  } else if (!link && section && event.target.closest(".words, h3") && getSelection().isCollapsed && !isOpen(section)) {
    const edit = section.querySelector("a[data-edit]");
    if (edit) open(section, edit);
  }
});

// Whoever saved goes on writing there; the rest of the page follows.
words.addEventListener("clearday:written", () => refresh());
// Others' words came in with one's own: it is opened anew, with what was put together.
words.addEventListener("clearday:reload", async (event) => {
  const section = event.target.closest(".passage");
  event.preventDefault();
  await close(section);
  const again = document.getElementById(section.id);
  if (again) await open(again, again.querySelector("a[data-edit]"));
});

tellWhatIsLeft();
