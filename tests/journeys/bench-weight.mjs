// Weighs what index.html of a site makes the browser load before the first walk: `node bench-weight.mjs SITE`.
// The files are found as the browser finds them, from the attributes of index.html, so that nothing is counted that is not loaded.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [site] = process.argv.slice(2);
const page = readFileSync(join(site, "index.html"), "utf8");

const LOADED_BY = /\s(?:src|href|data-app|data-wasm|data-bundle)="([^"#?]+\.(?:css|js|wasm|json))"/g;
const loaded = [...page.matchAll(LOADED_BY)].map(([, path]) => path);
const paths = ["index.html", ...new Set(loaded)];

function weigh(path) {
  const content = readFileSync(join(site, path));
  const options = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  return {
    path,
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content, options).length,
  };
}

const files = paths.map(weigh);
const sum = (key) => files.reduce((total, file) => total + file[key], 0);
const total = { raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli") };
console.log(JSON.stringify({ files, total }));
