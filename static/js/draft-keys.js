/* Owns the hands: keys of the desk, presence by a tap, deeds on rows, fields that grow while typing. */

(() => {
  "use strict";

  const { root } = desk;
  const CYCLE = ["room", "online", "excused", "absent"];
  const MARK = /^(\s*)((?:[-–—•]|\d{1,3}(?:\.\d{1,3})*[.)]|[а-яa-z]\))\s)/;

  /* ---- presence ---- */

  const presenceWord = (value) => root.querySelector(`#help [data-presence-word="${value}"]`).textContent;

  const dressPresence = (button) => {
    button.querySelector("[data-word]").textContent = presenceWord(button.value);
    button.dataset.value = button.value;
  };

  const setPresence = (button, value) => {
    // A button's value is its attribute: what the portal had is kept before it goes.
    button.dataset.base ??= button.value;
    button.value = value;
    dressPresence(button);
    desk.typed(button, true);
  };

  /* The field that keeps the focus through a deed done by a key. */
  let keptFocus = null;

  /* ---- what every new piece of the page needs ---- */

  const dress = (place) => {
    for (const button of place.querySelectorAll("[data-presence]")) dressPresence(button);
    const body = document.getElementById("part-body");
    const { focus, focusDeed } = body.dataset;
    const undo = body.querySelector("[data-focus-me]");
    if (keptFocus) {
      desk.focusOn(keptFocus);
      keptFocus = null;
    } else if (undo) undo.focus();
    else if (focus && focusDeed) {
      const button = body.querySelector(`[data-deed="${focusDeed}"][data-row="${focus}"]`);
      if (button) button.focus();
      else desk.focusOn(focus);
    } else if (focus) desk.focusOn(focus);
    body.dataset.focus = "";
  };

  document.addEventListener("desk:set", (event) => {
    if (event.target.matches("[data-presence]")) dressPresence(event.target);
  });

  /* ---- deeds ---- */

  const deed = (values, keepFocus = null) => {
    const isRow = values.deed === "add";
    desk.deedsUnderWay += 1;
    if (isRow) rowsComing += 1;
    desk.tell();
    return desk
      .inTurn(() => doDeed(values, keepFocus))
      .finally(() => {
        desk.deedsUnderWay -= 1;
        if (isRow) rowsComing -= 1;
        desk.tell();
        giveKeys();
      });
  };

  /* ---- keys that come before their row ---- */

  /* Enter asks the portal for a row. What is typed until it stands belongs into it, not into the row that is left. */
  let rowsComing = 0;
  const early = [];
  const TEXT = "textarea, input:not([type=checkbox], [type=radio], [type=date], [type=time], [type=number], [type=file])";

  const hold = (event, kept) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    early.push(kept);
  };

  const holdKey = (event) => {
    if (!rowsComing || event.isComposing || event.metaKey || !desk.part.contains(event.target)) return;
    const { key, code, altKey, shiftKey } = event;
    if (["Enter", "Tab"].includes(key) || (altKey && key.startsWith("Arrow"))) hold(event, { key, code, altKey, shiftKey });
  };

  /* Text comes here from a keyboard of glass as well, which tells no keys. */
  const holdText = (event) => {
    if (!rowsComing || !event.cancelable || !desk.part.contains(event.target)) return;
    if (event.inputType === "insertText") hold(event, { text: event.data || "" });
    else if (event.inputType === "deleteContentBackward") hold(event, { isBack: true });
  };

  /** Press the keys that were held, until one of them asks for a row again. */
  const giveKeys = () => {
    while (early.length && !rowsComing) giveKey(early.shift());
  };

  const giveKey = ({ text, isBack, ...key }) => {
    const field = document.activeElement || document.body;
    const isWritable = field.matches(TEXT) && desk.part.contains(field);
    if (text !== undefined || isBack) {
      if (!isWritable) return;
      const { selectionStart, selectionEnd } = field;
      const isCaret = selectionStart === selectionEnd;
      typeInto(field, isBack && isCaret ? Math.max(0, selectionStart - 1) : selectionStart, selectionEnd, text || "");
    } else if (field.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }))) {
      if (key.key === "Tab" && !key.shiftKey) nextField(field);
      if (key.key === "Enter" && isWritable && field.matches("[data-prose]")) {
        typeInto(field, field.selectionStart, field.selectionEnd, "\n");
      }
    }
  };

  const doDeed = async (values, keepFocus) => {
    await desk.flush();
    keptFocus = keepFocus;
    const pressed = desk.remember(desk.part);
    const sent = { ...values, part: desk.currentPart() };
    const scroll = desk.part.scrollTop;
    await htmx.ajax("POST", root.dataset.deedUrl, { source: "#part", target: "#part", swap: "innerHTML", values: sent });
    if (!keepFocus) desk.settleFocus(pressed);
    desk.part.scrollTop = scroll;
    const focused = document.activeElement;
    if (focused && desk.part.contains(focused)) focused.scrollIntoView({ block: "nearest" });
    if (keepFocus) desk.focusOn(keepFocus);
    desk.refresh();
  };

  const deedOf = (button) => {
    const { deed: name, row, kind, after, item, entry, as, method, name: person, textOf, point, by } = button.dataset;
    const values = { deed: name };
    for (const [key, value] of Object.entries({ row, kind, after, item, entry, as, method, name: person, point, by })) if (value) values[key] = value;
    if (textOf) values.text = document.getElementById(textOf).value;
    return values;
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.deed) deed(deedOf(button));
    else if (button.hasAttribute("data-presence")) {
      setPresence(button, CYCLE[(CYCLE.indexOf(button.value) + 1) % CYCLE.length]);
    } else if (button.dataset.sets) {
      const field = desk.fieldOf(button.dataset.sets);
      if (field.hasAttribute("data-presence")) setPresence(field, button.dataset.value);
      else {
        desk.setText(field, button.dataset.value);
        desk.typed(field, true);
        desk.show(field);
      }
    } else if (button.hasAttribute("data-open-help")) document.getElementById("help").showModal();
  });

  /* Seldom used fields of a person come when they are asked for. */
  document.addEventListener(
    "toggle",
    async (event) => {
      const box = event.target;
      if (!(box instanceof Element) || !box.matches("details[data-lazy]") || !box.open) return;
      const place = box.querySelector("[data-lazy-place]");
      if (place.childElementCount) return;
      await htmx.ajax("GET", box.dataset.lazy, { target: place, swap: "innerHTML" });
      desk.adopt(place);
    },
    true
  );

  /* ---- keys ---- */

  const rowButton = (row, name) => row && row.querySelector(`.row-tools [data-deed="${name}"]`);

  const fieldsInOrder = () =>
    [...desk.part.querySelectorAll("[data-field]")].filter((element) => element.offsetParent !== null);

  const nextField = (element) => {
    const all = fieldsInOrder();
    const next = all[all.indexOf(element) + 1];
    if (next) desk.show(next);
  };

  const typeInto = (area, from, to, text) => {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const lineAt = (area) => {
    const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = area.value.indexOf("\n", area.selectionStart);
    return { start, text: area.value.slice(start, end === -1 ? area.value.length : end) };
  };

  /** Enter in a list goes on with its mark; in an empty point it ends the list. */
  const continueList = (event, area) => {
    const line = lineAt(area);
    const match = line.text.match(MARK);
    if (!match || area.selectionStart !== area.selectionEnd) return;
    event.preventDefault();
    if (line.text.trim() === match[2].trim()) {
      typeInto(area, line.start, line.start + line.text.length, "");
      return;
    }
    const number = match[2].match(/^(\d+)([.)]\s)$/);
    const mark = number ? `${Number(number[1]) + 1}${number[2]}` : match[2];
    typeInto(area, area.selectionStart, area.selectionEnd, `\n${match[1]}${mark}`);
  };

  /* Whoever walks through the fields by Tab walks on: only hands that did something in a field shift its points. */
  let isWalking = false;
  let cameByTab = false;
  document.addEventListener("keydown", (event) => {
    cameByTab = event.key === "Tab";
    if (!cameByTab && event.key !== "Shift") isWalking = false;
  });
  document.addEventListener("pointerdown", () => (cameByTab = isWalking = false));
  document.addEventListener("input", () => (isWalking = false));
  document.addEventListener("focusin", () => (isWalking = cameByTab));

  /** Tab at the beginning of a point goes one level deeper, Shift+Tab back; anywhere else it leaves the field. */
  const indent = (event, area) => {
    if (isWalking) return;
    const line = lineAt(area);
    const match = line.text.match(MARK);
    const caret = area.selectionStart - line.start;
    if (!match || caret > match[0].length || area.selectionStart !== area.selectionEnd) return;
    if (event.shiftKey && !match[1]) return;
    event.preventDefault();
    const caretAfter = area.selectionStart + (event.shiftKey ? -Math.min(2, match[1].length) : 2);
    if (event.shiftKey) area.setRangeText("", line.start, line.start + Math.min(2, match[1].length));
    else area.setRangeText("  ", line.start, line.start);
    area.setSelectionRange(caretAfter, caretAfter);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const walkPresence = (event, button) => {
    const all = [...desk.part.querySelectorAll("[data-presence]")];
    const next = all[all.indexOf(button) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  /* One step after another: two quick presses go two parts on. */
  let walked = Promise.resolve();
  const walkParts = (step) => {
    walked = walked.then(async () => {
      const links = [...document.querySelectorAll("#outline [data-open-part]")];
      const place = links.findIndex((link) => link.dataset.openPart === desk.currentPart());
      const next = links[place + step];
      if (!next) return;
      await desk.open(next.dataset.openPart);
      (fieldsInOrder()[0] || desk.part).focus();
    });
  };

  const withAlt = (event, row) => {
    const names = { ArrowUp: "up", ArrowDown: "down", Enter: "add", ArrowRight: "deeper", ArrowLeft: "higher" };
    if (names[event.key]) {
      const button = rowButton(row, names[event.key]);
      if (!button) return false;
      const field = event.target.dataset.field;
      deed(deedOf(button), event.key === "Enter" ? null : field);
      return true;
    }
    if (event.key === "PageDown" || event.key === "PageUp") {
      walkParts(event.key === "PageDown" ? 1 : -1);
      return true;
    }
    if (event.code === "Digit1") {
      const own = row && row.querySelector("[data-deed=unanimous]");
      const button = own || desk.part.querySelector("[data-deed=unanimous]");
      if (button) button.click();
      return Boolean(button);
    }
    return false;
  };

  const pressed = (event) => {
    const target = event.target;
    if (event.key === "F1") {
      event.preventDefault();
      document.getElementById("help").showModal();
      return;
    }
    if (!(target instanceof Element) || (target !== document.body && !root.contains(target))) return;
    const row = target.closest("[data-desk-row]");
    if (event.altKey && !event.ctrlKey && withAlt(event, row)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey && (event.key === "Enter" || event.code === "KeyS")) {
      event.preventDefault();
      desk.flush();
      return;
    }
    if (target.matches("[data-presence]") && event.key.startsWith("Arrow")) return walkPresence(event, target);
    if (!desk.isField(target) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowRight" && target.hasAttribute("data-proposal") && !target.value) {
      event.preventDefault();
      return typeInto(target, 0, 0, target.placeholder);
    }
    if (target.matches("[data-prose]")) {
      if (event.key === "Enter" && !event.shiftKey) continueList(event, target);
      if (event.key === "Tab") indent(event, target);
    } else if (event.key === "Enter" && target.matches("input:not([type=checkbox]), textarea")) {
      event.preventDefault();
      if (target.closest("[data-enter=add]")) deed(deedOf(rowButton(row, "add")));
      else nextField(target);
    }
  };

  document.addEventListener("keydown", holdKey, true);
  document.addEventListener("beforeinput", holdText, true);
  document.addEventListener("keydown", pressed);

  Object.assign(desk, { deed, deedOf, dress, rowButton, typeInto });
})();
