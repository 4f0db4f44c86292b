// The browser's database from outside, to put into it what should never be there. To be used on a page of the site without the app,
// such as `severity.html`, so that nobody else holds it.

/** The app's own database, for a site at the root of its host. */
const NAME = "breakglass:/";

/**
 * Makes a database of that name as somebody else would.
 *
 * @param {import("playwright-core").Page} page
 * @param {{ version: number, stores: string[] }} shape
 */
export function makeForeignDatabase(page, { version, stores }) {
  return page.evaluate(
    ([name, version, stores]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    [NAME, version, stores],
  );
}

/**
 * Reads every row of a store.
 *
 * @param {import("playwright-core").Page} page
 * @param {"incidents" | "events"} store
 */
export function rows(page, store) {
  return inTransaction(page, store, null);
}

/**
 * Puts rows into a store, over those with the same key.
 *
 * @param {import("playwright-core").Page} page
 * @param {"incidents" | "events"} store
 * @param {object[]} changed
 */
export function putRows(page, store, changed) {
  return inTransaction(page, store, changed);
}

function inTransaction(page, store, changed) {
  return page.evaluate(
    ([name, store, changed]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const transaction = database.transaction(store, "readwrite");
          const found = transaction.objectStore(store).getAll();
          for (const row of changed ?? []) transaction.objectStore(store).put(row);
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => {
            database.close();
            resolve(found.result);
          };
        };
      }),
    [NAME, store, changed],
  );
}
