/* Owns the height of the bar of the desk: what sticks below it knows where it ends, however many lines it has. */

(() => {
  "use strict";

  const bar = document.querySelector(".draft-bar");
  const measure = () => desk.root.style.setProperty("--bar", `${bar.offsetHeight}px`);

  new ResizeObserver(measure).observe(bar);

  /* What the bar cuts short is told whole by the pointer. */
  const name = (line) => {
    line.title = line.scrollWidth > line.clientWidth ? line.textContent.trim() : "";
  };
  for (const line of bar.querySelectorAll("h1, .draft-state, .draft-others")) line.addEventListener("pointerenter", () => name(line));
})();
