// Keeps the whole site for use without a network: all of its files, each of them checked, or none.
"use strict";

// Written by the generator: { version, live, files: [[url, sha256], …] }.
const PRECACHE = self.__PRECACHE__;

// Two sites on one origin have different scopes and never touch each other's files.
const PREFIX = `breakglass ${self.registration.scope} `;
const CACHE = PREFIX + PRECACHE.version;

const addressOf = (url) => new URL(url, self.registration.scope).href;
const HOME = addressOf("index.html");
const LOST = addressOf("404.html");

const hexOf = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function sha256(response) {
  return hexOf(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
}

// An unchanged file is taken over from the version before: its hash was checked then and is checked again.
async function fromEarlier(address, hash, earlier) {
  for (const cache of earlier) {
    const kept = await cache.match(address);
    if (kept && (await sha256(kept)) === hash) return kept;
  }
  return null;
}

async function fetched(address, hash) {
  const response = await fetch(address, { cache: "no-store", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const found = await sha256(response);
  if (found !== hash) throw new Error(`${address} is not the file that was published`);
  // A redirected response cannot answer a navigation, so its content is wrapped anew.
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

async function install() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  const earlier = await Promise.all(names.map((name) => caches.open(name)));
  const cache = await caches.open(CACHE);
  const waiting = [...PRECACHE.files];
  const keepNext = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [url, hash] = next;
      const address = addressOf(url);
      await cache.put(address, (await fromEarlier(address, hash, earlier)) ?? (await fetched(address, hash)));
    }
  };
  try {
    await Promise.all(Array.from({ length: 6 }, keepNext));
  } catch (error) {
    waiting.length = 0;
    await caches.delete(CACHE);
    throw error;
  }
  if (PRECACHE.live) await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// What a request means as a file of the site: its query is of no matter, a folder is its index.
function addressFor(request) {
  const url = new URL(request.url);
  url.hash = "";
  url.search = "";
  if (url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(addressFor(request));
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    // Nobody is to see the browser's own page in an outage.
    const lost = await cache.match(LOST);
    if (lost) return new Response(await lost.blob(), { status: 404, headers: lost.headers });
    return (await cache.match(HOME)) ?? Response.error();
  }
}

// While somebody writes, the newest file wins; the kept one answers when the server is gone.
async function answerLive(request) {
  try {
    return await fetch(request);
  } catch {
    return answer(request);
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const isOurs = request.method === "GET" && request.url.startsWith(self.registration.scope);
  if (!isOurs || new URL(request.url).pathname.includes("/-/")) return;
  event.respondWith(PRECACHE.live ? answerLive(request) : answer(request));
});
