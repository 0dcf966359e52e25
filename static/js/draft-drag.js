/* Owns dragging rows of the desk by their handle, within one list: mouse, pen and finger alike. The keys Alt+↑ and Alt+↓
   do the same without a pointer; Escape lets the row go where it was. */

(() => {
  "use strict";

  /* A press that moves less is no drag, pixels; and how near the edge of the pane a held row makes it roll. */
  const THRESHOLD = 4;
  const EDGE = 48;
  const STEP = 12;
  /* {row, pointer, from, y, isMoving} while a handle is held. */
  let held = null;

  const rows = () => [...held.row.parentElement.children].filter((row) => row.matches("[data-desk-row]"));
  const clear = () => desk.part.querySelectorAll(".drop-before, .drop-after").forEach((row) => row.classList.remove("drop-before", "drop-after"));

  /** The row behind which the held one goes («null»: to the head), and the row that shows it. */
  const target = () => {
    const all = rows();
    let over = all.find((row) => held.y < row.getBoundingClientRect().bottom);
    const isBehindAll = !over;
    over = over || all.at(-1);
    const box = over.getBoundingClientRect();
    const isUpper = !isBehindAll && held.y < box.top + box.height / 2;
    const after = isUpper ? all[all.indexOf(over) - 1] || null : over;
    return { over, isUpper, after };
  };

  const show = () => {
    clear();
    const { over, isUpper } = target();
    if (over !== held.row) over.classList.add(isUpper ? "drop-before" : "drop-after");
  };

  /** Roll the pane (on a narrow screen the page) while the row is held near its edge. */
  const roll = () => {
    if (!held || !held.isMoving) return;
    const isPane = desk.part.scrollHeight > desk.part.clientHeight && getComputedStyle(desk.part).overflowY === "auto";
    const box = isPane ? desk.part.getBoundingClientRect() : { top: 0, bottom: window.innerHeight };
    const by = held.y < box.top + EDGE ? -STEP : held.y > box.bottom - EDGE ? STEP : 0;
    if (by) {
      (isPane ? desk.part : window).scrollBy(0, by);
      show();
    }
    requestAnimationFrame(roll);
  };

  const release = () => {
    if (!held) return;
    clear();
    held.row.classList.remove("dragged");
    held = null;
  };

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target instanceof Element && event.target.closest("[data-drag]");
    if (!handle || !event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    held = { row: handle.closest("[data-desk-row]"), pointer: event.pointerId, from: event.clientY, y: event.clientY, isMoving: false };
  });
  document.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    held.y = event.clientY;
    if (!held.isMoving) {
      if (Math.abs(held.y - held.from) < THRESHOLD) return;
      held.isMoving = true;
      held.row.classList.add("dragged");
      requestAnimationFrame(roll);
    }
    show();
  });
  document.addEventListener("pointerup", (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    const { row, isMoving } = held;
    // The part may have been put anew under the hand.
    const after = isMoving && row.isConnected ? target().after : row;
    const isSame = after === row || after === (row.previousElementSibling || null);
    release();
    if (!isSame) desk.deed({ deed: "put", row: row.dataset.deskRow, after: after ? after.dataset.deskRow : "" });
  });
  document.addEventListener("pointercancel", release);
  document.addEventListener(
    "keydown",
    (event) => {
      if (!held || event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      release();
    },
    true
  );
})();
