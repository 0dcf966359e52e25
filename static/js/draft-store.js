/* Owns what the desk keeps in the browser until the portal has it: one entry a field, by account and meeting.
   The other scripts of the desk share the object `desk`. */

window.desk = (() => {
  "use strict";

  const root = document.getElementById("draft");
  const prefix = `draft:${root.dataset.user}:${root.dataset.meeting}:`;

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));

  const store = {
    /** Keep a text that is not saved yet; a full or forbidden storage is no reason to stop typing. */
    keep(address, entry) {
      try {
        localStorage.setItem(prefix + address, JSON.stringify(entry));
      } catch {
        root.dataset.unkept = "true";
      }
    },
    forget(address) {
      localStorage.removeItem(prefix + address);
    },
    all() {
      const found = [];
      for (const key of keys()) {
        try {
          found.push({ address: key.slice(prefix.length), ...JSON.parse(localStorage.getItem(key)) });
        } catch {
          localStorage.removeItem(key);
        }
      }
      return found;
    },
    /** Forget everything of every account: the person leaves. */
    clear() {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith("draft:")) localStorage.removeItem(key);
      }
    },
  };

  /** The token changes when somebody signs in again, in another tab too: always the newest. */
  const token = () => {
    const match = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/);
    return match ? decodeURIComponent(match[1]) : "";
  };

  /* What puts a new part on the page comes one after the other: a deed's answer must not replace the part that somebody
     went on to meanwhile, and htmx keeps only the last of the requests that wait. */
  let turn = Promise.resolve();
  const inTurn = (work) => (turn = turn.catch(() => {}).then(work));

  const word = (name) => root.dataset[`word${name[0].toUpperCase()}${name.slice(1)}`];

  const part = document.getElementById("part");
  const paper = document.getElementById("paper");
  return { root, store, token, word, inTurn, deedsUnderWay: 0, part, paper };
})();
