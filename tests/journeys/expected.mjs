// Comparing with expected files. To write them anew: `UPDATE_EXPECTED=1 node --test`, then read the diff before committing it.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { EXPECTED } from "./settings.mjs";

/** A playbook's revision changes with every word of it: that is no difference in the report. */
function normalised(text) {
  return text.replace(/修订 [0-9a-f]{6,}/g, "修订 ……");
}

/** @param {string} name of the file @param {string} text what came out */
export async function equalsExpected(name, text) {
  const file = join(EXPECTED, name);
  const found = normalised(text);
  if (process.env.UPDATE_EXPECTED) await writeFile(file, found);
  assert.equal(found, await readFile(file, "utf8"));
}
