/* Owns the buttons that copy a ready text: shown only where the browser can copy. */

(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("button[data-copy]")) {
      const word = button.textContent;
      const told = button.parentElement.querySelector("[data-copied]");
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.dataset.copy);
        button.textContent = button.dataset.told;
        if (told) told.textContent = button.dataset.told;
        window.setTimeout(() => {
          button.textContent = word;
          if (told) told.textContent = "";
        }, 3000);
      });
    }
  });
})();
