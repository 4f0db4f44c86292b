// Only under `breakglass serve`: loads the page again when its sources change, and shows what is wrong with them.
"use strict";
(() => {
  const { events, ...words } = document.currentScript.dataset;
  const source = new EventSource(events);
  let version = null;
  let panel = null;

  const show = (text) => {
    hide();
    panel = document.createElement("section");
    panel.className = "live-diagnostics";
    panel.setAttribute("role", "alert");
    const title = document.createElement("h2");
    // In every language that the page speaks; the style sheet shows the one that is on.
    for (const [language, inWords] of Object.entries(words)) {
      const span = document.createElement("span");
      span.className = `ui-${language}`;
      span.lang = language;
      span.textContent = inWords;
      title.append(span);
    }
    const details = document.createElement("pre");
    details.tabIndex = 0;
    details.textContent = text;
    panel.append(title, details);
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
