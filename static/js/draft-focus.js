/* Owns the focus through a change of the page: the control that had it gets it back when its piece is put anew. */

(() => {
  "use strict";

  /* What a control shows or waits for changes with the deed; what it is for does not. */
  const CHANGING = ["state", "value", "base", "word"];

  const selectorOf = (element) => {
    if (element.id) return `#${CSS.escape(element.id)}`;
    const lasting = [...element.attributes].filter(({ name }) => name.startsWith("data-") && !CHANGING.includes(name.slice(5)));
    return lasting.length ? element.tagName + lasting.map(({ name, value }) => `[${name}="${CSS.escape(value)}"]`).join("") : "";
  };

  /** Remember the focused control of a place; the answer puts the focus back and tells whether it could. */
  const remember = (place) => {
    const element = document.activeElement;
    const selector = element && element !== place && place.contains(element) ? selectorOf(element) : "";
    if (!selector) return { deed: "", restore: () => false };
    const order = [...place.querySelectorAll(selector)].indexOf(element);
    const { selectionStart, selectionEnd } = element;
    const restore = () => {
      const again = document.querySelectorAll(selector)[order];
      if (!again || again.disabled) return false;
      again.focus({ preventScroll: true });
      if (selectionStart !== undefined && selectionStart !== null) again.setSelectionRange(selectionStart, selectionEnd);
      return document.activeElement === again;
    };
    return { deed: element.dataset.deed || "", restore };
  };

  const isLost = () => !document.activeElement || document.activeElement === document.body;

  /** After a deed: back to the pressed control where the portal names its deed, or names nothing and the focus is lost. */
  const settle = (kept) => {
    const { focusDeed } = document.getElementById("part-body").dataset;
    if (kept.deed && kept.deed === focusDeed && kept.restore()) return;
    if (isLost() && !kept.restore()) desk.part.focus({ preventScroll: true });
  };

  /** Put a fresh piece in the place of its elder; a control in it keeps the focus. */
  const replace = (elder, fresh) => {
    const kept = remember(elder);
    elder.replaceWith(fresh);
    if (isLost() && !kept.restore() && kept.deed) desk.part.focus({ preventScroll: true });
  };

  /* A result that was refused for want of its reason goes again with the reason. */
  document.addEventListener("desk:saved", (event) => {
    const { address } = event.detail;
    if (!address.endsWith(":result_reason")) return;
    const result = desk.fieldOf(address.replace(/_reason$/, ""));
    if (result && result.dataset.state === "wrong") desk.typed(result, true);
  });

  Object.assign(desk, { remember, replace, settleFocus: settle });
})();
