/* Owns the paper beside the fields and the parts of the desk: loading, following every change, lighting what is typed. */

(() => {
  "use strict";

  const { root } = desk;
  const SETTLE = 20;
  const MARKS = 800;
  /* Findings of the open part that stand above its fields. */
  const SHOWN = 3;
  let places = {};
  let timer = null;
  let isLoading = false;
  let marksTimer = null;

  const body = () => document.getElementById("part-body");
  const currentPart = () => body().dataset.part;
  const version = () => Number(document.getElementById("sheet").dataset.version);

  /* ---- lighting ---- */

  const readPlaces = () => {
    places = JSON.parse(document.getElementById("sheet").dataset.places || "{}");
  };

  const rowOf = (address) => address.split(":").slice(0, 2).join(":");

  const light = () => {
    for (const lit of desk.paper.querySelectorAll(".lit")) lit.classList.remove("lit");
    const focused = document.activeElement;
    const row = focused && focused.closest("[data-desk-row]");
    const address = focused && (focused.dataset.field || (row && row.dataset.deskRow));
    if (!address || !desk.part.contains(focused)) return;
    const found = Object.entries(places);
    let hit = found.filter(([, place]) => place[1] === address);
    if (!hit.length && !address.startsWith("meeting:")) hit = found.filter(([, place]) => place[1] && rowOf(place[1]) === rowOf(address));
    let first = null;
    for (const [where] of hit) {
      const line = desk.paper.querySelector(`[data-where="${CSS.escape(where)}"]`);
      if (!line || line.tagName === "SECTION") continue;
      first = first || line;
      line.classList.add("lit");
      // The paragraphs behind the first line of a speech have no place of their own.
      if (!address.startsWith("speech:")) continue;
      for (let next = line.nextElementSibling; next && next.matches("p.text:not([data-where]), ul.points"); next = next.nextElementSibling) {
        if (next.querySelector("[data-where]")) break;
        next.classList.add("lit");
      }
    }
    if (first) showLine(first);
  };

  /** Bring a line into sight within the paper's own pane, never moving the page. */
  const showLine = (line) => {
    const pane = desk.paper.getBoundingClientRect();
    const place = line.getBoundingClientRect();
    if (place.top < pane.top + 40 || place.bottom > pane.bottom - 40) {
      desk.paper.scrollTop += place.top - pane.top - pane.height / 3;
    }
  };

  /* ---- the paper ---- */

  const paperUrl = (extra) => `${root.dataset.paperUrl}?part=${encodeURIComponent(currentPart())}${extra}`;

  /** The whole paper with outline and findings. */
  const refresh = async () => {
    if (isLoading) return follow();
    isLoading = true;
    try {
      await htmx.ajax("GET", paperUrl(""), { source: "#paper", target: "#paper", swap: "innerHTML" });
    } catch {
      // No network: the next pulse that comes through asks again.
      desk.isBehind = true;
    } finally {
      isLoading = false;
    }
  };

  /** Only what the open part prints: the rest of the paper stays as it is, so that a long one follows as fast. */
  const refreshPiece = async () => {
    if (isLoading) return follow();
    isLoading = true;
    const part = currentPart();
    try {
      const answer = await fetch(paperUrl("&piece=1"), { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (part === currentPart()) putPiece(fresh);
    } catch {
      // No network: the paper follows with the next change.
    } finally {
      isLoading = false;
    }
  };

  const putPiece = (fresh) => {
    const sheet = document.getElementById("sheet");
    const piece = fresh.getElementById("sheet");
    const known = Number(piece.dataset.version);
    const { section } = piece.dataset;
    const isMine = (where) => (section ? where === section || where.startsWith(`${section}.`) : !/^items\[\d+\]/.test(where));
    const find = (place, where) => place.querySelector(`section[data-where="${CSS.escape(where)}"]`);
    if (known > desk.ownVersion || (section && !(find(sheet, section) && find(piece, section)))) {
      desk.isBehind = true;
      return follow();
    }
    if (section) find(sheet, section).replaceWith(find(piece, section));
    else {
      // The questions and the rows of the agenda come empty: those of the sheet move into their places.
      const elders = [...piece.querySelectorAll("section[data-where]")].map((one) => [one, find(sheet, one.dataset.where)]);
      elders.push(...[...piece.querySelectorAll("ul.agenda")].map((one) => [one, sheet.querySelector("ul.agenda")]));
      if (elders.some(([, old]) => !old)) {
        desk.isBehind = true;
        return follow();
      }
      for (const [one, old] of elders) one.replaceWith(old);
      sheet.querySelector(".paper-sheet").replaceWith(piece.querySelector(".paper-sheet"));
    }
    const kept = Object.entries(places).filter(([where]) => !isMine(where) || (section && where === `${section}.title`));
    const news = Object.entries(JSON.parse(piece.dataset.places)).filter(([where]) => isMine(where) || !places[where]);
    places = Object.fromEntries([...kept, ...news]);
    sheet.dataset.version = known;
    for (const live of fresh.querySelectorAll("[data-live]")) {
      const elder = document.getElementById(live.id);
      if (elder) desk.replace(elder, live);
    }
    document.dispatchEvent(new CustomEvent("desk:paper", { detail: fresh }));
    light();
    clearTimeout(marksTimer);
    marksTimer = setTimeout(marks, MARKS);
  };

  /** Outline and findings: they look at the whole protocol, so they come when the hands rest. */
  const marks = async () => {
    try {
      await htmx.ajax("GET", `${root.dataset.marksUrl}?part=${encodeURIComponent(currentPart())}`, { source: "#draft", target: "#findings", swap: "none" });
    } catch {
      return; // No network: the marks come with the next change.
    }
    showFindings();
  };

  const showFindings = () => {
    const place = document.getElementById("part-findings");
    const wasOpen = Boolean(place.querySelector("details[open]"));
    const copies = [...document.querySelectorAll(`#findings [data-open-part="${currentPart()}"]`)].map((link) => {
      const copy = link.closest(".finding").cloneNode(true);
      copy.querySelector("a").remove();
      return copy;
    });
    place.replaceChildren(...copies.slice(0, SHOWN + 1));
    if (copies.length <= SHOWN + 1) return;
    // Many would push the fields out of sight: the first stand open, the rest behind a line.
    const rest = document.createElement("details");
    const line = document.createElement("summary");
    line.textContent = `${desk.word("more")} ${copies.length - SHOWN}`;
    rest.append(line, ...copies.slice(SHOWN));
    rest.open = wasOpen;
    place.replaceChildren(...copies.slice(0, SHOWN), rest);
  };

  const follow = () => {
    clearTimeout(timer);
    const isWhole = desk.isBehind || currentPart() === "agenda";
    timer = setTimeout(isWhole ? refresh : refreshPiece, SETTLE);
  };

  document.addEventListener("desk:saved", (event) => {
    // A field of a part that was left meanwhile: its piece of the paper is not the open one.
    if (!desk.fieldOf(event.detail.address)) desk.isBehind = true;
    follow();
  });

  /* ---- parts ---- */

  const open = async (part, address = "") => {
    showTab("part");
    await desk.inTurn(async () => {
      if (part === currentPart()) return;
      desk.flush();
      desk.part.setAttribute("aria-busy", "true");
      try {
        await htmx.ajax("GET", root.dataset.partUrl.replace("PART", part), { target: "#part", swap: "innerHTML" });
      } finally {
        desk.part.removeAttribute("aria-busy");
      }
      desk.part.scrollTop = 0;
    });
    if (address) focusOn(address);
    else desk.part.focus({ preventScroll: true });
  };

  const show = (element) => {
    for (let box = element.closest("details:not([open])"); box; box = box.parentElement.closest("details:not([open])")) box.open = true;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };

  /** Focus a field, a row's main field, or a line of a decision's points («decision:7:points:2»). */
  const focusOn = (address) => {
    const [kind, pk, field, line] = address.split(":");
    const row = desk.part.querySelector(`[data-desk-row="${kind}:${pk}"]`);
    const main = row && (row.querySelector("[data-main]") || row.querySelector("[data-field]"));
    const own = field && desk.part.querySelector(`[data-field="${kind}:${pk}:${field}"]`);
    // A vote by name stands within the row of its voting.
    const element = own || main || desk.part.querySelector(`[data-field^="${kind}:${pk}:"]`);
    if (!element) return;
    show(element);
    if (line === undefined || element.tagName !== "TEXTAREA") return;
    const lines = element.value.split("\n");
    const end = lines.slice(0, Number(line) + 1).join("\n").length;
    element.setSelectionRange(end, end);
  };

  /* ---- tabs of the narrow screen ---- */

  const showTab = (name) => {
    root.dataset.tab = name;
    for (const button of root.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === name));
    }
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const tab = event.target.closest("[data-show]");
    if (tab) return showTab(tab.dataset.show);
    const link = event.target.closest("[data-open-part]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      return open(link.dataset.openPart, link.dataset.openField || "");
    }
    const line = event.target.closest("#sheet [data-where]");
    const place = line && places[line.dataset.where];
    const chosen = window.getSelection();
    const isChoosing = chosen.type === "Range" && desk.paper.contains(chosen.anchorNode);
    if (place && !isChoosing) open(place[0], place[1]);
  });
  document.addEventListener("focusin", light);
  document.addEventListener("selectionchange", () => {
    if (document.activeElement && document.activeElement.matches("[data-prose]")) clearTimeout(desk.lightTimer), (desk.lightTimer = setTimeout(light, 150));
  });

  /* ---- htmx ---- */

  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = desk.token();
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 401) return;
    desk.isExpired = true;
    desk.tell();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === desk.paper) {
      readPlaces();
      document.dispatchEvent(new CustomEvent("desk:paper", { detail: document }));
      light();
      showFindings();
      const isBehind = desk.isBehind || version() > desk.ownVersion;
      desk.ownVersion = Math.max(desk.ownVersion, version());
      desk.isBehind = false;
      if (isBehind) desk.sync();
      if (desk.isExpired) {
        desk.isExpired = false;
        desk.tell();
      }
    }
    if (event.detail.target === desk.part) arrived();
  });

  const arrived = () => {
    const part = currentPart();
    history.replaceState(null, "", `?part=${part}`);
    for (const link of document.querySelectorAll("#outline [data-open-part]")) {
      if (link.dataset.openPart === part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    showFindings();
    desk.adopt(desk.part);
    desk.dress(desk.part);
  };

  document.addEventListener("DOMContentLoaded", () => {
    readPlaces();
    desk.ownVersion = version();
    showFindings();
    desk.dress(desk.part);
    desk.restore();
    if (document.getElementById("sheet").hasAttribute("data-awaited")) refresh();
  });

  Object.assign(desk, { arrived, currentPart, focusOn, follow, light, open, refresh, show });
})();
