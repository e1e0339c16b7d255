/** The list of licences of the page that runs in a browser alone: made of what the bundler put into it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { build } from "vite";
import { BundledPackages, LicenceError, licenceOf, licencesText, packageFolder } from "../scripts/licences.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-licences-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A package with one module. */
function makePackage(name: string, about: object, files: Record<string, string> = {}): string {
  const place = join(folder, "node_modules", name);
  mkdirSync(place, { recursive: true });
  const json = { name, version: "1.2.3", type: "module", main: "index.js", ...about };
  writeFileSync(join(place, "package.json"), JSON.stringify(json));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  return place;
}

test("packageFolder() finds the innermost package of a module", () => {
  assert.equal(packageFolder("/a/node_modules/zod/v4/core.js"), "/a/node_modules/zod");
  assert.equal(packageFolder("/a/node_modules/@x/y/dist/i.js?worker"), "/a/node_modules/@x/y");
  assert.equal(packageFolder("\0/a/node_modules/b/node_modules/c/i.js"), "/a/node_modules/b/node_modules/c");
  assert.equal(packageFolder("/a/src/index.ts"), null);
  assert.equal(packageFolder("\0vite/preload-helper.js"), null);
});

test("licenceOf() takes texts as they stand, writes those of MIT, and refuses what may not be bundled", () => {
  const own = makePackage("own", { license: "ISC" }, { LICENSE: "as it stands" });
  assert.deepEqual(licenceOf(own), { name: "own", version: "1.2.3", licence: "ISC", text: "as it stands" });
  const silent = makePackage("silent", { license: "MIT", author: { name: "Its Author" } });
  assert.match(licenceOf(silent).text, /Copyright \(c\) Its Author/);
  const either = makePackage("either", { license: "MIT or MPL-2.0" }, { "LICENSE.MIT": "m", "LICENSE.MPL-2.0": "p" });
  assert.equal(licenceOf(either).text, "m");
  for (const [name, about] of [
    ["copyleft", { license: "GPL-3.0", author: "A" }],
    ["nothing", {}],
    ["textless", { license: "Apache-2.0", author: "A" }],
    ["nobody", { license: "MIT" }],
  ] as const) {
    assert.throws(() => licenceOf(makePackage(name, about)), LicenceError, name);
  }
});

test("what a bundle imports, and what that imports, is listed; what it drops is not", async () => {
  makePackage("inner", { license: "MIT", author: "In" }, { "index.js": "export const inner = (x) => x + 1;" });
  const outer = 'export { inner } from "inner";';
  makePackage("outer", { license: "MIT", author: "Out" }, { "index.js": outer });
  makePackage("unused", { license: "MIT", author: "No" }, { "index.js": "export const unused = 1;" });
  writeFileSync(join(folder, "index.html"), '<script type="module" src="./main.js"></script>');
  writeFileSync(join(folder, "main.js"), 'import { inner } from "outer"; console.log(inner(location.href));');
  const bundled = new BundledPackages();
  const settings = { outDir: join(folder, "out"), modulePreload: { polyfill: false } };
  await build({ configFile: false, root: folder, logLevel: "error", plugins: [bundled.plugin()], build: settings });
  const names = bundled.licences().map(({ name }) => name);
  assert.ok(names.includes("inner"), `${names}`);
  assert.ok(!names.includes("unused"), `${names}`);
  const text = licencesText([{ name: "page", version: "1", licence: "Apache-2.0", text: "own" }], bundled.licences());
  assert.match(text, /^page 1: Apache-2\.0\n(.*\n)*inner 1\.2\.3: MIT\n/);
});
