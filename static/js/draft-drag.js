/* Owns dragging rows of the desk by their handle: the browser's own drag, within one list. The keys Alt+↑ and Alt+↓ do
   the same without a mouse. */

(() => {
  "use strict";

  let dragged = null;

  const clear = () => desk.part.querySelectorAll(".drop-before, .drop-after").forEach((row) => row.classList.remove("drop-before", "drop-after"));
  const rowAt = (target) => (dragged && target instanceof Element ? [...dragged.parentElement.children].find((row) => row.contains(target)) : null);
  const isUpper = (row, event) => event.clientY < row.getBoundingClientRect().top + row.offsetHeight / 2;

  document.addEventListener("dragstart", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("[data-drag]")) return;
    dragged = event.target.closest("[data-desk-row]");
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 10, 10);
  });
  document.addEventListener("dragover", (event) => {
    const row = rowAt(event.target);
    if (!row) return;
    event.preventDefault();
    clear();
    if (row !== dragged) row.classList.add(isUpper(row, event) ? "drop-before" : "drop-after");
  });
  document.addEventListener("drop", (event) => {
    const row = rowAt(event.target);
    if (!row) return;
    event.preventDefault();
    const after = isUpper(row, event) ? row.previousElementSibling : row;
    if (after !== dragged && row !== dragged) desk.deed({ deed: "put", row: dragged.dataset.deskRow, after: after ? after.dataset.deskRow : "" });
  });
  document.addEventListener("dragend", () => {
    clear();
    if (dragged) dragged.classList.remove("dragged");
    dragged = null;
  });
})();
