/* Owns the checking of a file without sending it: the browser counts the sum and asks by it; sending is a second step. */

(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("verify-file");
    const input = document.getElementById("id_file");
    const told = document.getElementById("verify-told");
    if (!form || !window.crypto || !window.crypto.subtle) return;

    const sumOf = async (file) => {
      const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
      return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    };

    const check = async (file) => {
      if (file.size > Number(form.dataset.uploadLimit)) {
        told.textContent = told.dataset.wordLarge;
        input.value = "";
        return;
      }
      told.textContent = told.dataset.wordCounting;
      const url = `${form.dataset.sumUrl}?sha256=${await sumOf(file)}`;
      const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const isOurs = page.querySelector("#verify-card[data-verdict=original]");
      if (answer.ok && isOurs) window.location.assign(url);
      else told.textContent = told.dataset.wordUnknown;
    };

    input.addEventListener("change", () => {
      if (input.files.length) check(input.files[0]).catch(() => (told.textContent = ""));
    });
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("dropping");
    });
    form.addEventListener("dragleave", () => form.classList.remove("dropping"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("dropping");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    });
  });
})();
