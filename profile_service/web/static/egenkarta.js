// Everything works without this file. It only makes a few things better.
"use strict";

// Leaving quickly takes this page out of the tab's history, so that the back button does not lead here again.
// Three presses of Escape do the same.
const exit = document.getElementById("quick-exit");
if (exit) {
  const leave = () => window.location.replace(exit.href);
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

// The seconds in which a yes can be undone are counted down beside the time that is printed there.
const undo = document.querySelector(".undo");
if (undo) {
  const shown = undo.querySelector(".countdown");
  const end = performance.now() + Number(undo.dataset.seconds) * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      undo.remove();
      return;
    }
    shown.hidden = false;
    shown.textContent = String(left);
    setTimeout(tick, 250);
  };
  tick();
}
