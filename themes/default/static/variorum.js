// Keys for readers: n and p lead to the next and the last change or note. Everything else works without a script.
"use strict";

const stops = () => [...document.querySelectorAll(".row.changed, .row.moved, .row.only, .ref.beside")].filter((each) => each.checkVisibility());

function step(way) {
  const here = scrollY + 60;
  const places = stops().map((each) => [each.getBoundingClientRect().top + scrollY, each]);
  const next = way > 0 ? places.find(([top]) => top > here + 4) : places.findLast(([top]) => top < here - 4);
  if (!next) return;
  scrollTo({ top: next[0] - 60 });
  const focus = next[1].matches("a") ? next[1] : next[1].querySelector("a");
  focus?.focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
});
