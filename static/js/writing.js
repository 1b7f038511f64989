// A page on which one text is written: what is typed is kept on the server, and saved in place.
//
// Nothing is kept in the browser. Whatever goes wrong, the words stay in their box, and it is said what to do.

const PAUSE = 2000; // after the last key
const place = document.querySelector("[data-stash]");
const box = document.querySelector("form textarea[name=body]");
const form = box?.form;

let saved = box?.value ?? ""; // what stands, as this page knows it
let kept = saved; // what the server has
let timer = 0;
let sending = null; // a stash under way, given up when the words are saved
let saving = false;

function say(words, isAlert = false) {
  place.setAttribute("role", isAlert ? "alert" : "status");
  place.textContent = words;
}

function stash({ leaving = false } = {}) {
  clearTimeout(timer);
  if (saving || box.value === kept) return;
  const words = new FormData();
  for (const name of ["csrfmiddlewaretoken", "seen"]) words.set(name, form.elements[name].value);
  words.set("body", box.value);
  kept = box.value;
  // A page that is left sends what it can: browsers take up to 64 kB then.
  if (leaving && navigator.sendBeacon(place.dataset.stash, words)) return;
  sending = new AbortController();
  const how = { method: "POST", body: words, redirect: "error", signal: sending.signal };
  fetch(place.dataset.stash, how).then(
    (answer) => {
      if (!answer.ok) kept = null;
      if (answer.ok) say(`Kept for you at ${clock()}, not saved yet.`);
      else if (answer.status === 401) sayWhy(401);
    },
    () => { kept = null; },
  );
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

const WHY = {
  401: "Not saved: you are signed out. Your words are still here. Sign in in another tab, then press Save again.",
  403: "Not saved: you may not write here any more. Your words are still here for you to copy.",
  other: "Not saved: somebody else is signed in here now. Your words are still here. Sign in as yourself, then save.",
  0: "Not saved: Clearday cannot be reached. Your words are still here. Press Save again in a moment.",
};

function sayWhy(status) {
  say(WHY[status] ?? WHY[0], true);
  if (status !== 401) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = place.dataset.signIn;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Sign in (opens in a new tab)";
  place.append(" ", link);
}

function send() {
  const headers = { "X-Save-In-Place": "yes", Accept: "application/json" };
  return fetch(form.action || location.href, { method: "POST", body: new FormData(form), headers, redirect: "error" });
}

// Whoever signed in again has another token than this page: it is taken from the page as it is now.
async function renewed() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (answer.type === "opaqueredirect") return 401;
  if (!answer.ok) return answer.status;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("main input[name=csrfmiddlewaretoken]");
  if (!token) return 403;
  if (page.querySelector("[data-stash]")?.dataset.person !== place.dataset.person) return "other";
  form.elements.csrfmiddlewaretoken.value = token.value;
  return 200;
}

async function save() {
  let answer = await send();
  if (answer.status === 403) {
    const now = await renewed();
    if (now !== 200) return sayWhy(now);
    answer = await send();
  }
  if (answer.status === 401 || answer.status === 403 || answer.status >= 500) return sayWhy(answer.status);
  if (!answer.ok) return form.submit(); // nothing was saved: the page itself says why, with all that was typed
  const done = await answer.json();
  if (done.reload) {
    saved = kept = box.value;
    form.dispatchEvent(new CustomEvent("clearday:saved", { bubbles: true }));
    return location.replace(location.href);
  }
  form.elements.seen.value = done.seen;
  form.elements.drawn.value = done.drawn;
  return say(done.said);
}

async function saveInPlace(event) {
  event.preventDefault();
  if (saving) return;
  clearTimeout(timer);
  sending?.abort();
  saving = true;
  const words = box.value;
  say("Saving…");
  try {
    await save();
    if (place.textContent.startsWith("Saved")) {
      saved = kept = words;
      // What is saved is not called off by leaving.
      document.querySelector("[data-leave]").textContent = "Go back";
      if (box.value === words) form.dispatchEvent(new CustomEvent("clearday:saved", { bubbles: true }));
    }
  } catch {
    sayWhy(0);
  } finally {
    saving = false;
    // What was typed meanwhile, or could not be saved, is kept.
    if (box.value !== saved) kept = kept === box.value ? kept : null;
    if (box.value !== kept) timer = setTimeout(stash, PAUSE);
  }
}

if (place && form) {
  form.addEventListener("submit", saveInPlace);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(stash, PAUSE);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") stash({ leaving: true });
  });
  window.addEventListener("pagehide", () => stash({ leaving: true }));
}
