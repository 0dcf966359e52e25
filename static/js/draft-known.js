/* Owns the list of known people under a name of the attendance: found while typing, entered with post and card by one key. */

(() => {
  "use strict";

  const { root } = desk;
  const PAUSE = 180;
  const SHORTEST = 2;
  let timer = null;
  let input = null;
  let asked = 0;

  const list = () => document.getElementById("known");
  const isOpen = () => Boolean(list()) && !list().hidden;
  const options = () => [...list().children];
  const active = () => list().querySelector("[aria-selected=true]");

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    if (!list()) return;
    list().hidden = true;
    list().replaceChildren();
    if (input) {
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
  };

  const select = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const show = (people) => {
    const box = list();
    if (!box || document.activeElement !== input) return;
    const told = document.getElementById("known-told");
    told.textContent = people.length ? `${told.dataset.some} ${people.length}` : told.dataset.none;
    if (!people.length) return close();
    box.replaceChildren(
      ...people.map((person, place) => {
        const option = document.createElement("li");
        option.id = `known-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.source = person.source;
        const name = document.createElement("strong");
        name.textContent = person.name;
        const post = document.createElement("span");
        post.textContent = person.position;
        option.append(name, " ", post);
        return option;
      })
    );
    input.closest("[data-known]").append(box);
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const ask = async () => {
    const mine = (asked += 1);
    try {
      const answer = await fetch(`${root.dataset.knownUrl}?q=${encodeURIComponent(input.value.trim())}`, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected || mine !== asked) return;
      show((await answer.json()).people);
    } catch {
      // No network: the name is typed as it is.
    }
  };

  const choose = (option) => {
    const row = input.closest("[data-desk-row]").dataset.deskRow;
    const { source } = option.dataset;
    close();
    desk.deed({ deed: "known", row, source });
  };

  const isName = (target) => target instanceof Element && target.matches("[data-known] input");

  document.addEventListener("focusin", (event) => {
    if (!isName(event.target)) return;
    input = event.target;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", "known");
    input.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("focusout", (event) => {
    if (isName(event.target)) close();
  });
  document.addEventListener("input", (event) => {
    if (!isName(event.target)) return;
    input = event.target;
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) return close();
    timer = setTimeout(ask, PAUSE);
  });

  /* Before the desk's own keys: Enter and Escape are the list's while it is open. */
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isName(event.target) || !isOpen() || event.altKey || event.ctrlKey) return;
      const all = options();
      const place = all.indexOf(active());
      if (event.key === "ArrowDown") select(all[(place + 1) % all.length]);
      else if (event.key === "ArrowUp") select(all[(place - 1 + all.length) % all.length]);
      else if (event.key === "Enter" && active()) choose(active());
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    true
  );
  /* The press, not the click: the focus must not leave the name before. */
  document.addEventListener("mousedown", (event) => {
    const option = event.target instanceof Element && event.target.closest("#known [role=option]");
    if (!option) return;
    event.preventDefault();
    choose(option);
  });
})();
