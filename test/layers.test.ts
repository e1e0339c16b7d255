/**
 * Who may import whom (docs/architecture.md), as data, and the other rules that a parser can check. Each rule is a function of
 * a set of files that returns its breaches; each is tried on planted breaches first, then on this repository.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { type Files, type Module, readModule } from "./imports.ts";

/**
 * For each folder of src (or file in it), what it may import besides itself: folders, single files, and "!" for what such a
 * folder holds back. A folder that is missing here may not exist.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "document/": [],
  "text/": [],
  "engine/": [],
  // OCR runs on the engine's runtime; graphs are none of its business.
  "read/": ["document/", "engine/runtime.ts", "engine/runtime-node.ts"],
  // The runtime is handed in, so that the model runs on any.
  "model/": ["document/", "text/", "engine/", "!engine/runtime-node.ts", "!engine/runtime-web.ts"],
  // The interface to hand on, and the runtime to load with (load.ts); no graph.
  "tasks/": ["document/", "text/", "model/", "engine/runtime.ts", "engine/runtime-node.ts"],
  "data/": ["document/", "read/"],
  "train/": ["document/", "text/", "engine/", "model/", "tasks/", "data/"],
  "workspace/": ["document/", "read/", "model/", "tasks/", "data/", "train/"],
  // Nothing of it is imported from outside but by the command line, which loads it when it is called.
  "server/": ["document/", "text/", "engine/", "read/", "model/", "tasks/", "data/", "train/", "workspace/"],
  "cli/": [
    ...["document/", "text/", "engine/", "read/", "model/", "tasks/", "data/", "train/", "workspace/", "server/"],
    "index.ts",
  ],
  "index.ts": ["document/", "text/", "engine/", "read/", "model/", "tasks/", "data/", "train/"],
};

/** Packages that are large or native, or pull the world in, and the only files that may import them. */
const WRAPPED: Readonly<Record<string, readonly string[]>> = {
  "onnxruntime-node": ["src/engine/runtime-node.ts"],
  "onnxruntime-web": ["src/engine/runtime-web.ts"],
  sharp: ["src/read/image.ts"],
  "@embedpdf/pdfium": ["src/read/pdf/pdfium.ts"],
  "tesseract.js": ["src/read/ocr/tesseract.ts"],
  htmlparser2: ["src/read/services/markup.ts"],
  hyparquet: ["src/data/formats/parquet.ts"],
  "hyparquet-compressors": ["src/data/formats/parquet.ts"],
  koffi: ["src/train/mpi.ts"],
  "csv-stringify": ["src/workspace/csv.ts", "src/read/export/csv.ts"],
  ajv: ["src/tasks/extract/validate.ts"],
  "ajv-formats": ["src/tasks/extract/validate.ts"],
  ibantools: ["src/tasks/checks/iban.ts"],
  libsql: ["src/server/job-store.ts"],
  pino: ["src/server/log.ts"],
  "prom-client": ["src/server/metrics.ts"],
  "@hono/node-server": ["src/server/server.ts"],
  "@modelcontextprotocol/sdk": ["src/server/mcp.ts"],
  bullmq: ["src/server/redis-queue.ts"],
  ioredis: ["src/server/redis-queue.ts"],
  // Two users that must not meet: data draws pages, read decodes them.
  "@napi-rs/canvas": ["src/data/synthetic/canvas.ts", "src/read/skia.ts"],
};

/** Folders that run in a browser, and their files that do not. No other file of them imports Node's modules. */
const BROWSER = ["document/", "text/", "engine/", "model/", "tasks/"];
const NODE_ONLY = ["engine/runtime-node.ts", "model/checkpoint-files.ts", "tasks/load.ts"];

const LONGEST = 600;

interface Parsed {
  files: Files;
  modules: ReadonlyMap<string, Module>;
}

function parse(files: Files): Parsed {
  const sources = [...files].filter(([path]) => path.endsWith(".ts"));
  return { files, modules: new Map(sources.map(([path, text]) => [path, readModule(path, text)])) };
}

const isTest = (path: string) => path.endsWith(".test.ts");
/** Files of src without the tests beside them. */
const sources = ({ modules }: Parsed) => [...modules].filter(([path]) => path.startsWith("src/") && !isTest(path));
const packageOf = (specifier: string) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(specifier)?.[0] ?? specifier;

/** "document/" of "src/document/box.ts", "index.ts" of "src/index.ts". */
function layerOf(path: string): string {
  const inside = path.slice("src/".length);
  return inside.includes("/") ? inside.slice(0, inside.indexOf("/") + 1) : inside;
}

