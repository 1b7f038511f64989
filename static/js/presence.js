// Who else has a passage open, asked every fifteen seconds, and told where the passage stands.

const EVERY = 15000;

export class Presence {
  // `open` gives the keys of the passages that are open here; `changed` is called once others saved something.
  constructor(address, token, open, changed = () => {}, latest = 0) {
    Object.assign(this, { address, token, open, changed, latest });
    this.closed = new Set();
    setInterval(() => { if (document.visibilityState === "visible") this.ask(); }, EVERY);
    window.addEventListener("pagehide", () => this.leave());
    this.ask();
  }

  words() {
    const words = new FormData();
    words.set("csrfmiddlewaretoken", this.token());
    words.set("open", this.open().join(" "));
    words.set("closed", [...this.closed].join(" "));
    return words;
  }

  close(passage) {
    this.closed.add(passage);
    this.ask();
  }

  leave() {
    for (const passage of this.open()) this.closed.add(passage);
    const words = this.words();
    words.set("open", "");
    navigator.sendBeacon(this.address, words);
  }

  // What cannot be asked now is asked in a moment: nobody waits for it.
  async ask() {
    const closed = [...this.closed];
    let told;
    try {
      const answer = await fetch(this.address, { method: "POST", body: this.words(), redirect: "error" });
      if (!answer.ok) return;
      told = await answer.json();
    } catch {
      return;
    }
    for (const passage of closed) this.closed.delete(passage);
    for (const place of document.querySelectorAll("[data-here]")) this.tell(place, told.here[place.dataset.here] ?? "");
    if (told.latest > this.latest) {
      this.latest = told.latest;
      this.changed();
    }
  }

  tell(place, words) {
    if (words === (place.dataset.told ?? "")) return;
    place.dataset.told = words;
    place.textContent = words;
  }
}
