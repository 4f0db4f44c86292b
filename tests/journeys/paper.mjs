// Printed pages, as poppler reads and draws them.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Puts a PDF into a folder that is gone afterwards. @template T @param {Buffer} pdf @param {(file: string) => Promise<T>} look */
async function withFile(pdf, look) {
  const folder = await mkdtemp(join(tmpdir(), "breakglass-paper-"));
  try {
    const file = join(folder, "paper.pdf");
    await writeFile(file, pdf);
    return await look(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Its text, laid out as on the paper, a form feed after each page. @param {Buffer} pdf @returns {Promise<string>} */
export function textOfPdf(pdf) {
  return withFile(pdf, async (file) => {
    const { stdout } = await run("pdftotext", ["-layout", file, "-"], { maxBuffer: 1 << 26 });
    return stdout;
  });
}

/** Its pages. @param {Buffer} pdf */
export async function pagesOfPdf(pdf) {
  return (await textOfPdf(pdf)).split("\f").slice(0, -1);
}

/** Leaves the PDF and a picture of each page for people to look at. @param {Buffer} pdf @param {string} folder @param {string} name */
export async function leavePictures(pdf, folder, name) {
  const file = join(folder, `${name}.pdf`);
  await writeFile(file, pdf);
  await run("pdftoppm", ["-r", "60", "-png", file, join(folder, name)]);
  return readFile(file);
}
