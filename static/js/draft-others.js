/* Owns the others at the desk: the pulse that tells where we are and hears who else is there, and the taking over of
   what they changed without disturbing what is being typed. */

(() => {
  "use strict";

  const { root, word } = desk;
  const ALONE = 9000;
  const TOGETHER = 3500;
  const MOVED = 600;
  const LIT = 3000;
  const TOLD = 8000;
  let others = [];
  let heard = 0;
  let timer = null;
  let moveTimer = null;
  let newsTimer = null;
  let pulsing = null;

  /* ---- what the person sees and hears ---- */

  const announce = (text) => {
    const line = document.getElementById("draft-news");
    line.textContent = text;
    clearTimeout(newsTimer);
    newsTimer = setTimeout(() => (line.textContent = ""), TOLD);
  };

  const titleOf = (part) => {
    const link = document.querySelector(`#outline [data-open-part="${CSS.escape(part)}"] .grow`);
    return link ? link.textContent.trim() : "";
  };

  const tag = (name) => {
    const piece = document.createElement("span");
    piece.className = "other-here";
    piece.textContent = name;
    return piece;
  };

  /** Who is where: in the bar, in the outline, at the field. */
  const showOthers = () => {
    for (const old of document.querySelectorAll(".other-here")) old.remove();
    const line = document.getElementById("draft-others");
    line.hidden = !others.length;
    line.textContent = others.length
      ? `${word("here")}: ${others.map(({ name, part }) => (titleOf(part) ? `${name} (${titleOf(part)})` : name)).join(", ")}`
      : "";
    for (const { name, part, field } of others) {
      const link = document.querySelector(`#outline [data-open-part="${CSS.escape(part)}"]`);
      if (link) link.append(tag(name));
      const element = field && desk.fieldOf(field);
      const box = element && element.closest(".desk-field");
      if (box) box.append(tag(name));
    }
  };

  const light = (element) => {
    element.classList.add("fresh");
    setTimeout(() => element.classList.remove("fresh"), LIT);
  };

  /* ---- the pulse ---- */

  const whereAmI = () => {
    const focused = document.activeElement;
    const field = focused && desk.part.contains(focused) && focused.dataset.field;
    return { part: desk.currentPart(), field: field || "" };
  };

  const pulse = () => {
    pulsing = pulsing || beat().finally(() => (pulsing = null));
    return pulsing;
  };

  const beat = async () => {
    clearTimeout(timer);
    try {
      const answer = await fetch(root.dataset.pulseUrl, {
        method: "POST",
        body: new URLSearchParams({ ...whereAmI(), version: heard }),
        headers: { "X-CSRFToken": desk.token(), "X-Requested-With": "fetch" },
      });
      if (answer.status === 401 || answer.redirected) {
        desk.isExpired = true;
        desk.tell();
      } else if (answer.ok) await hear(await answer.json());
    } catch {
      // No network: saving tells of it.
    } finally {
      timer = setTimeout(tick, others.length ? TOGETHER : ALONE);
    }
  };

  const tick = () => (document.hidden ? (timer = setTimeout(tick, ALONE)) : pulse());

  const hear = async (told) => {
    if (desk.isExpired) {
      desk.isExpired = false;
      desk.tell();
    }
    const known = others.map((one) => one.name);
    const came = told.others.filter((one) => !known.includes(one.name));
    others = told.others;
    showOthers();
    if (told.news.length) {
      const lines = told.news.slice(-3).map(({ who, what, part }) => `${who}: ${what}${titleOf(part) ? ` – ${titleOf(part)}` : ""}`);
      announce(lines.join("; "));
    } else if (came.length) announce(`${word("came")}: ${came.map((one) => one.name).join(", ")}`);
    heard = Math.max(heard, told.version);
    if (told.version > desk.ownVersion || told.news.length || desk.isBehind) {
      desk.isBehind = true;
      await desk.refresh();
    }
  };

  /* ---- taking over what others changed ---- */

  /** Another editor changed something: take it over wherever nothing is being typed. */
  const sync = async (tries = 4) => {
    const asked = desk.currentPart();
    const answer = await fetch(root.dataset.partUrl.replace("PART", asked), { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    // No network, or signed out: the next pulse that comes through asks again.
    if (!answer || !answer.ok || answer.redirected) return void (desk.isBehind = true);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== desk.currentPart()) return;
    const body = fresh.getElementById("part-body");
    const version = Number(body.dataset.version);
    const here = document.getElementById("part-body").dataset;
    // We saved or did something while the answer was on its way: it does not know of that.
    if (version < Math.max(desk.ownVersion, Number(here.version))) return tries ? sync(tries - 1) : undefined;
    if (body.dataset.part !== asked) return announce(word("partGone"));
    if (isOtherShape(fresh) && !isUnsaved(desk.part)) return putWhole(body);
    here.version = version;
    mergeRows(fresh);
    for (const element of fresh.querySelectorAll("[data-field]")) takeField(element, version);
    showOthers();
  };

  const takeField = (element, version) => {
    const mine = desk.fieldOf(element.dataset.field);
    if (!mine) return;
    const before = desk.textOf(mine);
    if (mine.tagName === "SELECT" && mine !== document.activeElement && mine.options.length !== element.options.length) {
      mine.innerHTML = element.innerHTML;
      mine.value = before;
    }
    desk.setFromPortal(element.dataset.field, desk.textOf(element), version);
    if (desk.textOf(mine) !== before) light(mine);
  };

  const listsOf = (place) => [...place.querySelectorAll("ol.plain-list, ol.people")];
  const rowsOf = (list) => [...list.children].filter((row) => row.dataset.deskRow);
  const isUnsaved = (row) =>
    [...row.querySelectorAll("[data-field]")].some((element) => {
      const one = desk.records.get(element.dataset.field);
      return one && one.value !== one.base;
    });

  const shapeOf = (row) => {
    const pressed = row.querySelector("[data-method][aria-pressed=true]");
    return `${pressed ? pressed.dataset.method : ""} ${row.querySelectorAll(".ballots li").length}`;
  };

  /** Names gave way to numbers, or a voting to votes by name: rows and fields alone do not show that. */
  const isOtherShape = (fresh) =>
    listsOf(desk.part).length !== listsOf(fresh).length ||
    [...fresh.querySelectorAll(".vote-row")].some((row) => {
      const mine = document.getElementById(row.id);
      return mine && shapeOf(mine) !== shapeOf(row);
    });

  const putWhole = (body) => {
    const kept = desk.remember(desk.part);
    const scroll = desk.part.scrollTop;
    document.getElementById("part-body").replaceWith(body);
    desk.arrived();
    desk.part.scrollTop = scroll;
    kept.restore();
    showOthers();
  };

  /** Rows that others added, moved or removed: the rows that stay keep their elements, and with them what is typed. */
  const mergeRows = (fresh) => {
    const mine = listsOf(desk.part);
    const theirs = listsOf(fresh);
    if (mine.length !== theirs.length) return;
    const focused = document.activeElement;
    const selection = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
    const added = theirs.flatMap((list, place) => mergeList(mine[place], list));
    if (added.length) {
      for (const button of desk.part.querySelectorAll("[data-focus-me]")) button.removeAttribute("data-focus-me");
      desk.adopt(desk.part);
      desk.dress(desk.part);
      added.forEach(light);
    }
    if (focused && focused !== document.activeElement && desk.part.contains(focused)) {
      focused.focus({ preventScroll: true });
      if (selection && selection[0] !== null) focused.setSelectionRange(...selection);
    }
  };

  const mergeList = (mine, theirs) => {
    const known = new Map(rowsOf(mine).map((row) => [row.dataset.deskRow, row]));
    const wanted = new Set(rowsOf(theirs).map((row) => row.dataset.deskRow));
    for (const row of [...mine.children]) {
      const isKept = !row.dataset.deskRow ? !wanted.size : wanted.has(row.dataset.deskRow);
      if (!isKept && !row.contains(document.activeElement) && !isUnsaved(row)) row.remove();
    }
    const added = [];
    let last = null;
    for (const row of rowsOf(theirs)) {
      let here = known.get(row.dataset.deskRow);
      if (!here) {
        here = document.importNode(row, true);
        added.push(here);
      }
      const next = last ? last.nextElementSibling : mine.firstElementChild;
      if (here !== next) mine.insertBefore(here, next);
      const [number, newNumber] = [here, row].map((one) => one.querySelector(".person-place"));
      if (number && newNumber) number.textContent = newNumber.textContent;
      last = here;
    }
    return added;
  };

  /* ---- moving about ---- */

  const moved = () => {
    if (!others.length) return;
    clearTimeout(moveTimer);
    moveTimer = setTimeout(pulse, MOVED);
  };

  document.addEventListener("focusin", moved);
  document.addEventListener("htmx:afterSettle", (event) => {
    showOthers();
    if (event.detail.target === desk.part) moved();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) pulse();
  });
  window.addEventListener("pagehide", () => {
    const told = new FormData();
    told.append("csrfmiddlewaretoken", desk.token());
    told.append("leaving", "1");
    navigator.sendBeacon(root.dataset.pulseUrl, told);
  });
  document.addEventListener("DOMContentLoaded", () => {
    heard = Number(document.getElementById("sheet").dataset.version);
    pulse();
  });

  Object.assign(desk, { announce, pulse, sync });
})();
