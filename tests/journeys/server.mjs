// A plain static host, as a user would have one: the journeys' only source of the site. It can be stopped and started again on
// the same port, serve under a subpath, and answer wrongly on purpose.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** What every answer carries; word for word what the design asks for. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/**
 * @typedef {{ status?: number, body?: string | Buffer }} Answer
 */

/** Serves one folder on 127.0.0.1, on a port that stays the same when it is stopped and started again. */
export class SiteServer {
  /** Every request, in order. @type {{ path: string, status: number }[]} */
  requests = [];
  /** Answers given instead of the file, by a pattern for the path. @type {[RegExp, (body: Buffer | null) => Answer][]} */
  #instead = [];
  #server = null;
  #port = 0;

  /**
   * @param {string} folder the built site
   * @param {string} prefix where it is mounted, such as `/a/b/`
   */
  constructor(folder, prefix = "/") {
    this.folder = folder;
    this.prefix = prefix;
  }

  /** The site's origin. */
  get origin() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The address of a file of the site. @param {string} path */
  url(path = "") {
    return `${this.origin}${this.prefix}${path}`;
  }

  /** Answers differently from now on. @param {RegExp} pattern @param {(body: Buffer | null) => Answer} answer */
  answerInstead(pattern, answer) {
    this.#instead.push([pattern, answer]);
  }

  /** Answers as it should again. */
  answerTruly() {
    this.#instead = [];
  }

  async start() {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#server = server;
    this.#port = server.address().port;
    return this;
  }

  /** Is gone, and hangs up on everybody. */
  async stop() {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async #answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, this.origin).pathname);
    const { status, body, type } = await this.#find(path);
    this.requests.push({ path, status });
    response.writeHead(status, {
      "content-type": type,
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "cache-control": "no-cache",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async #find(path) {
    const name = this.#fileName(path);
    const real = name && (await readFile(join(this.folder, name)).catch(() => null));
    const [, instead] = this.#instead.find(([pattern]) => pattern.test(path)) ?? [];
    const { status = 200, body = real } = instead?.(real) ?? {};
    if (body !== null && status === 200) return { status, body, type: TYPES[extname(name ?? "")] ?? "text/html; charset=utf-8" };
    const lost = await readFile(join(this.folder, "404.html")).catch(() => "");
    return { status: status === 200 ? 404 : status, body: lost, type: TYPES[".html"] };
  }

  /** The file that a path means, or null for one outside the site. */
  #fileName(path) {
    if (!path.startsWith(this.prefix)) return null;
    const inside = normalize(path.slice(this.prefix.length) || "index.html");
    if (inside.startsWith("..")) return null;
    return inside.endsWith("/") ? `${inside}index.html` : inside;
  }
}
