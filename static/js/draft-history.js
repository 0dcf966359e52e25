/* Owns going back: undoing one's own saved deeds, and the former values of a field. */

(() => {
  "use strict";

  const { root, word } = desk;
  const box = () => document.getElementById("values");
  /* Kept here: it goes with the part of the page in which it stands. */
  const button = document.getElementById("values-button");

  /** Show a piece that the portal made (its template escaped every text) in the dialogue. */
  const show = (html) => {
    box().querySelector("[data-place]").innerHTML = html;
    box().showModal();
  };

  /* ---- undoing ---- */

  const hasUnsaved = () =>
    [...desk.records.values()].some((one) => one.value !== one.base && !["conflict", "gone"].includes(one.state));

  const undo = async (isRedo) => {
    await desk.flush();
    if (hasUnsaved()) return desk.announce(word("unsavedFirst"));
    let answer;
    try {
      answer = await fetch(root.dataset.undoUrl, {
        method: "POST",
        body: new URLSearchParams({ redo: isRedo ? "1" : "" }),
        headers: { "X-CSRFToken": desk.token(), "X-Requested-With": "fetch" },
      });
    } catch {
      return desk.announce(word("offline"));
    }
    if (answer.status === 401) return desk.announce(word("expired"));
    const isTold = (answer.headers.get("Content-Type") || "").includes("json");
    if (!isTold) return desk.announce(word("failed"));
    const told = await answer.json();
    if (answer.status === 409) return show(told.html);
    desk.announce(told.message);
    if (answer.ok && told.version) await follow(told);
  };

  const follow = async (told) => {
    if (told.part && told.part !== desk.currentPart()) await desk.open(told.part, told.address);
    else await desk.sync();
    desk.ownVersion = Math.max(desk.ownVersion, told.version);
    await desk.refresh();
  };

  /* ---- former values ---- */

  const showValues = async (element) => {
    const answer = await fetch(root.dataset.valuesUrl.replace("FIELD", element.dataset.field), {
      headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return desk.announce(word(answer && answer.status === 401 ? "expired" : "offline"));
    show(await answer.text());
  };

  /** Write a former value into its field, as if it had been typed. */
  const take = async ({ take: address, value, base, part }) => {
    box().close();
    if (!desk.fieldOf(address) && part) await desk.open(part, address);
    const element = desk.fieldOf(address);
    if (!element) return;
    if (base !== undefined) desk.setFromPortal(address, base);
    desk.setText(element, value);
    desk.typed(element, true);
    desk.show(element);
    desk.announce(word("takenBack"));
  };

  /* The button stands at the field that is being typed in; the keyboard has its key instead. */
  document.addEventListener("focusin", (event) => {
    const field = desk.isField(event.target) ? event.target.closest(".desk-field") : null;
    if (field) field.append(button);
    if (event.target !== button) button.hidden = !field;
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest("#values-button")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if ("undo" in pressed.dataset) undo(pressed.dataset.undo === "redo");
    else if (pressed.dataset.take) take(pressed.dataset);
    else if (pressed === button) showValues(pressed.parentElement.querySelector("[data-field]"));
  });

  /* ---- keys ---- */

  const isTyping = (target) => target.matches("textarea, input:not([type=checkbox], [type=radio])");

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (!(target instanceof Element) || document.querySelector("dialog[open]")) return;
    const isAlt = event.altKey && !event.ctrlKey && !event.metaKey;
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (isAlt && event.code === "KeyH" && desk.isField(target)) {
      event.preventDefault();
      showValues(target);
    } else if (event.code === "KeyZ" && (isAlt || (isControl && !isTyping(target)))) {
      // Within a field the browser's own Ctrl+Z stays as it is.
      event.preventDefault();
      undo(event.shiftKey);
    } else if (event.code === "KeyY" && isControl && !isTyping(target)) {
      event.preventDefault();
      undo(true);
    }
  });

  Object.assign(desk, { undo });
})();
