/* Owns the saving of fields: what is typed is kept in the browser at once, sent after a pause or on leaving the field,
   and forgotten only when the portal said that it is saved. */

(() => {
  "use strict";

  const { root, store, word } = desk;
  const PAUSE = 900;
  const RETRY = 4000;
  const GIVE_UP = 15000;
  /* Troubles that pass by themselves: sending is tried again. */
  const WAITING = ["expired", "offline", "failed", "denied"];
  const TROUBLES = ["conflict", "wrong", "gone", "denied", "expired", "offline", "failed"];

  /* address → {address, base, value, state, timer}; `base` is the text the portal had when it was last heard of. */
  const records = new Map();
  let queue = Promise.resolve();
  let retryTimer = null;

  const fieldOf = (address) => document.querySelector(`[data-field="${CSS.escape(address)}"]`);
  const textOf = (element) => (element.type === "checkbox" ? (element.checked ? "on" : "") : element.value);
  const setText = (element, text) => {
    if (element.type === "checkbox") element.checked = text === "on";
    else element.value = text;
    element.dispatchEvent(new CustomEvent("desk:set", { bubbles: true }));
  };

  const isOpen = (record) => record.value !== record.base;

  /** The text a field came with: what the portal had, if it was changed without ever being entered. */
  const givenText = (element) => {
    if (element.type === "checkbox") return element.defaultChecked ? "on" : "";
    if (element.tagName === "SELECT") return ([...element.options].find((one) => one.defaultSelected) || element.options[0] || element).value;
    return element.defaultValue ?? element.getAttribute("value") ?? "";
  };

  const record = (element, given = textOf(element)) => {
    const address = element.dataset.field;
    if (!records.has(address)) {
      records.set(address, { address, base: element.dataset.base ?? given, value: textOf(element), state: "saved" });
    }
    return records.get(address);
  };

  /* ---- what the person sees ---- */

  const tell = () => {
    const all = [...records.values()];
    const trouble = TROUBLES.find((state) => all.some((one) => one.state === state)) || (desk.isExpired && "expired");
    const state = trouble || (desk.deedsUnderWay || all.some((one) => one.state === "saving") ? "saving" : all.some(isOpen) ? "typing" : "saved");
    const line = document.getElementById("draft-state");
    const text = line.querySelector("[data-state-text]");
    let words = word(state);
    if (state === "saved" && desk.savedAt) words += ` ${desk.savedAt}`;
    if (text.textContent !== words && !(state === "typing" && line.dataset.state === "saving")) text.textContent = words;
    line.dataset.state = state;
    document.getElementById("draft-login").hidden = state !== "expired";
    root.dataset.unsaved = all.filter(isOpen).length;
  };

  /** Texts whose row is gone are shown to be copied, wherever their field stood. */
  const showLost = () => {
    const box = document.getElementById("draft-lost");
    const lost = [...records.values()].filter((one) => one.state === "gone");
    box.hidden = !lost.length;
    box.querySelector("[data-lost-list]").replaceChildren(
      ...lost.map((one) => {
        const piece = box.querySelector("template").content.firstElementChild.cloneNode(true);
        piece.querySelector("pre").textContent = one.value;
        piece.querySelector("[data-forget]").dataset.forget = one.address;
        return piece;
      })
    );
  };

  const mark = (one, state, message = "") => {
    one.state = state;
    one.told = message;
    const element = fieldOf(one.address);
    if (element) {
      element.toggleAttribute("aria-invalid", state === "wrong" || state === "gone");
      if (element.hasAttribute("aria-invalid")) element.setAttribute("aria-invalid", "true");
      element.dataset.state = state;
      const place = document.getElementById(`${element.id}-state`);
      if (place && state !== "conflict") place.textContent = message;
    }
    tell();
    if (state === "gone") showLost();
  };

  /* ---- sending ---- */

  const post = async (one) => {
    if (!isOpen(one) || one.state === "conflict") return;
    const sent = one.value;
    // A trouble is told until it is over: a try that fails again must not make the words (and the link) flicker.
    if (!WAITING.includes(one.state)) mark(one, "saving");
    const body = new URLSearchParams({ field: one.address, value: sent, base: one.base });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), GIVE_UP);
    let answer;
    try {
      answer = await fetch(root.dataset.fieldUrl, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": desk.token(), "X-Requested-With": "fetch" },
        signal: stop.signal,
        keepalive: body.toString().length < 60000,
      });
    } catch {
      mark(one, "offline");
      return retryLater();
    } finally {
      clearTimeout(timer);
    }
    await hear(one, sent, answer);
  };

  const hear = async (one, sent, answer) => {
    if (answer.status === 401 || (answer.redirected && answer.url.includes("/login"))) {
      mark(one, "expired");
      return retryLater();
    }
    const isTold = (answer.headers.get("Content-Type") || "").includes("json");
    const told = isTold ? await answer.json() : {};
    if (answer.ok && isTold) return saved(one, sent, told);
    if (answer.status === 409) return conflict(one, told);
    if (answer.status === 422) return mark(one, "wrong", told.error);
    if (answer.status === 410) return mark(one, "gone", told.error);
    if (answer.status === 403 || answer.status === 404) {
      mark(one, "denied");
      return retryLater();
    }
    mark(one, "failed");
    return retryLater();
  };

  const saved = (one, sent, told) => {
    desk.isExpired = false;
    one.base = sent;
    one.version = told.version;
    desk.savedAt = new Date().toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
    if (isOpen(one)) {
      store.keep(one.address, { value: one.value, base: one.base });
      mark(one, "typing");
      later(one);
    } else {
      store.forget(one.address);
      mark(one, "saved");
    }
    for (const [address, text] of Object.entries(told.others || {})) setFromPortal(address, text, told.version);
    if (told.changed) {
      if (told.version > desk.ownVersion + 1) desk.isBehind = true;
      desk.ownVersion = Math.max(desk.ownVersion, told.version);
      document.dispatchEvent(new CustomEvent("desk:saved", { detail: one }));
    }
  };

  /** Whether an answer of that version is older than what we saved in the field: it was on its way meanwhile. */
  const isOutdated = (one, version) => version !== undefined && one.version > version;

  /** A value that came from the portal: shown unless the field holds something typed, or something saved since. */
  const setFromPortal = (address, text, version) => {
    const element = fieldOf(address);
    const one = element ? record(element) : records.get(address);
    if (!one || isOpen(one) || isOutdated(one, version)) return;
    one.base = one.value = text;
    if (element && textOf(element) !== text) setText(element, text);
  };

  /** Two texts of one field: shown side by side under it; the person chooses. */
  const conflict = (one, told) => {
    one.theirs = told.stored;
    one.html = told.html;
    mark(one, "conflict");
    showConflict(one);
  };

  const showConflict = (one) => {
    const element = fieldOf(one.address);
    const place = element && document.getElementById(`${element.id}-state`);
    if (!place) return;
    // The portal's template escaped both texts. The focus stays: a key on its way must not choose.
    place.innerHTML = one.html;
  };

  const resolve = (button) => {
    const place = button.closest(".field-state");
    const element = document.getElementById(place.id.replace(/-state$/, ""));
    const one = record(element);
    const choice = button.dataset.resolve;
    const mine = one.value;
    one.base = one.theirs;
    if (choice === "theirs") one.value = one.theirs;
    if (choice === "merge") one.value = [one.theirs, mine].join(element.tagName === "TEXTAREA" ? "\n" : " ");
    one.state = "typing";
    place.textContent = "";
    setText(element, one.value);
    if (isOpen(one)) store.keep(one.address, { value: one.value, base: one.base });
    else store.forget(one.address);
    if (choice === "merge") mark(one, "typing");
    else if (isOpen(one)) send(one);
    else mark(one, "saved");
    element.focus();
  };

  const send = (one) => {
    clearTimeout(one.timer);
    queue = queue.then(() => post(one));
    return queue;
  };
  const later = (one) => {
    clearTimeout(one.timer);
    one.timer = setTimeout(() => send(one), PAUSE);
  };
  const retryLater = () => {
    clearTimeout(retryTimer);
    retryTimer = setTimeout(flush, RETRY);
  };

  /** Send everything that is not saved; settles when all was answered. */
  const flush = () => {
    for (const one of records.values()) {
      if (isOpen(one) && !["conflict", "wrong", "gone"].includes(one.state)) send(one);
    }
    return queue;
  };

  /* ---- typing ---- */

  const typed = (element, isAtOnce) => {
    const one = record(element, givenText(element));
    one.value = textOf(element);
    if (isOpen(one)) {
      store.keep(one.address, { value: one.value, base: one.base });
      if (one.state !== "conflict") {
        if (!WAITING.includes(one.state)) mark(one, "typing");
        if (isAtOnce) send(one);
        else later(one);
      }
    } else {
      clearTimeout(one.timer);
      store.forget(one.address);
      if (one.state !== "conflict") mark(one, "saved");
    }
  };

  /** Set a field that nobody may have touched yet, as if it were typed. */
  const change = (element, text) => {
    record(element);
    setText(element, text);
    typed(element, true);
  };

  const isField = (target) => target instanceof Element && target.matches("[data-field]");

  document.addEventListener("input", (event) => {
    if (isField(event.target)) typed(event.target, event.target.matches("select, [type=checkbox], [type=date]"));
  });
  document.addEventListener("change", (event) => {
    if (isField(event.target)) typed(event.target, true);
  });
  document.addEventListener("focusin", (event) => {
    if (isField(event.target)) record(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-resolve], [data-forget]");
    if (!button) return;
    if (button.dataset.resolve) return resolve(button);
    store.forget(button.dataset.forget);
    records.delete(button.dataset.forget);
    showLost();
    tell();
  });

  /** Fields that were just put on the page: those with something unsaved show it. */
  const adopt = (place) => {
    const version = Number(document.getElementById("part-body").dataset.version);
    for (const element of place.querySelectorAll("[data-field]")) {
      const one = records.get(element.dataset.field);
      if (!one) continue;
      if (isOpen(one)) {
        element.dataset.base = one.base;
        if (textOf(element) !== one.value) setText(element, one.value);
        if (one.state === "conflict") showConflict(one);
        if (one.state === "wrong") mark(one, one.state, one.told);
      } else if (isOutdated(one, version)) {
        if (textOf(element) !== one.value) setText(element, one.value);
      } else {
        one.base = one.value = textOf(element);
      }
    }
    tell();
  };

  /** What an earlier page of this browser could not save. */
  const restore = () => {
    for (const { address, value, base } of store.all()) {
      const element = fieldOf(address);
      if (element && textOf(element) === value) {
        store.forget(address);
        continue;
      }
      const one = { address, base, value, state: "typing" };
      records.set(address, one);
      if (element) {
        setText(element, value);
        const place = document.getElementById(`${element.id}-state`);
        if (place) place.textContent = word("restored");
      }
    }
    tell();
    flush();
  };

  window.addEventListener("online", flush);
  document.addEventListener("visibilitychange", flush);
  window.addEventListener("pagehide", flush);
  window.addEventListener("focus", () => {
    if ([...records.values()].some((one) => WAITING.includes(one.state))) flush();
  });

  /* Leaving for good empties the browser; what is not saved is asked about first. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[action$='/logout/']")) return;
    event.preventDefault();
    flush().then(() => {
      if ([...records.values()].some(isOpen) && !window.confirm(word("leave"))) return;
      store.clear();
      form.submit();
    });
  });

  Object.assign(desk, { adopt, change, fieldOf, flush, isField, records, restore, setFromPortal, tell, setText, textOf, typed });
})();
