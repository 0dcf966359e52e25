/* Owns the offers while typing: a short list at the caret of whole phrases, people, addressees and words. Tab takes the
   first, the arrows choose and Enter takes, Esc closes; without a key nothing gets into the text. */

(() => {
  "use strict";

  const { root } = desk;
  const { Words, fold, bare } = window.deskWords;
  const SHOWN = 6;
  const LONG = 3;
  const STALE = 30000;
  const MARK = /^\s*(?:[+<>]\s)?(?:(?:[-–—•]|\d{1,3}(?:\.\d{1,3})*[.)]|[а-яa-z]\))\s+)?/i;

  /* Where what is offered: by kind and field of the address. «words» goes with all but names. */
  const FIELDS = {
    "speech:name": ["people"],
    "absence:name": ["people"],
    "signature:name": ["people"],
    "meeting:chair_name": ["people"],
    "meeting:secretary_name": ["people"],
    "item:rapporteur": ["people", "posts", "words"],
    "assignment:responsible": ["people", "addressees", "words"],
    "speech:attribution": ["posts", "words"],
    "speech:position": ["words"],
    "speech:membership": ["words"],
    "attendance:position": ["words"],
    "speech:paragraphs": ["speech", "own", "posts", "words"],
    "item:title": ["title", "words"],
    "item:heading": ["title", "words"],
    "item:notes": ["own", "words"],
    "decision:lead": ["lead", "own", "point", "addressees", "words"],
    "decision:points": ["point", "own", "lead", "addressees", "posts", "words"],
    "decision:addressee_text": ["words"],
    "decision:addressee_name": ["names", "words"],
    "vote:subject": ["title", "words"],
    "attachment:title": ["words"],
    "meeting:place": ["words"],
  };

  let bank = null;
  let words = null;
  let learnt = "";
  let loadedAt = 0;
  let etag = "";
  let loading = null;

  const list = document.getElementById("phrases");
  const told = document.getElementById("phrases-told");
  let field = null;
  let offers = [];
  let active = -1;
  let muted = "";
  let spaceAt = -1;
  let tellTimer = null;

  const sourcesOf = (element) => {
    if (!(element instanceof Element) || !element.matches("textarea[data-field], input[type=text][data-field]")) return null;
    const [kind, , name] = element.dataset.field.split(":");
    return FIELDS[`${kind}:${name}`] || null;
  };

  /* ---- the bank ---- */

  const load = async () => {
    if (loading || Date.now() - loadedAt < STALE) return loading;
    loading = (async () => {
      try {
        const headers = { "X-Requested-With": "fetch", ...(etag ? { "If-None-Match": etag } : {}) };
        const answer = await fetch(root.dataset.phrasesUrl, { headers });
        if (answer.ok) {
          etag = answer.headers.get("ETag") || "";
          take(await answer.json());
        }
        loadedAt = Date.now();
      } catch {
        // No network: typing goes on without offers, and the next field asks again.
      } finally {
        loading = null;
      }
    })();
    return loading;
  };

  const take = (fresh) => {
    bank = fresh;
    words = new Words();
    for (const text of bank.texts) words.add(text);
    for (const [name, post] of bank.people) words.add(post ? `${name}, ${post}` : name, 1, true);
    for (const [name, dative, lead] of bank.addressees) [name, dative, lead].forEach((text) => words.add(text));
    for (const [text] of bank.phrases) words.add(text);
    learnt = "";
    root.dataset.phrases = "ready";
  };

  /** This meeting's own words are on its paper: they count more than the past. */
  const learn = () => {
    const sheet = document.getElementById("sheet");
    if (!words || learnt === sheet.dataset.version) return;
    learnt = sheet.dataset.version;
    for (const line of sheet.querySelectorAll("p, li, td, h1, h2, h3")) words.add(line.textContent.trim(), 2);
  };

  /* ---- what fits ---- */

  /** The line up to the caret without its mark, and its last sentence. */
  const segments = (element) => {
    const before = element.value.slice(0, element.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const text = line.slice(line.match(MARK)[0].length);
    const sentence = text.slice((text.match(/^.*[.;:!?]\s+(?=\S)/s)?.[0] || "").length);
    return sentence === text ? [text] : [text, sentence];
  };

  const likeTyped = (puts, typed) => {
    const first = typed[0];
    return first !== undefined && first !== first.toUpperCase() && puts[1] === puts[1]?.toLowerCase()
      ? puts[0].toLowerCase() + puts.slice(1)
      : puts;
  };

  const byPhrases = (element, kinds) => {
    const found = [];
    for (const segment of segments(element)) {
      const typed = fold(segment).replace(/\s+/g, " ");
      if (typed.trim().length < LONG) continue;
      for (const [text, kind] of bank.phrases) {
        if (!kinds.includes(kind) || text.length - segment.length < LONG || !fold(text).startsWith(typed)) continue;
        found.push({ puts: likeTyped(text, segment), typed: segment.length, isWhole: true });
        if (found.length === SHOWN / 2) return found;
      }
    }
    return found;
  };

  const startsWithWord = (text, typed) => {
    const folded = fold(text);
    return folded.startsWith(typed) || folded.includes(` ${typed}`) || folded.includes(`«${typed}`);
  };

  const byPeople = (element, isAlone, withPosts) => {
    const before = element.value.slice(0, element.selectionStart);
    const typed = isAlone ? before.trimStart() : before.match(/\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}.-]*)*$/u)?.[0] || "";
    if (typed.length < (isAlone ? 1 : LONG)) return [];
    const people = bank.people.filter(([name]) => startsWithWord(name, fold(typed)) && name !== element.value);
    people.sort((one, other) => fold(other[0]).startsWith(fold(typed)) - fold(one[0]).startsWith(fold(typed)));
    return people.slice(0, SHOWN).map(([name, post]) => ({
      puts: withPosts && post ? `${name}, ${post}` : name,
      note: withPosts ? "" : post,
      typed: typed.length,
      isWhole: true,
    }));
  };

  /** A typed word may stand in another case than the name: its last two letters need not agree. */
  const names = (candidate, typed) => {
    const known = fold(candidate).split(/\s+/).map(bare);
    const asked = fold(typed).split(/\s+/).map(bare).filter(Boolean);
    const stem = (word, isLast) => (isLast ? word.slice(0, Math.max(LONG, Math.min(word.length, word.length - 2))) : word.slice(0, Math.max(LONG, word.length - 3)));
    return known.some((_word, from) =>
      asked.every((word, place) => (known[from + place] || "").startsWith(stem(word, place === asked.length - 1)))
    );
  };

  const byAddressees = (element, isLead) => {
    const typed = segments(element)[0];
    const asked = typed.replace(/^(?:рекомендовать|поручить|предложить)\s+/i, "");
    if (asked.trim().length < LONG) return [];
    const found = bank.addressees.filter(([name]) => names(name, asked));
    return found.slice(0, LONG).map(([name, dative, lead]) => {
      const verb = typed.slice(0, typed.length - asked.length);
      const puts = verb ? `${verb}${dative}:` : lead;
      return { puts, typed: typed.length, isWhole: true, addressee: isLead ? [dative, name] : null };
    });
  };

  const gather = (element) => {
    const sources = sourcesOf(element);
    if (!sources || !bank || element.selectionStart !== element.selectionEnd) return [];
    if (/^[\p{L}\p{N}]/u.test(element.value.slice(element.selectionStart))) return [];
    learn();
    const isAlone = sources[0] === "people";
    const found = [];
    if (sources.includes("addressees")) found.push(...byAddressees(element, element.dataset.field.endsWith(":lead")));
    found.push(...byPhrases(element, sources));
    if (sources.includes("people") || sources.includes("posts")) found.push(...byPeople(element, isAlone, sources.includes("posts")));
    if (sources.includes("words")) found.push(...words.offer(segments(element)[0]));
    const seen = new Set();
    return found.filter(({ puts }) => !seen.has(puts) && seen.add(puts)).slice(0, SHOWN);
  };

  /* ---- the list ---- */

  const isOpen = () => !list.hidden;

  const close = () => {
    clearTimeout(tellTimer);
    list.hidden = true;
    offers = [];
    active = -1;
    if (!field) return;
    field.removeAttribute("aria-activedescendant");
    if (field.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", "false");
  };

  /** Where the caret stands: a copy of the field's text up to it, laid out alike. */
  const caretPlace = (element) => {
    const box = element.getBoundingClientRect();
    if (element.tagName !== "TEXTAREA") return { left: box.left, top: box.top, bottom: box.bottom };
    const copy = document.createElement("div");
    const style = getComputedStyle(element);
    for (const name of ["fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "padding", "borderWidth", "boxSizing", "tabSize"]) {
      copy.style[name] = style[name];
    }
    Object.assign(copy.style, { position: "fixed", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${box.width}px`, left: 0, top: 0 });
    copy.textContent = element.value.slice(0, element.selectionStart);
    const caret = copy.appendChild(document.createElement("span"));
    caret.textContent = "​";
    document.body.append(copy);
    const { left, top, bottom } = caret.getBoundingClientRect();
    copy.remove();
    return { left: box.left + left, top: box.top + top - element.scrollTop, bottom: box.top + bottom - element.scrollTop };
  };

  const choose = (place) => {
    active = place;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };

  const optionOf = ({ puts, note, typed, isWhole }, place) => {
    const option = document.createElement("li");
    Object.assign(option, { id: `phrase-${place}`, role: "option" });
    option.setAttribute("aria-selected", "false");
    option.dataset.puts = puts;
    option.className = isWhole ? "phrase-whole" : "phrase-word";
    const text = document.createElement("span");
    const isContinued = fold(field.value.slice(field.selectionStart - typed, field.selectionStart)) === fold(puts.slice(0, typed));
    const known = document.createElement("b");
    known.textContent = isContinued ? puts.slice(0, typed) : "";
    text.append(known, isContinued ? puts.slice(typed) : puts);
    option.append(text);
    if (note) option.append(Object.assign(document.createElement("small"), { textContent: note }));
    if (place === 0) option.append(Object.assign(document.createElement("kbd"), { textContent: "Tab", ariaHidden: "true" }));
    return option;
  };

  const show = (element) => {
    offers = gather(element);
    if (!offers.length || document.activeElement !== element) return close();
    field = element;
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...offers.map(optionOf));
    list.hidden = false;
    if (field.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", "true");
    place(element);
    // A reader of the screen hears it when the hands rest, not at every letter.
    clearTimeout(tellTimer);
    tellTimer = setTimeout(() => (told.textContent = `${list.dataset.word} ${offers[0].puts}`), 700);
  };

  const place = (element) => {
    const caret = caretPlace(element);
    const { width, height } = list.getBoundingClientRect();
    const isBelow = caret.bottom + height + 8 < window.innerHeight;
    list.style.top = `${Math.max(4, isBelow ? caret.bottom + 3 : caret.top - height - 3)}px`;
    list.style.left = `${Math.max(4, Math.min(caret.left, window.innerWidth - width - 8))}px`;
  };

  /* ---- taking ---- */

  /** Put a text in place of what is typed, so that the browser's own undo knows it. */
  const put = (element, from, to, text) => {
    element.setSelectionRange(from, to);
    if (document.execCommand("insertText", false, text)) return;
    element.setRangeText(text, from, to, "end");
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const takeOffer = ({ puts, typed, addressee, isWhole }) => {
    const element = field;
    const caret = element.selectionStart;
    const behind = element.value.slice(caret, caret + 1);
    const isAlone = sourcesOf(element)[0] === "people";
    const space = /[:]$/.test(puts) || isAlone || /^[\s.,;:)»]/.test(behind) ? "" : " ";
    close();
    put(element, caret - typed, caret, puts + space);
    spaceAt = space ? element.selectionStart : -1;
    if (addressee) fillAddressee(element.dataset.field, addressee);
    if (isAlone) document.dispatchEvent(new CustomEvent("desk:person", { detail: element }));
    else if (space || !isWhole) show(element);
  };

  const fillAddressee = (address, [text, name]) => {
    for (const [part, value] of [["addressee_text", text], ["addressee_name", name]]) {
      const other = desk.fieldOf(address.replace(/:lead$/, `:${part}`));
      if (other) desk.change(other, value);
    }
  };

  /* ---- hands ---- */

  /** The word at the caret, by its place: Esc holds until the next one. */
  const wordAt = (element) => {
    const before = element.value.slice(0, element.selectionStart);
    return `${element.dataset.field}:${before.length - before.match(/\S*$/)[0].length}`;
  };

  document.addEventListener("focusin", (event) => {
    if (event.target !== field && isOpen()) close();
    if (!sourcesOf(event.target)) return;
    event.target.setAttribute("aria-autocomplete", "list");
    event.target.setAttribute("aria-controls", "phrases");
    // A text area keeps its own role: a combobox is one line.
    if (event.target.tagName === "INPUT") {
      event.target.setAttribute("role", "combobox");
      event.target.setAttribute("aria-expanded", "false");
    }
    load();
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === field) setTimeout(close, 0);
  });

  document.addEventListener("beforeinput", (event) => {
    const element = event.target;
    if (spaceAt < 0 || element !== field || event.inputType !== "insertText") return;
    const isMark = /^[.,;:)»!?]$/.test(event.data || "") && element.selectionStart === spaceAt && element.selectionEnd === spaceAt;
    const isSpace = event.data === " " && element.selectionStart === spaceAt;
    if (isMark) element.setRangeText("", spaceAt - 1, spaceAt, "end");
    if (isSpace) event.preventDefault();
    spaceAt = -1;
  });

  document.addEventListener("input", (event) => {
    if (!event.inputType || event.isComposing || !sourcesOf(event.target)) return;
    if (!event.inputType.startsWith("insert") && !event.inputType.startsWith("delete")) return;
    if (muted === wordAt(event.target)) return close();
    muted = "";
    if (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph") return close();
    field = event.target;
    show(event.target);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (!isOpen() || event.target !== field || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      const hold = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        hold();
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(active < 0 ? (step > 0 ? 0 : offers.length - 1) : (active + step + offers.length) % offers.length);
      } else if (event.key === "Escape") {
        hold();
        muted = wordAt(field);
        close();
      } else if (event.key === "Tab" && !event.shiftKey) {
        hold();
        takeOffer(offers[Math.max(active, 0)]);
      } else if (event.key === "Enter" && active >= 0) {
        hold();
        takeOffer(offers[active]);
      } else if (["Enter", "ArrowLeft", "ArrowRight", "Home", "End", "Tab"].includes(event.key)) close();
    },
    true
  );

  list.addEventListener("mousedown", (event) => {
    // The field keeps the focus.
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) takeOffer(offers[[...list.children].indexOf(option)]);
  });
  document.addEventListener("scroll", () => isOpen() && place(field), true);
  document.addEventListener("desk:saved", (event) => {
    // Names and questions changed: the bank of this meeting is asked for again with the next field.
    if (/^(?:attendance|item):\d+:(?:name|position|title)$/.test(event.detail.address)) loadedAt = 0;
  });
  document.addEventListener("htmx:beforeSwap", (event) => event.detail.target === desk.part && close());

  const isKnownPerson = (name) => Boolean(bank && bank.people.some((one) => one[0] === name));

  Object.assign(desk, { closeOffers: close, isKnownPerson });
})();
