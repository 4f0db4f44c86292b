// On a page at an old address: goes on to where it is now, at the heading that was asked for.
"use strict";
(() => {
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const asked = decoded(location.hash);
  const ways = [...document.querySelectorAll("a[data-moved]")];
  const moved = ways.find((way) => asked && way.dataset.moved === asked);
  const way = moved || ways[0];
  if (!way) return;
  const target = new URL(way.href);
  if (!moved && !target.hash) target.hash = location.hash;
  location.replace(target);
})();
