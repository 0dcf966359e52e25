/* Owns pasting from office programs: a clipboard with markup becomes plain paragraphs and points of the field.
   The portal cleans it (views/paste.py). What was copied stands in the field at once as plain text and is replaced by
   the clean text when that comes, so a lost network loses nothing. */

(() => {
  "use strict";

  const place = document.getElementById("paste");
  const GIVE_UP = 6000;
  const LARGEST = 9_000_000;
  /* Longer texts are set in one step, which the browser cannot undo: its own way takes seconds for them. */
  const UNDOABLE = 60_000;
  const SHOWN = 9000;
  const MARK_ONLY = /^\s*(?:(?:[-–—•+>]|\d{1,3}(?:\.\d{1,3})*[.)]|[а-яa-z]\))\s*)?$/i;
  const ODD = /[\t\u00a0\u00ad\u200b\ue000-\uf8ff]|^[·▪○■◦§➢✓]\s/m;
  const IMAGES_INSIDE = /src\s*=\s*(["'])data:[^"']*\1/gi;
  const ROWS = [
    ".draft [data-field^='attendance:'][data-field$=':name']",
    ".draft [data-enter=add] [data-field^='item:'][data-field$=':title']",
    "[data-rows-of] [name^='attendees-'][name$='-name']",
    "[data-rows-of] [name^='items-'][name$='-title']",
  ].join(", ");
  let hiding = null;

  const tell = (text) => {
    place.textContent = text;
    clearTimeout(hiding);
    hiding = setTimeout(() => { place.textContent = ""; }, SHOWN);
  };

  const isTextField = (element) =>
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === "text");

  const kindOf = (element) => {
    if (element.dataset.paste) return element.dataset.paste;
    if (element.matches(ROWS)) return "rows";
    if (element.matches("input, .prose-line, .line-desk")) return "line";
    return element.matches(".prose, [data-prose]") ? "prose" : "lines";
  };

  const needsCleaning = (text, kind) => {
    if (kind === "source") return false;
    return ODD.test(text) || ((kind === "line" || kind === "rows") && /[\r\n]/.test(text.trim()));
  };

  /** Put a text in place of a range, so that Ctrl+Z takes it back. */
  const put = (element, start, end, text) => {
    if (start === end && !text) return;
    element.focus();
    element.setSelectionRange(start, end);
    const isDone = text.length < UNDOABLE && document.execCommand(text ? "insertText" : "delete", false, text);
    if (isDone) return;
    element.setRangeText(text, start, end, "end");
    element.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const token = () => {
    const match = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/);
    return match ? decodeURIComponent(match[1]) : "";
  };

  /** Ask the portal for the clean text; null when it cannot be had. */
  const clean = async (clip, kind, isInside) => {
    const html = clip.html.replace(IMAGES_INSIDE, "src=''");
    if (html.length + clip.text.length > LARGEST) {
      tell(place.dataset.wordLarge);
      return null;
    }
    const body = new URLSearchParams({ kind, html, text: html ? "" : clip.text, inside: isInside ? "1" : "" });
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), GIVE_UP);
    try {
      const answer = await fetch(place.dataset.url, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
        signal: stop.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } catch {
      tell(place.dataset.wordPlain);
      return null;
    } finally {
      clearTimeout(timer);
    }
  };

  const tellAbout = (answer) => {
    if (answer.pictures) tell(place.dataset.wordPicture);
    document.dispatchEvent(new CustomEvent("paste:done", { detail: answer }));
  };

  /** The text as the field can hold it before it was cleaned. */
  const roughly = (element, text) => {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    return element.tagName === "TEXTAREA" ? lines : lines.replace(/\s*\n\s*/g, " ");
  };

  const pasteText = async (element, clip, kind) => {
    let start = element.selectionStart;
    const before = element.value.slice(0, start);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const isInside = !MARK_ONLY.test(line);
    const rough = roughly(element, clip.text);
    put(element, start, element.selectionEnd, rough);
    let end = start + rough.length;
    const kept = element.value.slice(0, end);
    const answer = await clean(clip, kind, isInside);
    if (!answer) return;
    if (element.isConnected && element.value.slice(0, end) === kept) {
      const caret = element.selectionStart;
      let text = answer.text;
      if (kind === "prose" && answer.is_marked && isInside) text = `\n${text}`;
      if (answer.lines === 1 && isInside) {
        // Words in the middle of a sentence keep the spaces around them.
        text = `${/^[ \u00a0]/.test(rough) ? " " : ""}${text}${/[ \u00a0]$/.test(rough) ? " " : ""}`;
      }
      if (kind === "prose" && answer.is_marked && line.trim() && !isInside) start -= line.length;
      if (element.value.slice(start, end) !== text) {
        put(element, start, end, text);
        const isAtEnd = caret === end;
        if (!isAtEnd) element.setSelectionRange(caret + start + text.length - end, caret + start + text.length - end);
      }
    }
    if (kind === "source") keepMarkup(element, clip.html, answer.text);
    tellAbout(answer);
  };

  /* ---- a whole protocol: its markup goes along, until something is typed into the text ---- */

  const markupOf = (element) => element.form && element.form.querySelector("input[type=hidden][name=html]");

  const keepMarkup = (element, html, text) => {
    const field = markupOf(element);
    if (field && element.value === text) field.value = html.replace(IMAGES_INSIDE, "src=''");
  };

  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.matches("[data-paste=source]") && markupOf(event.target)) {
      markupOf(event.target).value = "";
    }
  });

  /* ---- rows ---- */

  const onDesk = async (element, text) => {
    const row = element.closest("[data-desk-row]");
    const [kind] = row.dataset.deskRow.split(":");
    const values = { deed: "add", kind, after: row.dataset.deskRow, text, over: "1", part: desk.currentPart() };
    const presence = row.querySelector("[data-presence]");
    if (presence && presence.value === "invited") values.as = "invited";
    await desk.deed(values);
  };

  const inForm = (element, lines) => {
    const section = element.closest("[data-rows-of]");
    const set = (row, ending, value) => {
      const input = row.querySelector(`[name$='${ending}']`);
      if (!input || !value) return;
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    let row = element.closest("[data-row]");
    lines.forEach((line, index) => {
      if (index) {
        section.querySelector("[data-row-add]").click();
        row = section.querySelector("[data-rows-list]").lastElementChild;
      }
      if (section.dataset.rowsOf !== "attendees") return set(row, "-title", line.replaceAll("\t", " "));
      const [name, ...post] = line.includes("\t") ? line.split("\t") : line.split(/\s[–—-]\s/);
      set(row, "-name", name.replace(/[\s;,]+$/, ""));
      return set(row, "-position", post.join(" ").replace(/^[–—-]\s*/, "").replace(/[\s;.]+$/, ""));
    });
  };

  const pasteRows = async (element, clip) => {
    const answer = await clean(clip, "rows", false);
    const text = answer ? answer.text : roughly(element, clip.text);
    const lines = text.split("\n").filter((line) => line.trim());
    const isList = answer && (lines.length > 1 || (lines.length && lines[0].includes("\t")));
    if (!isList) put(element, element.selectionStart, element.selectionEnd, roughly(element, text).replaceAll("\t", " "));
    else if (window.desk) await onDesk(element, text);
    else inForm(element, lines);
    if (isList && !answer.pictures) tell(`${place.dataset.wordRows} ${lines.length}`);
    if (answer) tellAbout(answer);
  };

  document.addEventListener("paste", (event) => {
    const { target, clipboardData } = event;
    if (event.defaultPrevented || !clipboardData || !isTextField(target) || target.readOnly || target.disabled) return;
    const clip = { html: clipboardData.getData("text/html"), text: clipboardData.getData("text/plain") };
    const kind = kindOf(target);
    if (!clip.html.trim() && !clip.text) {
      const hasPicture = [...clipboardData.items].some((item) => item.type.startsWith("image/"));
      if (!hasPicture) return;
      event.preventDefault();
      tell(place.dataset.wordPicture);
      return;
    }
    if (!clip.html.trim() && !needsCleaning(clip.text, kind)) return;
    event.preventDefault();
    if (kind === "rows") pasteRows(target, clip);
    else pasteText(target, clip, kind);
  });
})();
