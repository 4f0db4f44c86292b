// The schemas that the site publishes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

import { SITE } from "./settings.mjs";

/** @param {"report" | "library" | "event"} name @param {unknown} value */
export async function conformsTo(name, value) {
  const schema = JSON.parse(await readFile(join(SITE, "schema", `${name}.schema.json`), "utf8"));
  // Formats such as `uint32` say how wide a number is; only validators written for them know.
  const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
  assert.ok(validate(value), JSON.stringify(validate.errors, null, 2));
}
