// Sites of a few pages, built from the compiler's own cases for journeys that need what the example library has not.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { CASES, GENERATOR } from "./settings.mjs";

const run = promisify(execFile);

/**
 * Builds a case, lets somebody visit it, and takes it down.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} visit
 */
export async function withSmallSite(name, visit) {
  const parent = await mkdtemp(join(tmpdir(), "breakglass-"));
  try {
    const folder = join(parent, "site");
    await run(GENERATOR, ["build", join(CASES, name, "input"), "--output", folder]);
    await visit(folder);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}
