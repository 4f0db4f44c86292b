// Runs before the first paint: the language of the interface, and which of the two screens of the home page shows.
"use strict";
(() => {
  const KEY = "breakglass.language";
  const LANGUAGES = ["zh", "en"];
  const root = document.documentElement;

  // Private windows may refuse storage; the choice then lasts as long as the page.
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const store = (language) => {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Nothing to do: the page itself has changed.
    }
  };
  const ofBrowser = () => (/^zh\b/i.test(navigator.language || "") ? "zh" : "en");

  const wanted = stored();
  root.dataset.ui = LANGUAGES.includes(wanted) ? wanted : ofBrowser();

  addEventListener("click", (event) => {
    const control = event.target instanceof Element && event.target.closest("[data-set-language]");
    const language = control && control.dataset.setLanguage;
    if (!LANGUAGES.includes(language)) return;
    root.dataset.ui = language;
    store(language);
    // A page that is there in that language is read in it, at the same heading.
    if (control.matches("a[data-translation]")) {
      control.hash = location.hash;
      return;
    }
    const translation = document.querySelector(`main a[data-translation][data-set-language="${language}"]`);
    if (translation instanceof HTMLAnchorElement) {
      translation.hash = location.hash;
      location.assign(translation.href);
      return;
    }
    // The control that was clicked hides with its language; the focus goes on to the one that now shows.
    const other = document.querySelector(`.languages [data-set-language]:not([data-set-language="${language}"])`);
    if (other instanceof HTMLElement && document.activeElement === control) other.focus();
  });

  // Another tab, another language: all tabs agree.
  addEventListener("storage", (event) => {
    if (event.key === KEY && LANGUAGES.includes(event.newValue)) root.dataset.ui = event.newValue;
  });

  if (root.dataset.screen && location.hash.startsWith("#/") && location.hash !== "#/") {
    root.dataset.screen = "app";
  }
})();
