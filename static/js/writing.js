// Where one text is written: what is typed is kept on the server, and saved without leaving the page.
//
// Nothing is kept in the browser. Whatever goes wrong, the words stay in their box, and it is said what to do.
// On the page of the whole plan several may be open; elsewhere there is one, and it says who else is in it.

import { Presence } from "./presence.js";

const PAUSE = 2000; // after the last key

const WHY = {
  401: "Not saved: you are signed out. Your words are still here. Sign in in another tab, then press Save again.",
  403: "Not saved: you may not write here any more. Your words are still here for you to copy.",
  other: "Not saved: somebody else is signed in here now. Your words are still here. Sign in as yourself, then save.",
  0: "Not saved: Clearday cannot be reached. Your words are still here. Press Save again in a moment.",
};

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

class Writing {
  constructor(place, form) {
    Object.assign(this, { place, form, timer: 0, saving: false });
    this.box = form.elements.body;
    this.saved = this.box.value; // what stands, as this page knows it
    this.kept = this.saved; // what the server has
    this.sending = null; // a stash under way, given up when the words are saved
    // A paragraph that is to come has no revision yet: its page leads on once it is saved.
    this.isNew = !form.elements.seen;
    form.addEventListener("submit", (event) => (this.isNew ? this.leave() : this.saveInPlace(event)));
    form.addEventListener("input", () => this.wait());
    const split = place.closest("[data-writes]").querySelector("[data-split]");
    split?.addEventListener("click", (event) => this.split(event, split));
  }

  get address() {
    return this.form.getAttribute("action") || location.href;
  }

  say(words, isAlert = false) {
    this.place.setAttribute("role", isAlert ? "alert" : "status");
    this.place.textContent = words;
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stash(), PAUSE);
  }

  stash({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.saving || this.box.value === this.kept) return undefined;
    const words = new FormData();
    for (const name of ["csrfmiddlewaretoken", "seen"]) words.set(name, this.form.elements[name]?.value ?? "");
    words.set("body", this.box.value);
    this.kept = this.box.value;
    // A page that is left sends what it can: browsers take up to 64 kB then.
    if (leaving && navigator.sendBeacon(this.place.dataset.stash, words)) return undefined;
    this.sending = new AbortController();
    const how = { method: "POST", body: words, redirect: "error", signal: this.sending.signal };
    return fetch(this.place.dataset.stash, how).then(
      (answer) => {
        if (!answer.ok) this.kept = null;
        if (answer.ok) this.say(`Kept for you at ${clock()}, not saved yet.`);
        else if (answer.status === 401) this.sayWhy(401);
      },
      () => { this.kept = null; },
    );
  }

  // What is sent to be saved is not kept besides.
  leave() {
    clearTimeout(this.timer);
    this.sending?.abort();
    this.saving = true;
  }

  sayWhy(status) {
    this.say(WHY[status] ?? WHY[0], true);
    if (status !== 401) return;
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = this.place.dataset.signIn;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "Sign in (opens in a new tab)";
    this.place.append(" ", link);
  }

  send() {
    const headers = { "X-Save-In-Place": "yes", Accept: "application/json" };
    return fetch(this.address, { method: "POST", body: new FormData(this.form), headers, redirect: "error" });
  }

  // Whoever signed in again has another token than this page: it is taken from the page as it is now.
  async renewed() {
    const answer = await fetch(this.address, { redirect: "manual" });
    if (answer.type === "opaqueredirect") return 401;
    if (!answer.ok) return answer.status;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("main input[name=csrfmiddlewaretoken]");
    if (!token) return 403;
    if (page.querySelector("[data-stash]")?.dataset.person !== this.place.dataset.person) return "other";
    for (const old of document.querySelectorAll("main input[name=csrfmiddlewaretoken]")) old.value = token.value;
    return 200;
  }

  async save() {
    let answer = await this.send();
    if (answer.status === 403) {
      const now = await this.renewed();
      if (now !== 200) return this.sayWhy(now);
      answer = await this.send();
    }
    if (answer.status === 401 || answer.status === 403 || answer.status >= 500) return this.sayWhy(answer.status);
    if (!answer.ok) return this.form.submit(); // nothing was saved: the page itself says why, with all that was typed
    const done = await answer.json();
    if (done.reload) {
      this.saved = this.kept = this.box.value;
      this.tell("clearday:saved");
      return this.tell("clearday:reload") && location.replace(location.href);
    }
    this.form.elements.seen.value = done.seen;
    this.form.elements.drawn.value = done.drawn;
    return this.say(done.said);
  }

  // Leads to the page that splits the paragraph, at the place where one writes; what is typed is saved first.
  async split(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const where = new CustomEvent("clearday:where", { detail: { before: "" } });
    this.box.dispatchEvent(where);
    event.preventDefault();
    if (this.box.value !== this.saved) await this.saveInPlace(event);
    if (this.box.value !== this.saved) return;
    const address = new URL(link.href);
    if (new URL(this.address, location.href).searchParams.get("on")) address.searchParams.set("on", "page");
    address.searchParams.set("after", String(where.detail.before.replace(/\s/g, "").length));
    location.assign(address);
  }

  // False where somebody who listens does what is to be done.
  tell(name, detail = {}) {
    return this.form.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  }

  async saveInPlace(event) {
    event.preventDefault();
    if (this.saving) return;
    clearTimeout(this.timer);
    this.sending?.abort();
    this.saving = true;
    const words = this.box.value;
    this.say("Saving…");
    try {
      await this.save();
      if (this.place.textContent.startsWith("Saved")) {
        this.saved = this.kept = words;
        // What is saved is not called off by leaving.
        this.form.parentElement.querySelector("[data-leave]").textContent = "Go back";
        if (this.box.value === words) this.tell("clearday:saved");
        this.tell("clearday:written");
      }
    } catch {
      this.sayWhy(0);
    } finally {
      this.saving = false;
      // What was typed meanwhile, or could not be saved, is kept.
      if (this.box.value !== this.saved) this.kept = this.kept === this.box.value ? this.kept : null;
      if (this.box.value !== this.kept) this.wait();
    }
  }
}

const open = new Set();

function begin(scope) {
  for (const place of scope.querySelectorAll("[data-stash]")) {
    const form = place.closest("[data-writes]").querySelector("form:has([name=body])");
    if (form?.elements.body) open.add(new Writing(place, form));
  }
}

function stashAll(how) {
  return Promise.all([...open].filter((one) => one.form.isConnected).map((one) => one.stash(how)));
}

begin(document);
document.addEventListener("clearday:opened", (event) => begin(event.detail.target));
// Closed on a page that stays: what was typed is kept before anybody forgets it.
document.addEventListener("clearday:leaving", (event) => {
  for (const one of open) {
    if (!event.target.contains(one.form)) continue;
    event.detail.until.push(one.stash());
    open.delete(one);
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") stashAll({ leaving: true });
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const one of open) one.saving = false;
});
window.addEventListener("pagehide", () => stashAll({ leaving: true }));

const alone = document.querySelector("[data-presence]");
if (alone) {
  const token = () => document.querySelector("main input[name=csrfmiddlewaretoken]").value;
  new Presence(alone.dataset.presence, token, () => [alone.dataset.here]);
}