/** Imports that the table does not allow, and folders that it does not know. */
function layerBreaches(parsed: Parsed): string[] {
  return sources(parsed).flatMap(([path, { imports }]) => {
    const own = layerOf(path);
    const allowed = LAYERS[own];
    if (!allowed) return [`${path}: "${own}" is no layer`];
    return imports.flatMap(({ path: target, specifier, line }) => {
      if (specifier === null) return [`${path}:${line} imports what only running it tells`];
      if (target === null) return [];
      if (!target.startsWith("src/")) return [`${path}:${line} imports ${target}, which is outside of src`];
      if (!parsed.files.has(target)) return [`${path}:${line} imports ${target}, which does not exist`];
      if (isTest(target)) return [`${path}:${line} imports the test ${target}`];
      const inside = target.slice("src/".length);
      const [layer, held] = [layerOf(target), allowed.includes(`!${inside}`)];
      if (layer === own || (!held && (allowed.includes(layer) || allowed.includes(inside)))) return [];
      return [`${path}:${line} (${own}) may not import ${target}`];
    });
  });
}

/** Packages outside of the file that wraps them, Node's modules in folders for the browser, packages that users do not get. */
function packageBreaches(parsed: Parsed, dependencies: readonly string[], optional: readonly string[]): string[] {
  return sources(parsed).flatMap(([path, { imports }]) =>
    imports.flatMap(({ specifier, path: target, line, kind }) => {
      if (specifier === null || target !== null) return [];
      const at = `${path}:${line}`;
      if (specifier.startsWith("node:")) {
        const inside = path.slice("src/".length);
        const plain = !BROWSER.includes(layerOf(path)) || NODE_ONLY.includes(inside);
        return plain ? [] : [`${at} imports ${specifier}, but runs in a browser, too`];
      }
      const name = packageOf(specifier);
      const only = WRAPPED[name];
      if (only && !only.includes(path)) return [`${at} imports ${name}; only ${only.join(" and ")} may`];
      if (dependencies.includes(name)) return [];
      if (optional.includes(name) && (kind === "lazy" || kind === "type")) return [];
      return [`${at} imports ${name}, which is not installed with the package`];
    }),
  );
}

/**
 * Cycles of imports that exist at run time, each once, as paths. Types vanish and a worker starts afresh, so neither counts;
 * `import()` counts, since it hides a cycle rather than ending it.
 */
function cycles({ modules }: Parsed): string[] {
  const found = new Set<string>();
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const enter = (path: string) => {
    state.set(path, "open");
    trail.push(path);
    for (const { path: target, kind } of modules.get(path)?.imports ?? []) {
      if (target === null || kind === "type" || kind === "worker" || !modules.has(target)) continue;
      if (state.get(target) === "open") {
        const ring = trail.slice(trail.indexOf(target));
        const first = ring.indexOf([...ring].sort()[0]);
        found.add([...ring.slice(first), ...ring.slice(0, first), ring[first]].join(" -> "));
      } else if (!state.has(target)) enter(target);
    }
    trail.pop();
    state.set(path, "done");
  };
  for (const path of modules.keys()) if (!state.has(path)) enter(path);
  return [...found];
}

function longFiles({ files }: Parsed): string[] {
  return [...files].flatMap(([path, text]) => {
    const lines = text.replace(/\n$/, "").split("\n").length;
    return path.endsWith(".ts") && lines > LONGEST ? [`${path} has ${lines} lines, ${LONGEST} are allowed`] : [];
  });
}

function plainThrows(parsed: Parsed): string[] {
  return sources(parsed).flatMap(([path, module]) => module.plainThrows.map((line) => `${path}:${line}`));
}

