/* Owns what a body's texts teach: which word a beginning stands for, and which words follow. No page, no network. */

window.deskWords = (() => {
  "use strict";

  /* Letters that must be typed before a word is offered, letters that must be saved, words an offer may go on. */
  const PREFIX = 2;
  const SAVED = 3;
  const GOES_ON = 12;
  /* Share of the past in which the next word must be this one, to go on by itself. */
  const SURE = 0.7;
  const START = "^";
  const ENDS = /[.;:!?]["»)]*$/;

  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  const bare = (token) => token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const isCapital = (text) => text[0] !== text[0].toLowerCase();
  const lowerFirst = (text) => text[0].toLowerCase() + text.slice(1);
  const upperFirst = (text) => text[0].toUpperCase() + text.slice(1);

  const count = (map, key, inner, weight) => {
    let found = map.get(key);
    if (!found) map.set(key, (found = new Map()));
    found.set(inner, (found.get(inner) || 0) + weight);
  };

  /** The key of what stands before a word: nothing, one word, two words. */
  const contextOf = (tokens) => {
    const last = tokens.at(-1);
    if (last === undefined || ENDS.test(last)) return [START, null];
    const before = tokens.at(-2);
    const one = fold(bare(last));
    return [one, before === undefined || ENDS.test(before) ? `${START} ${one}` : `${fold(bare(before))} ${one}`];
  };

  class Words {
    constructor() {
      this.starts = new Map(); // two letters → word → weight
      this.forms = new Map(); // word → as written → weight
      this.after = new Map(); // what stands before → as written → weight
      this.seen = new Set();
    }

    /** Learn a text once; `isName`: its capital letter is its own, not the sentence's. */
    add(text, weight = 1, isName = false) {
      if (this.seen.has(text)) return;
      this.seen.add(text);
      const tokens = text.split(/\s+/).filter(Boolean);
      tokens.forEach((token, place) => {
        const word = bare(token);
        if (!word) return;
        const [one, two] = contextOf(tokens.slice(Math.max(0, place - 2), place));
        count(this.after, one, token, weight);
        if (two) count(this.after, two, token, weight);
        if (word.length < PREFIX + SAVED) return;
        const key = fold(word);
        count(this.starts, key.slice(0, PREFIX), key, weight);
        const isOfSentence = one === START && !isName && isCapital(word) && word.slice(1) === word.slice(1).toLowerCase();
        count(this.forms, key, isOfSentence ? lowerFirst(word) : word, isOfSentence ? weight / 10 : weight);
      });
    }

    form(key) {
      let best = key;
      let most = 0;
      for (const [form, weight] of this.forms.get(key) || []) if (weight > most) [best, most] = [form, weight];
      return best;
    }

    /** Words for what is typed: [{puts, typed}], the best first; `typed` letters before the caret are replaced. */
    offer(before) {
      const typed = before.match(/[\p{L}\p{N}][\p{L}\p{N}-]*$/u)?.[0] || "";
      const tokens = before.slice(0, before.length - typed.length).split(/\s+/).filter(Boolean).slice(-3);
      const [one, two] = contextOf(tokens);
      const scores = new Map();
      const start = fold(typed);
      const opening = before.slice(0, before.length - typed.length).match(/[«"(]$/)?.[0];
      const consider = (from, weight) => {
        for (const [token, seen] of from || []) {
          const word = bare(token);
          if (!word || !fold(word).startsWith(start)) continue;
          const key = this.forms.has(fold(word)) ? this.form(fold(word)) : word;
          scores.set(key, (scores.get(key) || 0) + seen * weight);
        }
      };
      if (typed.length >= 1 && two) consider(this.after.get(two), 100);
      if (typed.length >= 1) consider(this.after.get(one), 20);
      if (typed.length >= PREFIX) {
        for (const [key, seen] of this.starts.get(start.slice(0, PREFIX)) || []) {
          if (!key.startsWith(start)) continue;
          const form = this.form(key);
          scores.set(form, (scores.get(form) || 0) + seen);
        }
      }
      if (!typed.length) return opening ? [] : this.next(tokens);
      const best = [...scores].sort((a, b) => b[1] - a[1]).slice(0, 4);
      const offers = [];
      for (const [form] of best) {
        const cased = isCapital(typed) ? upperFirst(form) : form;
        const on = offers.length < 2 ? this.goOn([...tokens, cased], cased) : "";
        // What was said on once is no rule: then the word alone comes first.
        const pair = this.isOften([...tokens, cased]) ? [on, cased] : [cased, on];
        offers.push(...pair.filter((puts) => puts.length - typed.length >= SAVED).map((puts) => ({ puts, typed: typed.length })));
      }
      return offers;
    }

    /** Whether these words were said on more than once. */
    isOften(tokens) {
      const [one, two] = contextOf(tokens);
      let sum = 0;
      for (const weight of (this.after.get(two || one) || new Map()).values()) sum += weight;
      return sum > 1;
    }

    /** What surely follows when nothing of the next word is typed yet. */
    next(tokens) {
      // Behind the end of a sentence nothing is offered unasked: there Tab leaves the field.
      if (!tokens.length || ENDS.test(tokens.at(-1))) return [];
      const on = this.goOn(tokens, "").trim();
      return on.length >= SAVED ? [{ puts: on, typed: 0 }] : [];
    }

    /** The text with the words that nearly always follow it; empty when none do. The mark behind a word is its own. */
    goOn(tokens, text) {
      const said = [...tokens];
      let on = text;
      for (let step = 0; step < GOES_ON; step += 1) {
        const [one, two] = contextOf(said);
        const known = this.after.get(two || one);
        if (!known) break;
        let sum = 0;
        let best = "";
        let most = 0;
        for (const [token, weight] of known) {
          sum += weight;
          if (weight > most) [best, most] = [token, weight];
        }
        if (most / sum < SURE || !two) break;
        on = `${on} ${best}`;
        said.push(best);
        if (ENDS.test(best)) break;
      }
      return on === text ? "" : on.replace(/[.;]+$/, "");
    }
  }

  return { Words, fold, bare };
})();
