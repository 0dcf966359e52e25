/* Owns the choosing of a paragraph to remark on: a click on the paper chooses it in the list beside. */

(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const paper = document.getElementById("approval-paper");
    const list = document.getElementById("id_where");
    if (!paper || !list) return;
    document.getElementById("approval-hint").hidden = false;

    const light = () => {
      for (const lit of paper.querySelectorAll(".lit")) lit.classList.remove("lit");
      const line = list.value && paper.querySelector(`[data-where="${CSS.escape(list.value)}"]`);
      if (line) line.classList.add("lit");
      return line;
    };

    paper.addEventListener("click", (event) => {
      for (let line = event.target.closest("[data-where]"); line; line = line.parentElement.closest("[data-where]")) {
        if (![...list.options].some((one) => one.value === line.dataset.where)) continue;
        list.value = line.dataset.where;
        light();
        document.getElementById("id_text").focus();
        return;
      }
    });
    list.addEventListener("change", () => {
      const line = light();
      if (line) line.scrollIntoView({ block: "center" });
    });
    light();
  });
})();
