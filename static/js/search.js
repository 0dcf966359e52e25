/* Owns the suggestions under the field of search: asked while typing, chosen by keys or pointer. The form works without. */

(() => {
  "use strict";

  const PAUSE = 150;
  const SHORTEST = 2;
  const form = document.querySelector("[data-suggest-url]");
  if (!form) return;
  const input = form.querySelector("input[name=q]");
  const list = document.getElementById("search-suggestions");
  const told = document.getElementById("search-told");
  let timer = null;
  let asked = 0;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...list.children];
  const active = () => list.querySelector("[aria-selected=true]");

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const select = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const show = (questions) => {
    told.textContent = questions.length ? `${told.dataset.some} ${questions.length}` : "";
    if (!questions.length || document.activeElement !== input) return close();
    list.replaceChildren(
      ...questions.map((question, place) => {
        const option = document.createElement("li");
        option.id = `search-suggestion-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = question;
        return option;
      })
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const ask = async () => {
    const mine = (asked += 1);
    try {
      const answer = await fetch(`${form.dataset.suggestUrl}?q=${encodeURIComponent(input.value)}`, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected || mine !== asked) return;
      show((await answer.json()).questions);
    } catch {
      // No network: the question is asked as it is typed.
    }
  };

  const choose = (option) => {
    input.value = option.textContent;
    close();
    form.requestSubmit();
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) return close();
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && active()) choose(active());
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      const all = options();
      const place = all.indexOf(active());
      const step = event.key === "ArrowDown" ? 1 : -1;
      select(all[place < 0 && step < 0 ? all.length - 1 : (place + step + all.length) % all.length]);
    } else return;
    event.preventDefault();
  });
  /* The press, not the click: the focus must not leave the field before. */
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
})();
