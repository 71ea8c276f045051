// For the page around the frame: gives our frame the height of its content.
// Without this script the frame keeps its own height and scrolls.

(() => {
  const home = new URL(document.currentScript.src).origin;
  window.addEventListener("message", (event) => {
    const height = Number(event.data?.academieHeight);
    if (event.origin !== home || !(height > 0 && height < 20000)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.height = height;
    }
  });
})();
