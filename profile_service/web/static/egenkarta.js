// Everything works without this file. It only makes two things better.
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
