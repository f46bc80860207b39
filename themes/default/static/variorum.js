// Keys for readers of a comparison: n and p lead to the next change and the one before. They can be switched off, since
// keys of one letter can get in the way of speech input (WCAG 2.1.4). Everything else works without a script.
"use strict";

const switches = () => [...document.querySelectorAll("[id^=show-]")];

// Rows that a reader sees, and in which something is marked.
function stops() {
  const on = switches().filter((each) => each.checked).map((each) => `.row.${each.id.replace("show", "has")}`);
  return [...document.querySelectorAll([".row.moved", ".row.only", ...on].join())].filter((each) => each.checkVisibility());
}

// The classes of change that a reader switched on or off, kept from page to page where the browser allows it.
addEventListener("change", (event) => {
  if (!switches().includes(event.target)) return;
  try { localStorage.setItem(event.target.id, event.target.checked); } catch { /* not allowed: the page works as it is */ }
});
for (const each of switches()) {
  try { each.checked = JSON.parse(localStorage.getItem(each.id) ?? each.checked); } catch { /* the same */ }
}

// From the stop that has the focus, where one has it and is on the screen; else from the top of the screen.
function step(way) {
  const all = stops();
  const top = (each) => each.getBoundingClientRect().top;
  const at = all.findIndex((each) => each.contains(document.activeElement) && top(each) > -1 && top(each) < innerHeight);
  const next = at >= 0 ? all[at + way] : way > 0 ? all.find((each) => top(each) > 64) : all.findLast((each) => top(each) < 56);
  if (!next) return;
  scrollTo({ top: top(next) + scrollY - 60 });
  next.querySelector("a")?.focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (!document.querySelector("#use-keys")?.checked) return;
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
});
