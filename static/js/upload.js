/* Owns the early word about a file that is too large; the server refuses it as well. */

(() => {
  "use strict";

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-upload-limit]")) {
      for (const input of form.querySelectorAll("input[type=file]")) {
        input.addEventListener("change", () => {
          const file = input.files[0];
          const isTooLarge = Boolean(file) && file.size > Number(form.dataset.uploadLimit);
          input.setCustomValidity(isTooLarge ? form.dataset.uploadMessage : "");
          input.reportValidity();
          if (isTooLarge) input.value = "";
        });
      }
    }
  });
})();