/** Paths in the trees of a text: fenced blocks, two blanks of indentation a level, folders end in "/", remarks after blanks. */
function treePaths(markdown: string): Set<string> {
  const paths = new Set<string>();
  for (const [, block] of markdown.matchAll(/```\n([\s\S]*?)```/g)) {
    if (!/^[a-z]+\//.test(block)) continue;
    const folders: string[] = [];
    for (const line of block.split("\n")) {
      const [, indent, name] = /^( *)(\S+)/.exec(line) ?? [];
      if (name === undefined || indent.length % 2 !== 0 || indent.length / 2 > folders.length) continue;
      folders.length = indent.length / 2;
      if (name.endsWith("/")) folders.push(name);
      else paths.add(folders.join("") + name);
    }
  }
  return paths;
}

/** Files of src that the tree lacks, files of the tree that are not there. Tests stand beside their file and are not listed. */
function treeBreaches({ files }: Parsed, markdown: string): string[] {
  const listed = treePaths(markdown);
  const missing = [...files.keys()].filter(
    (path) => path.startsWith("src/") && path.endsWith(".ts") && !isTest(path) && !listed.has(path),
  );
  const gone = [...listed].filter((path) => path.endsWith(".ts") && !files.has(path));
  return [
    ...missing.map((path) => `${path} is not in the tree`),
    ...gone.map((path) => `${path} is in the tree and does not exist`),
  ];
}

const planted = (files: Record<string, string>) => parse(new Map(Object.entries(files)));

test("readModule() sees every way of importing, and where something is thrown", () => {
  const { imports, plainThrows: thrown } = readModule(
    "src/a/b.ts",
    [
      'import { x } from "./x.ts";',
      'import type { Y } from "../y/y.ts";',
      'import { type Z } from "zod";',
      'import { type A, b } from "./both.ts";',
      'import "./effect.ts";',
      'export * from "./all.ts";',
      'export type { T } from "./t.ts";',
      'const lazy = await import("sharp");',
      "const any = await import(name);",
      'type Deep = import("./deep.ts").Deep;',
      'new Worker(new URL("./worker.js", import.meta.url));',
      '// import "./comment.ts"; throw new Error("no");',
      "const text = 'import \"./text.ts\"; throw new Error()';",
      'if (x) throw new Error("plain");',
      'throw new ReadError("typed");',
    ].join("\n"),
  );
  const seen = imports.map(({ specifier, path, kind, line }) => `${line} ${kind} ${path ?? specifier}`);
  assert.deepEqual(seen.sort(), [
    "1 value src/a/x.ts",
    "10 type src/a/deep.ts",
    "11 worker src/a/worker.ts",
    "2 type src/y/y.ts",
    "3 type zod",
    "4 value src/a/both.ts",
    "5 value src/a/effect.ts",
    "6 value src/a/all.ts",
    "7 type src/a/t.ts",
    "8 lazy sharp",
    "9 lazy null",
  ]);
  assert.deepEqual(thrown, [14]);
});

test("layerBreaches() finds planted breaches and nothing else", () => {
  const breaches = layerBreaches(
    planted({
      "src/document/box.ts": 'import type { Node } from "../engine/node.ts";',
      "src/engine/node.ts": "",
      "src/engine/runtime.ts": 'export * from "./node.ts";',
      "src/engine/runtime-node.ts": 'import { x } from "./runtime.ts";',
      "src/read/read.ts":
        'import { Box } from "../document/box.ts";\nimport "../engine/runtime.ts";\nimport("../engine/node.ts");',
      "src/model/model.ts": 'import "../engine/node.ts";\nexport { r } from "../engine/runtime-node.ts";',
      "src/tasks/load.ts":
        'import "../engine/runtime-node.ts"; import "../model/model.ts";\ntype N = import("../engine/node.ts").N;',
      "src/train/train.ts": 'import "../tasks/load.ts"; import "../engine/node.ts";\nimport "../read/read.ts";',
      "src/cli/main.ts":
        'import "../train/train.ts";\nimport "../../test/close.ts";\nimport "./gone.ts";\nimport "./main.test.ts";\nimport(x);',
      "src/cli/main.test.ts": 'import "../../test/close.ts"; import "./main.ts";',
      "src/data/worker.ts": 'new Worker(new URL("../train/train.js", import.meta.url));',
      "src/magic/wand.ts": "",
      "test/close.ts": 'import "../src/magic/wand.ts";',
    }),
  );
  assert.deepEqual(breaches, [
    "src/document/box.ts:1 (document/) may not import src/engine/node.ts",
    "src/read/read.ts:3 (read/) may not import src/engine/node.ts",
    "src/model/model.ts:2 (model/) may not import src/engine/runtime-node.ts",
    "src/tasks/load.ts:2 (tasks/) may not import src/engine/node.ts",
    "src/train/train.ts:2 (train/) may not import src/read/read.ts",
    "src/cli/main.ts:2 imports test/close.ts, which is outside of src",
    "src/cli/main.ts:3 imports src/cli/gone.ts, which does not exist",
    "src/cli/main.ts:4 imports the test src/cli/main.test.ts",
    "src/cli/main.ts:5 imports what only running it tells",
    "src/data/worker.ts:1 (data/) may not import src/train/train.ts",
    'src/magic/wand.ts: "magic/" is no layer',
  ]);
});

test("packageBreaches() finds planted breaches and nothing else", () => {
  const breaches = packageBreaches(
    planted({
      "src/engine/runtime-node.ts": 'import ort from "onnxruntime-node"; import "node:fs";',
      "src/engine/node.ts": 'import type { Tensor } from "onnxruntime-node";\nimport { readFileSync } from "node:fs";',
      "src/read/image.ts": 'import sharp from "sharp"; import "node:fs";',
      "src/read/other.ts": 'const sharp = await import("sharp/lib/index.js");',
      "src/read/ocr/tesseract.ts": 'const t = await import("tesseract.js");',
      "src/document/schema.ts": 'import { z } from "zod/v4";\nimport { z as y } from "zod-other";',
      "src/document/schema.test.ts": 'import fc from "fast-check"; import "node:fs"; import "sharp";',
    }),
    ["onnxruntime-node", "sharp", "zod"],
    ["tesseract.js"],
  );
  assert.deepEqual(breaches, [
    "src/engine/node.ts:1 imports onnxruntime-node; only src/engine/runtime-node.ts may",
    "src/engine/node.ts:2 imports node:fs, but runs in a browser, too",
    "src/read/other.ts:1 imports sharp; only src/read/image.ts may",
    "src/document/schema.ts:2 imports zod-other, which is not installed with the package",
  ]);
});

test("cycles() finds planted cycles once, and none over types or workers", () => {
  const files = {
    "src/a.ts": 'import "./b.ts";',
    "src/b.ts": 'export * from "./c.ts";',
    "src/c.ts": 'await import("./a.ts");',
    "src/self.ts": 'import "./self.ts";',
    "src/one.ts": 'import "./two.ts";',
    "src/two.ts": 'import type { One } from "./one.ts";',
    "src/run.ts": 'new Worker(new URL("./rank.ts", import.meta.url));',
    "src/rank.ts": 'import "./run.ts";',
  };
  assert.deepEqual(cycles(planted(files)), [
    "src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts",
    "src/self.ts -> src/self.ts",
  ]);
});

test("longFiles(), plainThrows() and treeBreaches() find planted breaches", () => {
  const parsed = planted({
    "src/long.ts": "//\n".repeat(601),
    "src/fits.ts": "//\n".repeat(600),
    "src/deep/plain.ts": 'function f() {\n  throw new Error("x");\n}',
    "src/deep/plain.test.ts": 'throw new Error("tests may");',
  });
  assert.deepEqual(longFiles(parsed), ["src/long.ts has 601 lines, 600 are allowed"]);
  assert.deepEqual(plainThrows(parsed), ["src/deep/plain.ts:2"]);
  const tree = "text\n```\nsrc/\n  fits.ts  remark\n  deep/    remark long.ts\n    plain.ts\n  gone.ts\n```\nlong.ts";
  assert.deepEqual(treeBreaches(parsed, tree), [
    "src/long.ts is not in the tree",
    "src/gone.ts is in the tree and does not exist",
  ]);
});

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["src", "test", "runs", "bench", "scripts", "examples"];
let repository: Parsed;

before(() => {
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      if (entry.name === "node_modules") continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (path.endsWith(".ts")) files.set(path, readFileSync(join(ROOT, path), "utf8"));
    }
  };
  const there = new Set(readdirSync(ROOT));
  for (const folder of FOLDERS) if (there.has(folder)) walk(folder);
  repository = parse(files);
});

const none = (breaches: readonly string[], rule: string) => {
  if (breaches.length > 0) assert.fail(`${breaches.length} ${rule}:\n${breaches.join("\n")}`);
};

test("files of src import only what their layer may", () => {
  none(layerBreaches(repository), "imports against the table of layers");
});

test("packages are imported where they are wrapped, and only those that users get", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const optional = Object.keys({ ...devDependencies, ...optionalDependencies }).filter((name) => name in WRAPPED);
  none(packageBreaches(repository, Object.keys(dependencies), optional), "packages");
});

test("no imports go in a circle", () => {
  none(cycles(repository), "cycles of imports");
});

test("no file has more than 600 lines", () => {
  none(longFiles(repository), "long files");
});

test("src throws errors with a class and fields, never a plain Error", () => {
  none(plainThrows(repository), "plain errors");
});

test("every file of src stands in the tree of docs/architecture.md", () => {
  none(treeBreaches(repository, readFileSync(join(ROOT, "docs", "architecture.md"), "utf8")), "docs/architecture.md");
});
