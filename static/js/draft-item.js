/* Owns the hands on a question: a speech typed row by row, a phrase of it made a point, offers taken by a key, and the
   pieces beside the fields that follow every save. */

(() => {
  "use strict";

  const { root } = desk;
  const OUTCOMES = { Digit2: "noted", Digit3: "postponed", Digit4: "withdrawn" };

  /* ---- pieces that follow ---- */

  const put = (piece) => {
    const elder = document.getElementById(piece.id);
    if (!elder || elder.outerHTML === piece.outerHTML) return;
    // A button on its way to be pressed stays until it is left.
    if (!elder.contains(document.activeElement)) elder.replaceWith(piece.cloneNode(true));
    const { proposalOf, proposalText } = piece.dataset;
    const field = proposalOf && desk.fieldOf(proposalOf);
    if (field) field.placeholder = proposalText;
  };

  document.addEventListener("desk:paper", (event) => {
    const news = event.detail.getElementById("live-news");
    if (news) for (const piece of [...news.content.children]) put(piece);
    if (event.detail === document && news) news.remove();
  });

  /* ---- a field back to what the portal writes ---- */

  const clear = (address) => {
    const field = desk.fieldOf(address);
    if (!field) return;
    desk.show(field);
    desk.change(field, "");
  };

  /* ---- a phrase of a speech becomes a point ---- */

  /** What is chosen in a text, else the line at the caret. */
  const chosen = (area) => {
    const { value, selectionStart: from, selectionEnd: to } = area;
    if (from !== to) return value.slice(from, to);
    const end = value.indexOf("\n", from);
    return value.slice(value.lastIndexOf("\n", from - 1) + 1, end === -1 ? value.length : end);
  };

  const makePoint = async (row) => {
    const area = row.querySelector("[data-field$=':paragraphs']");
    const button = row.querySelector("[data-makes-point]");
    if (!button || !area.value.trim()) return;
    const { selectionStart, selectionEnd } = area;
    await desk.deed({ deed: "point", item: button.dataset.item, text: chosen(area) });
    const again = desk.fieldOf(area.dataset.field);
    if (!again) return;
    desk.show(again);
    again.setSelectionRange(selectionStart, selectionEnd);
  };

  /* ---- from one field of a speech to the next ---- */

  const toText = (row) => desk.show(row.querySelector("[data-field$=':paragraphs']"));

  /** Enter on an empty last line ends the speech: the next row, a new one behind the last. */
  const endSpeech = (area, row) => {
    desk.typeInto(area, area.value.trimEnd().length, area.value.length, "");
    const next = row.nextElementSibling;
    if (next) desk.show(next.querySelector("[data-main]"));
    else desk.deed(desk.deedOf(desk.rowButton(row, "add")));
  };

  const isAtEmptyEnd = (area) =>
    area.selectionStart === area.value.length && area.selectionEnd === area.value.length && /\S[^]*\n\s*$/.test(area.value);

  /* A speaker found among the people brings his post: what he said is next. */
  document.addEventListener("desk:person", (event) => {
    const row = event.detail.closest("[data-kind=speech]");
    if (row) toText(row);
  });

  /* ---- keys ---- */

  const setOutcome = (row, value) => {
    const selects = [...desk.part.querySelectorAll("[data-field^='decision:'][data-field$=':outcome']")];
    const select = (row && row.querySelector("[data-field$=':outcome']")) || selects.at(-1);
    if (!select) return false;
    desk.change(select, value);
    return true;
  };

  const withAlt = (event, row) => {
    if (event.code === "KeyR" && row && row.dataset.kind === "speech") {
      makePoint(row);
      return true;
    }
    if (event.code === "KeyA") {
      const own = row && row.closest("[data-kind=decision]");
      const offer = (own && own.querySelector("[data-offer]")) || desk.part.querySelector("[data-offer]");
      if (offer) offer.click();
      return Boolean(offer);
    }
    return Boolean(OUTCOMES[event.code]) && setOutcome(row, OUTCOMES[event.code]);
  };

  document.addEventListener(
    "keydown",
    (event) => {
      const { target } = event;
      if (!(target instanceof Element) || !root.contains(target) || event.isComposing) return;
      const row = target.closest("[data-desk-row]");
      const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      let isDone = false;
      if (event.altKey && !event.ctrlKey && !event.metaKey) isDone = withAlt(event, row);
      else if (isPlain && event.key === "Enter" && row && row.dataset.kind === "speech") {
        if (target.matches("[data-field$=':paragraphs']") && isAtEmptyEnd(target)) {
          endSpeech(target, row);
          isDone = true;
        } else if (target.matches("[data-field$=':name']") && desk.isKnownPerson(target.value)) {
          toText(row);
          isDone = true;
        }
      }
      if (!isDone) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true
  );

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const clears = event.target.closest("[data-clears]");
    if (clears) return clear(clears.dataset.clears);
    if (event.target.closest("[data-makes-point]")) makePoint(event.target.closest("[data-desk-row]"));
  });
})();
