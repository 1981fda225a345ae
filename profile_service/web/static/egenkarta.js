// Everything works without this file. It only makes a few things better.
"use strict";

// Leaving quickly takes this page out of the tab's history, and the back button leads to none of ours in this tab: whoever
// takes the device then comes to the weather each time, until somebody comes here anew. Three presses of Escape do the same.
const exit = document.getElementById("quick-exit");
if (exit) {
  const LEFT = "left";
  const leave = () => {
    document.body.hidden = true;
    try {
      sessionStorage.setItem(LEFT, "yes");
    } catch {
      // Without it the page goes all the same.
    }
    window.location.replace(exit.href);
  };
  const hasLeft = () => {
    try {
      return sessionStorage.getItem(LEFT) !== null;
    } catch {
      return false;
    }
  };
  const [arrival] = performance.getEntriesByType("navigation");
  if (hasLeft() && arrival?.type === "back_forward") leave();
  else if (hasLeft()) sessionStorage.removeItem(LEFT);
  window.addEventListener("pageshow", (event) => event.persisted && hasLeft() && leave());
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let presses = [];
  document.addEventListener("keydown", (event) => {
    presses = event.key === "Escape" ? [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp] : [];
    if (presses.length >= 3) leave();
  });
}

// A form is sent once, however often its button is pressed while the answer is on its way.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// After a form came back with mistakes, reading starts at their list.
document.querySelector(".mistakes")?.focus();

// Copying and printing are offered where there is a script to do them.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    const told = document.querySelector("[data-copied]");
    told.textContent = told.dataset.copied;
  });
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Paper cannot be unfolded. The stylesheet says so too, where a browser knows how.
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.whole")) folded.open = true;
});

// The seconds in which a yes can be undone are counted down beside the time that is printed there.
const undo = document.querySelector("[data-seconds]");
if (undo) {
  const shown = undo.querySelector(".countdown");
  const end = performance.now() + Number(undo.dataset.seconds) * 1000;
  // The seconds are named and bent as the language of the page does it; digits are those of the rest of the page.
  const unit = { style: "unit", unit: "second", unitDisplay: "long", numberingSystem: "latn" };
  const seconds = new Intl.NumberFormat(document.documentElement.lang, unit);
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      undo.remove();
      return;
    }
    shown.hidden = false;
    shown.textContent = seconds.format(left);
    setTimeout(tick, 250);
  };
  tick();
}
