/* Documents that were packed are opened first; then the page is ready for its trees. */
"use strict";

(async () => {
  const packed = document.getElementById("naskah-terkemas");
  if (packed) {
    try {
      await ppsp.load(packed.dataset.src);
      packed.innerHTML = await ppsp.inflate(ppsp.body); // our own build's page, escaped when it was made
      if (location.hash) {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target) target.scrollIntoView();
      }
    } catch (problem) {
      packed.textContent = `Dokumen ini tidak dapat dibuka: ${problem.message}.`;
    }
  }
  document.dispatchEvent(new Event("ppsp:siap"));
})();
