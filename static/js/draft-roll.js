/* Owns the hands at attendance and votes: votes by name on single keys, deeds that name a person, counts by arrows. */

(() => {
  "use strict";

  const { root } = desk;
  const OPTIONS = ["yes", "no", "abstain", "not_voting"];
  const KEYS = { "+": "yes", "=": "yes", "-": "no", "−": "no", "–": "no", 0: "abstain" };

  const optionWord = (value) => root.querySelector(`#help [data-option-word="${value}"]`).textContent;

  const dressBallot = (button) => {
    button.querySelector("[data-word]").textContent = optionWord(button.value);
    button.dataset.value = button.value;
  };

  const setBallot = (button, value) => {
    button.value = value;
    dressBallot(button);
    desk.typed(button, true);
  };

  const walk = (button, step) => {
    const all = [...button.closest(".ballots").querySelectorAll("[data-ballot]")];
    const next = all[all.indexOf(button) + step];
    if (next) next.focus();
    return Boolean(next);
  };

  /** «+», «−» and «0» set the vote and go to the next person: a roll is called without looking for the keys. */
  const pressedOnBallot = (event, button) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in KEYS) {
      event.preventDefault();
      setBallot(button, KEYS[event.key]);
      walk(button, 1);
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      if (walk(button, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    }
  };

  /** A deed that names a person, typed in the input beside its buttons. */
  const nameDeed = (input, extra) => {
    if (!input.value.trim()) return input.focus();
    const values = { deed: input.dataset.deed, name: input.value.trim(), ...extra };
    for (const key of ["row", "item"]) if (input.dataset[key]) values[key] = input.dataset[key];
    desk.deed(values);
  };

  const extraOf = (button) => {
    const { option, presenceKind: presence } = button.dataset;
    return option ? { option } : { presence };
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const ballot = event.target.closest("[data-ballot]");
    if (ballot) return setBallot(ballot, OPTIONS[(OPTIONS.indexOf(ballot.value) + 1) % OPTIONS.length]);
    const button = event.target.closest("[data-names-deed]");
    if (button) nameDeed(button.parentElement.querySelector("[data-names]"), extraOf(button));
  });

  /** Arrows change a count by one: an exception takes its vote from «за» by itself. */
  const stepCount = (event, input) => {
    const now = Number(input.value || 0) + (event.key === "ArrowUp" ? 1 : -1);
    event.preventDefault();
    if (now < 0) return;
    input.value = now;
    desk.typed(input, true);
  };

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    if (target.matches("[data-ballot]")) return pressedOnBallot(event, target);
    if (target.matches("[data-names]") && event.key === "Enter") {
      event.preventDefault();
      const first = target.parentElement.querySelector("[data-names-deed]");
      return nameDeed(target, extraOf(first));
    }
    const isPlain = !event.altKey && !event.ctrlKey && !event.shiftKey && !event.metaKey;
    if (isPlain && target.matches(".vote-counts input") && ["ArrowUp", "ArrowDown"].includes(event.key)) stepCount(event, target);
  });

  document.addEventListener("desk:set", (event) => {
    if (event.target.matches("[data-ballot]")) dressBallot(event.target);
  });

  /* From which question to which: both are sent, whichever was changed. */
  document.addEventListener("change", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("[data-span]")) return;
    const { row } = event.target.dataset;
    const chosen = [...desk.part.querySelectorAll(`[data-span][data-row="${row}"]`)];
    desk.deed({ deed: "span", row, ...Object.fromEntries(chosen.map((one) => [one.dataset.span, one.value])) });
  });

  const dressAll = () => {
    for (const button of desk.part.querySelectorAll("[data-ballot]")) dressBallot(button);
    for (const input of desk.part.querySelectorAll("[data-present] input")) input.setAttribute("list", "present-names");
  };
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === desk.part) dressAll();
  });
  document.addEventListener("DOMContentLoaded", dressAll);
})();
