/**
 * The licences of what a bundle is made of, told by the modules that the bundler put into it, as `licences.txt` beside it. A
 * package whose licence is not one of those below ends the build: somebody has to read it first.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

/** Licences under which code may be handed on inside of a page, with its text. */
const ALLOWED = new Set(["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "0BSD"]);

export interface Licence {
  name: string;
  version: string;
  licence: string;
  /** Of the package's own files; those of MIT where it holds none, under its author's name. */
  text: string;
}

/** A package may not be handed on as it is. */
export class LicenceError extends Error {
  readonly package: string;
  constructor(name: string, message: string) {
    super(`${name} ${message}`);
    this.name = "LicenceError";
    this.package = name;
  }
}

/** The folder of the package that a module of a bundle comes from; null for modules of our own and for the bundler's. */
export function packageFolder(module: string): string | null {
  const path = module
    .replace(/^\0/, "")
    .replace(/[?#].*$/, "")
    .split(sep)
    .join("/");
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//.exec(path) ?? [];
  return folder ?? null;
}

const MIT = (holder: string) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** Who holds the rights where a package has neither a text nor its holder's name in it: as its repository says. */
const HOLDERS: Readonly<Record<string, string>> = {
  "onnxruntime-common": "Microsoft Corporation",
  "onnxruntime-web": "Microsoft Corporation",
};

/** The licence of the package in `folder`. @throws LicenceError where it is none of those that are allowed */
export function licenceOf(folder: string): Licence {
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { name, version, license: licence = "none", author } = about;
  // "MIT or MPL-2.0": one of them that is allowed is enough.
  const choices = String(licence)
    .split(/\s+or\s+/i)
    .map((one) => one.replace(/[()]/g, ""));
  const chosen = choices.find((one) => ALLOWED.has(one));
  if (!chosen) throw new LicenceError(name, `is under ${licence}; a bundle may hold ${[...ALLOWED].join(", ")}`);
  const texts = readdirSync(folder)
    .filter(
      (file) => /^(licen[cs]e|notice)/i.test(file) && !choices.some((one) => one !== chosen && file.endsWith(one)),
    )
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"));
  const holder = HOLDERS[name] ?? (typeof author === "string" ? author : author?.name);
  if (texts.length === 0 && (chosen !== "MIT" || !holder))
    throw new LicenceError(name, `holds no text of its licence, ${chosen}`);
  return { name, version, licence, text: texts.length > 0 ? texts.join("\n\n") : MIT(holder) };
}

/** Gathers the packages of all bundles that it is a plugin of. */
export class BundledPackages {
  readonly #folders = new Set<string>();

  /** A plugin of Vite; each bundle (a page, its workers) wants one. */
  plugin(name = "docformer-licences") {
    return {
      name,
      generateBundle: (_options: unknown, bundle: Record<string, { type: string; moduleIds?: string[] }>) => {
        for (const { moduleIds = [] } of Object.values(bundle)) for (const id of moduleIds) this.add(id);
      },
    };
  }

  /** A module, or a file that is shipped beside the bundle. */
  add(module: string): void {
    const folder = packageFolder(module);
    if (folder && existsSync(join(folder, "package.json"))) this.#folders.add(folder);
  }

  /** Once each, by name. */
  licences(): Licence[] {
    const all = new Map([...this.#folders].map((folder) => [folder, licenceOf(folder)]));
    const once = new Map([...all.values()].map((one) => [`${one.name} ${one.version}`, one]));
    return [...once.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** licences.txt: a table of contents, then each text. */
export function licencesText(own: readonly Licence[], packages: readonly Licence[]): string {
  const all = [...own, ...packages];
  const titles = all.map(({ name, version, licence }) => `${name} ${version}: ${licence}`);
  const parts = all.map(({ text }, i) => `${titles[i]}\n\n${text.trimEnd()}\n`);
  return [`${titles.join("\n")}\n`, ...parts].join(`\n${"-".repeat(80)}\n\n`);
}
