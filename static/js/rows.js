/* Owns the rows of a form in the browser: add, remove and move without a round trip to the server.
   Without this script the same buttons post the form, and meetings/forms/rows.py does the same work. */

(() => {
  "use strict";

  const rowsOf = (section) => [...section.querySelector("[data-rows-list]").children];

  const renumber = (section) => {
    const prefix = section.dataset.rowsOf;
    const pattern = new RegExp(`(^|[^a-z])${prefix}-(?:\\d+|__prefix__)(?=-|$)`, "g");
    const rows = rowsOf(section);
    rows.forEach((row, index) => {
      for (const element of [row, ...row.querySelectorAll("*")]) {
        for (const attribute of ["id", "name", "for", "value", "aria-describedby", "aria-labelledby"]) {
          const isValueOfField = attribute === "value" && element.tagName !== "BUTTON";
          const old = isValueOfField ? null : element.getAttribute(attribute);
          if (old) {
            element.setAttribute(attribute, old.replace(pattern, `$1${prefix}-${index}`));
          }
        }
      }
      row.querySelector("[data-row-number]").textContent = index + 1;
      const legend = row.querySelector("legend");
      legend.textContent = legend.textContent.replace(/\s*\d*\s*$/, ` ${index + 1}`);
      row.querySelector("[data-row-up]").disabled = index === 0;
      row.querySelector("[data-row-down]").disabled = index === rows.length - 1;
    });
    section.querySelector(`[name="${prefix}-TOTAL_FORMS"]`).value = rows.length;
  };

  /* Numbers elsewhere on the page that point at rows here follow them; `order` holds the old index of each row. */
  const follow = (section, order) => {
    for (const reference of (section.dataset.refers || "").split(/\s+/).filter(Boolean)) {
      const [prefix, field] = reference.split(":");
      for (const input of document.querySelectorAll(`[name^="${prefix}-"][name$="-${field}"]`)) {
        const number = Number(input.value);
        if (number >= 1 && number <= order.total) {
          const place = order.old.indexOf(number - 1);
          input.value = place === -1 ? "" : place + 1;
        }
      }
    }
  };

  const change = (section, act, focus) => {
    const before = rowsOf(section);
    act();
    const after = rowsOf(section);
    renumber(section);
    follow(section, { total: before.length, old: after.map((row) => before.indexOf(row)) });
    section.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
    if (focus) focus();
  };

  const add = (section) => {
    const list = section.querySelector("[data-rows-list]");
    const row = section.querySelector("template").content.firstElementChild.cloneNode(true);
    change(section, () => list.append(row), () => row.querySelector("input:not([type=hidden]), textarea, select").focus());
  };

  const press = (event) => {
    const button = event.target.closest("button");
    const section = button && button.closest("[data-rows-of]");
    if (!section) return;
    const row = button.closest("[data-row]");
    if (button.hasAttribute("data-row-add")) {
      event.preventDefault();
      add(section);
    } else if (button.hasAttribute("data-row-remove")) {
      event.preventDefault();
      const next = row.nextElementSibling || row.previousElementSibling;
      change(section, () => row.remove(), () => (next || section.querySelector("[data-row-add]")).focus());
    } else if (button.hasAttribute("data-row-up") && row.previousElementSibling) {
      event.preventDefault();
      change(section, () => row.previousElementSibling.before(row), () => button.focus());
    } else if (button.hasAttribute("data-row-down") && row.nextElementSibling) {
      event.preventDefault();
      change(section, () => row.nextElementSibling.after(row), () => button.focus());
    }
  };

  /* A page left with unsaved typing asks first. */
  const guard = (form) => {
    let isChanged = form.hasAttribute("data-changed");
    form.addEventListener("input", () => { isChanged = true; });
    form.addEventListener("submit", () => { isChanged = false; });
    window.addEventListener("beforeunload", (event) => {
      if (isChanged) event.preventDefault();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-rows]")) {
      form.addEventListener("click", press);
      guard(form);
      for (const section of form.querySelectorAll("[data-rows-of]")) renumber(section);
    }
  });
})();
