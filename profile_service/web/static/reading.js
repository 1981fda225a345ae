// Reading aloud: only where this device has a voice for the language of the page. What is read is marked while it is read.
"use strict";

class Reader {
  constructor(main, voice) {
    Object.assign(this, { main, voice, lang: document.documentElement.lang, at: 0, state: "still" });
    this.start = this.button();
    this.start.prepend(document.getElementById("sound-sign").content.cloneNode(true));
    this.label = this.start.appendChild(document.createElement("span"));
    this.end = Object.assign(this.button(), { textContent: main.dataset.stop });
    this.start.addEventListener("click", () => this.press());
    this.end.addEventListener("click", () => this.stop());
    const row = document.createElement("div");
    row.className = "listening";
    row.append(this.start, this.end);
    main.prepend(row);
    this.show("still");
  }

  button() {
    return Object.assign(document.createElement("button"), { type: "button", className: "listen" });
  }

  // The button says what it will do next; only what can be stopped can be stopped.
  show(state) {
    this.state = state;
    const says = { still: "listen", reading: "pause", paused: "goOn" };
    this.label.textContent = this.main.dataset[says[state]];
    this.end.hidden = state === "still";
  }

  press() {
    if (this.state === "reading") {
      speechSynthesis.pause();
      this.show("paused");
    } else if (this.state === "paused") {
      speechSynthesis.resume();
      this.show("reading");
    } else {
      this.parts = [...this.readable()];
      this.at = 0;
      this.show("reading");
      this.next();
    }
  }

  stop() {
    this.parts = [];
    speechSynthesis.cancel();
    this.mark(null);
    this.show("still");
    this.start.focus();
  }

  // Each part that has words of its own, in the order of the page; what is folded or hidden is not read.
  *readable() {
    const whole = "h1, h2, h3, h4, p, li, dt, dd, legend, label, summary, button, caption, th, td, a.button";
    for (const part of this.main.querySelectorAll(whole)) {
      if (part.closest(".listening, [aria-hidden=true]") || !part.checkVisibility?.()) continue;
      if ([...part.children].some((child) => child.matches(whole) || child.querySelector(whole))) continue;
      const text = this.words(part);
      if (text) yield { part, text };
    }
  }

  // Words in another language than the page's stand beside it: this voice would say them wrong.
  words(part) {
    const copy = part.cloneNode(true);
    for (const other of copy.querySelectorAll("[lang]")) if (!same(other.lang, this.lang)) other.remove();
    const within = part.closest("[lang]");
    return same(within.lang, this.lang) ? copy.textContent.replace(/\s+/g, " ").trim() : "";
  }

  next() {
    const one = this.parts[this.at++];
    this.mark(one?.part);
    if (!one) return this.show("still");
    const said = Object.assign(new SpeechSynthesisUtterance(one.text), { voice: this.voice, lang: this.voice.lang });
    const parts = this.parts;
    said.onend = () => this.parts === parts && this.next();
    speechSynthesis.speak(said);
  }

  mark(part) {
    this.marked?.classList.remove("heard");
    part?.classList.add("heard");
    part?.scrollIntoView({ block: "nearest" });
    this.marked = part;
  }
}

// The language alone counts, not the country: a voice for sv-FI reads Swedish. Dari is written and read as fa.
const tongue = (tag) => ({ prs: "fa" })[tag.toLowerCase().split(/[-_]/)[0]] ?? tag.toLowerCase().split(/[-_]/)[0];
const same = (one, other) => tongue(one) === tongue(other);

const main = document.querySelector("main[data-listen]");
const offer = () => {
  if (document.querySelector(".listening")) return;
  const voice = speechSynthesis.getVoices().find((one) => same(one.lang, document.documentElement.lang));
  if (voice) new Reader(main, voice);
};
if (main && "speechSynthesis" in window) {
  offer();
  // Voices come late in some browsers. A page that is left falls silent.
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}
