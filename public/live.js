// Only under `breakglass serve`: loads the page again when its sources change, and shows what is wrong with them.
"use strict";
(() => {
  const source = new EventSource(document.currentScript.dataset.events);
  let version = null;
  let panel = null;

  const show = (text) => {
    hide();
    panel = document.createElement("section");
    panel.className = "live-diagnostics";
    panel.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = document.documentElement.dataset.ui === "zh" ? "源文件有错，显示的是上一个好的版本" : "The sources have errors; this is the last good site";
    const words = document.createElement("pre");
    words.tabIndex = 0;
    words.textContent = text;
    panel.append(title, words);
    document.body.append(panel);
  };
  const hide = () => {
    if (panel) panel.remove();
    panel = null;
  };

  // The first event says which version is served; a later one that differs means that this page is old.
  source.addEventListener("site", (event) => {
    hide();
    if (version !== null && version !== event.data) location.reload();
    version = event.data;
  });
  source.addEventListener("diagnostics", (event) => show(event.data));
})();
