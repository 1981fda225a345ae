// Suggestions from the lists while she types: the combobox of the WAI-ARIA Authoring Practices, with a list that never
// chooses by itself. Without this file the button beside the field does the same on a page of its own.
"use strict";

const PAUSE = 200;
const SHORTEST = 2;
const PARTS = ["scheme", "concept_id", "scheme_version", "label"];

class Finding {
  constructor(box) {
    this.box = box;
    this.field = box.dataset.find;
    this.several = "several" in box.dataset;
    this.form = box.closest("form");
    this.input = box.querySelector("input:not([type=hidden])");
    this.found = [];
    this.at = -1;
    this.make();
    this.listen();
  }

  make() {
    this.list = document.createElement("ul");
    this.list.className = "suggested";
    this.list.id = `${this.field}-found`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${this.input.id}"]`);
    this.list.setAttribute("aria-label", label ? label.textContent.trim() : this.field);
    this.told = document.createElement("p");
    this.told.className = "unseen";
    this.told.setAttribute("role", "status");
    this.sources = document.createElement("p");
    Object.assign(this.sources, { className: "hint", lang: "en", dir: "ltr", hidden: true });
    this.box.append(this.list, this.told);
    this.box.after(this.sources);
    this.input.removeAttribute("list");
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
  }

  listen() {
    this.input.addEventListener("input", () => this.wait());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    // Kept in the field, so that pressing an entry is not leaving it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) this.choose([...this.list.children].indexOf(entry));
    });
  }

  wait() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const asking = new AbortController();
    this.asking = asking;
    const goal = this.form.querySelector("[name=goal]:checked");
    const body = new URLSearchParams({
      form_token: this.form.elements.form_token.value,
      section: this.box.dataset.section,
      field: this.field,
      words: this.input.value,
      goal: goal ? goal.value : "",
    });
    try {
      const answer = await fetch("/concepts", { method: "POST", body, redirect: "error", signal: asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      this.show(await answer.json());
    } catch {
      // Given up because she typed on: the list is the next question's by now, and closing it would take that back.
      if (!asking.signal.aborted) this.close();
    }
  }

  show({ found, told, sources }) {
    if (document.activeElement !== this.input) return;
    this.found = found;
    this.list.replaceChildren(...found.map((one, at) => this.entry(one, at)));
    this.open(found.length > 0);
    this.told.textContent = told;
    this.sources.textContent = sources.join(" ");
    this.sources.hidden = sources.length === 0;
  }

  entry(one, at) {
    const entry = document.createElement("li");
    entry.id = `${this.list.id}-${at}`;
    entry.setAttribute("role", "option");
    entry.setAttribute("aria-selected", "false");
    const label = document.createElement("span");
    Object.assign(label, { textContent: one.label, lang: one.language, dir: one.direction });
    const hint = document.createElement("span");
    Object.assign(hint, { textContent: one.hint, className: "hint" });
    entry.append(label, hint);
    return entry;
  }

  press(event) {
    if (event.isComposing) return;
    const last = this.found.length - 1;
    const hidden = this.list.hidden;
    if (event.key === "Escape") {
      // Where nothing is shown yet as well: what is still on its way must not open after she has sent it away.
      this.close();
    }
    if (hidden) return;
    if (event.key === "ArrowDown") this.mark(this.at < last ? this.at + 1 : 0);
    else if (event.key === "ArrowUp") this.mark(this.at > 0 ? this.at - 1 : last);
    else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
    else if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((entry, index) => entry.setAttribute("aria-selected", String(index === at)));
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  choose(at) {
    const one = this.found[at];
    if (this.several) {
      const lines = document.getElementById(this.field);
      const written = lines.value.split("\n").filter((line) => line.trim());
      if (!written.includes(one.label)) written.push(one.label);
      lines.value = written.join("\n");
      this.input.value = "";
    } else {
      for (const part of PARTS) this.box.querySelector(`[name="${this.field}.${part}"]`)?.remove();
      this.input.value = one.label;
    }
    for (const part of PARTS) {
      const carried = document.createElement("input");
      Object.assign(carried, { type: "hidden", name: `${this.field}.${part}`, value: one[part] });
      this.box.append(carried);
    }
    this.close();
    this.told.textContent = one.label;
  }

  open(opened) {
    this.at = -1;
    this.list.hidden = !opened;
    this.input.setAttribute("aria-expanded", String(opened));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.found = [];
    this.open(false);
  }
}

for (const box of document.querySelectorAll("[data-find]")) new Finding(box);
