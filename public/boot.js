// Starts the app, and keeps the site for use without a network. Both may fail on their own.
"use strict";
(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  const { app, wasm } = script.dataset;

  // The home page is readable whatever happens here; the message stands on it, so it is brought to sight.
  const fail = (error) => {
    console.error(error);
    const message = document.getElementById("boot-error");
    if (message) message.hidden = false;
    root.dataset.boot = "failed";
    root.dataset.screen = "home";
  };

  const load = (source) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = source;
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${source} could not be loaded`));
      document.head.append(element);
    });

  if (app && wasm) {
    // Both at once: the module is the larger of the two and need not wait for the script.
    Promise.all([load(app), fetch(wasm)])
      .then(([, response]) => wasm_bindgen({ module_or_path: response }))
      .catch(fail);
  } else {
    // A site without the app has no other screen than this.
    root.dataset.screen = "home";
  }

  const tell = (offline) => {
    root.dataset.offline = offline;
    dispatchEvent(new CustomEvent("breakglass:offline", { detail: offline }));
  };

  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) {
    tell("unavailable");
    return;
  }
  // While nothing is kept yet, `ready` would wait for ever for a worker whose install has failed.
  const firstInstallFailed = ({ installing, waiting, active }) =>
    new Promise((_, reject) => {
      const fail = () => reject(new Error("a file of the site could not be kept"));
      if (active || waiting) return;
      if (!installing) return fail();
      installing.addEventListener("statechange", () => installing.state === "redundant" && fail());
    });

  tell("preparing");
  navigator.serviceWorker
    .register("service-worker.js")
    .then((registration) => Promise.race([navigator.serviceWorker.ready, firstInstallFailed(registration)]))
    .then(() => tell("ready"))
    .catch((error) => {
      console.warn("offline use is not available:", error);
      tell("unavailable");
    });
})();
