// The page of a shared link. Once a second it asks whether it may still be read. Without this file the page loads
// itself anew every few seconds instead.
"use strict";

const shared = document.getElementById("shared");
const ended = document.getElementById("shared-ended");
const unsure = document.getElementById("shared-unsure");
const SILENCE = 3000;
let heard = Date.now();
let over = false;
let asking = false;

const cover = (covered) => {
  if (over) return;
  shared.hidden = covered;
  unsure.hidden = !covered;
};

// Taken out, not only hidden: nothing of it is left in the page.
const end = () => {
  over = true;
  shared.remove();
  unsure.remove();
  document.title = ended.dataset.title;
  const heading = document.createElement("h1");
  heading.textContent = ended.dataset.title;
  ended.querySelector("h2").replaceWith(heading);
  ended.hidden = false;
  ended.focus();
};

// Something else is to be seen now: with the name, or only a button, since there is a new word or the time is over.
const anew = () => {
  cover(true);
  location.reload();
};

const ask = async () => {
  if (over || asking) return;
  asking = true;
  try {
    const answer = await fetch(shared.dataset.alive, { cache: "no-store", signal: AbortSignal.timeout(2000) });
    const told = await answer.json();
    if (over) return;
    heard = Date.now();
    if (told.alive !== true) end();
    else if (told.open !== true || String(told.named) !== shared.dataset.named) anew();
    else cover(false);
  } catch {
    // No answer: how long nobody has answered is looked at below.
  } finally {
    asking = false;
  }
};

setInterval(ask, 1000);
setInterval(() => {
  if (Date.now() - heard > SILENCE) cover(true);
}, 250);

// A page that was put aside shows nothing when it is taken out again, until it has asked.
const again = () => {
  if (Date.now() - heard > SILENCE) cover(true);
  ask();
};
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) again();
});
window.addEventListener("pagehide", () => {
  heard = 0;
  cover(true);
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) again();
});
