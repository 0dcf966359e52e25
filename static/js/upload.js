/* Owns the early word about a file that is too large; the server refuses it as well. */

(() => {
  "use strict";

  const tell = (input, text) => {
    const place = input.parentElement.querySelector("[data-upload-told]") || document.createElement("p");
    place.dataset.uploadTold = "";
    place.className = "invalid-feedback d-block";
    place.setAttribute("role", "alert");
    input.insertAdjacentElement("afterend", place);
    place.textContent = text;
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of document.querySelectorAll("form[data-upload-limit]")) {
      for (const input of form.querySelectorAll("input[type=file]")) {
        input.addEventListener("change", () => {
          const file = input.files[0];
          const isTooLarge = Boolean(file) && file.size > Number(form.dataset.uploadLimit);
          tell(input, isTooLarge ? form.dataset.uploadMessage : "");
          if (isTooLarge) input.value = "";
        });
      }
    }
  });
})();
