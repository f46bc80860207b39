/* News from the build: a new site reloads the page; problems are listed over it until they are solved. */
"use strict";
{
  const opened = JSON.parse(document.currentScript.dataset.news);
  let stream = null;

  const hear = (news) => {
    if (news.build !== opened.build) location.reload(); // the browser keeps the scroll position
    else show(news.problems);
  };

  const listen = () => {
    stream?.close();
    stream = null;
    // A browser opens six connections to a server at most: hidden pages leave theirs to the others, and ask when shown.
    if (document.hidden) return;
    stream = new EventSource("/-/events");
    stream.onmessage = (event) => hear(JSON.parse(event.data));
  };

  const hide = () => document.getElementById("variorum-problems")?.remove();

  const show = (problems) => {
    hide();
    if (problems.length) document.body.prepend(panel(problems));
  };

  const panel = (problems) => {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const section = element("section", "", [
      element("h2", count),
      element("p", opened.build ? "The page behind this list is the last good one." : "There are no pages yet."),
      element("ol", "", problems.map(item)),
    ]);
    section.id = "variorum-problems";
    section.lang = "en";
    section.dir = "ltr";
    section.tabIndex = 0; // it scrolls, so the keyboard must reach it
    section.setAttribute("role", "alert");
    if (opened.build) section.append(button());
    return section;
  };

  const item = ({ place, fact, remedy }) =>
    element("li", "", [element("code", place), element("p", fact), element("p", remedy)]);

  const button = () => {
    const hider = element("button", "Hide (Esc)");
    hider.type = "button";
    hider.addEventListener("click", hide);
    return hider;
  };

  const element = (name, text, children = []) => {
    const made = document.createElement(name);
    made.textContent = text; // never markup: what a problem quotes is somebody's text
    made.append(...children);
    return made;
  };

  const style = element("link", "");
  style.rel = "stylesheet";
  style.href = "/-/overlay.css";
  document.head.append(style);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened.build) hide();
  });
  document.addEventListener("visibilitychange", listen);
  show(opened.problems);
  listen();
}
