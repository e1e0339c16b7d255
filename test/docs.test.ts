/**
 * Documentation against the code: the API reference is complete, every example of a doc comment runs, every command and program
 * of every page does what the page says (doc-exceptions.ts lists what is not run as it stands), links lead somewhere.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import { after, test } from "node:test";
import { opsPage } from "../scripts/ops.ts";
import { FORMATS } from "../src/data/formats/formats.ts";
import * as api from "../src/index.ts";
import { blocksOf, commandsOf, comparing, examplesOf, shows, treePaths } from "./doc-blocks.ts";
import { EXCEPTIONS } from "./doc-exceptions.ts";
import type { Outcome } from "./doc-runner.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "docformer-docs-test-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the checkout in a process of its own. */
function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stderr.on("data", (text) => (output += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

/** What test/doc-runner.ts makes of files. */
async function outcomesOf(kind: "examples" | "pages", files: readonly string[]): Promise<Outcome[]> {
  const result = join(folder, `${kind}.json`);
  const { code, output } = await run("test/doc-runner.ts", result, kind, ...files);
  assert.equal(code, 0, output);
  return JSON.parse(readFileSync(result, "utf8"));
}

const faultsOf = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap(({ place, what, fault }) => (fault === null ? [] : [`${place} ${what}: ${fault}`]));

const sources = (readdirSync(join(ROOT, "src"), { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => `src/${file.replaceAll("\\", "/")}`)
  .sort();
const textOf = (file: string) => readFileSync(join(ROOT, file), "utf8");

test("npm run reference finds a comment at every export, and no link that leads nowhere", async () => {
  const { code, output } = await run("scripts/reference.ts", "--out", join(folder, "reference"));
  assert.equal(code, 0, output);
  assert.match(readFileSync(join(folder, "reference", "index.html"), "utf8"), /In the examples of the reference/);
});

test("docs/ops.md is what npm run ops writes", () => {
  assert.equal(textOf("docs/ops.md"), opsPage());
});

test("every way into the package is a built file of src, stands in docs/library.md and is in the reference", () => {
  const { exports, files } = JSON.parse(textOf("package.json"));
  const { entryPoints } = JSON.parse(textOf("scripts/reference/typedoc.json"));
  assert.ok(files.includes("dist"));
  const library = textOf("docs/library.md");
  const ways = Object.entries<{ types: string; default: string }>(exports).map(([way, target]) => {
    const built = /^\.\/dist\/(.+)\.js$/.exec(target.default)?.[1];
    assert.equal(target.types, `./dist/${built}.d.ts`, way);
    assert.ok(sources.includes(`src/${built}.ts`), `${way}: src/${built}.ts`);
    assert.ok(library.includes(`\`docformer${way.slice(1)}\``), way);
    return `../../src/${built}.ts`;
  });
  assert.deepEqual(entryPoints.toSorted(), ways.toSorted());
});

test("docformer/train has the verbs that train and judge", async () => {
  const train = await import("../src/train/index.ts");
  for (const name of ["readLabelled", "pretrain", "finetune", "evaluate"] as const) {
    assert.equal(typeof train[name], "function", name);
  }
});

test("every function and class of the package has an example", () => {
  const texts = sources.map(textOf);
  const lacking = Object.entries(api).flatMap(([name, value]) => {
    if (typeof value !== "function") return [];
    const declared = new RegExp(
      `/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\nexport (?:async )?(?:function\\*?|class) ${name}\\b`,
    );
    const comment = texts.flatMap((text) => declared.exec(text)?.[1] ?? []).at(0);
    return comment?.includes("@example") ? [] : [name];
  });
  assert.deepEqual(lacking, []);
});

test("every example of a doc comment runs and gives what it says", async () => {
  const files = sources.filter((file) => examplesOf(textOf(file)).length > 0);
  assert.ok(files.length > 30, `only ${files.length} files hold examples`);
  const outcomes = await outcomesOf("examples", files);
  assert.deepEqual(faultsOf(outcomes), []);
  assert.equal(
    outcomes.length,
    files.reduce((sum, file) => sum + examplesOf(textOf(file)).length, 0),
  );
});

/** Every page of the documentation. */
const pages = ["README.md", "CONTRIBUTING.md", "models/mini/README.md", ...filesBelow("docs")].sort();

function filesBelow(place: string): string[] {
  const found = readdirSync(join(ROOT, place), { recursive: true }) as string[];
  return found.filter((file) => file.endsWith(".md")).map((file) => `${place}/${file.replaceAll("\\", "/")}`);
}

test("blocksOf(), commandsOf(), shows() and comparing() read pages as they are meant", () => {
  const page =
    "a\n```console\n$ one \\\n  two # why\nout\n$ three\n```\n```json file=x.json\n{}\n```\n```\ntree\n```\n";
  const [console_, json, plain] = blocksOf(page);
  assert.deepEqual([json.file, json.line, plain.language], ["x.json", 9, ""]);
  assert.deepEqual(commandsOf(console_), [
    { line: 3, command: "one two", printed: ["out"] },
    { line: 6, command: "three", printed: [] },
  ]);
  assert.deepEqual(commandsOf({ language: "sh", line: 1, file: null, text: "# no\n\nyes\n" }), [
    { line: 3, command: "yes", printed: null },
  ]);
  assert.ok(shows(["a", "...", "d ..."], ["a", "b", "c", "d and more"]));
  assert.ok(!shows(["a", "d"], ["a", "b", "d"]) && !shows(["a"], ["a", "b"]) && !shows(["a", "b"], ["a"]));
  assert.equal(comparing("f(x) // 3"), 'same_(f(x), (3), "f(x) // 3");');
  assert.equal(comparing("const a = 1; // one\n// b // c"), "const a = 1; // one\n// b // c");
});

test("every block of a page is of a kind that is run, or a picture in letters", () => {
  const odd = pages.flatMap((page) =>
    blocksOf(textOf(page)).flatMap(({ language, line, text }) => {
      const known = ["console", "sh", "ts", "json"].includes(language);
      // A tree or a drawing holds no command.
      const picture = language === "" && !/^\s*(\$ |npx |npm |node |docformer |curl )/m.test(text);
      return known || picture ? [] : [`${page}:${line}`];
    }),
  );
  assert.deepEqual(odd, []);
});

test("commands and programs of all pages do what the pages say", async (t) => {
  const runnable = pages.filter((page) => blocksOf(textOf(page)).some(({ language }) => language !== ""));
  const outcomes = await outcomesOf("pages", runnable);
  assert.deepEqual(faultsOf(outcomes), []);
  const reasons = outcomes.filter(({ reason }) => reason !== null);
  t.diagnostic(`${outcomes.length} commands and programs; not as they stand: ${reasons.length}`);
  for (const page of runnable)
    assert.ok(
      outcomes.some(({ place }) => place.startsWith(`${page}:`)),
      page,
    );
});

test("exceptions are of commands that there are", () => {
  const idle = EXCEPTIONS.filter(({ page, command }) => {
    const commands = blocksOf(textOf(page)).filter(({ language }) => language === "console" || language === "sh");
    return !commands.flatMap(commandsOf).some((one) => one.command.startsWith(command));
  });
  assert.deepEqual(idle, []);
});

test("the program of docs/extract.md is examples/extract.ts", () => {
  const [program] = blocksOf(textOf("docs/extract.md")).filter(({ language }) => language === "ts");
  const example = textOf("examples/extract.ts");
  assert.equal(program.text, example.slice(example.indexOf("import {")).replace("../src/index.ts", "docformer"));
});

/** Names of a page's headings as links give them. */
const anchorsOf = (markdown: string) =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );

test("links of pages and of llms.txt lead to what is there", () => {
  const broken = [...pages, "llms.txt"].flatMap((page) =>
    [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
      if (/^https?:/.test(link)) return [];
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(ROOT, target))) return [`${page}: ${link}`];
      return anchor === undefined || anchorsOf(textOf(target)).includes(anchor) ? [] : [`${page}: ${link}`];
    }),
  );
  assert.deepEqual(broken, []);
});

test("every path of the tree of docs/architecture.md is there, and it names every folder of src and of the root", () => {
  const listed = treePaths(blocksOf(textOf("docs/architecture.md")));
  assert.deepEqual(
    listed.filter((path) => !existsSync(join(ROOT, path))),
    [],
  );
  const folders = sources.map((file) => `${dirname(file)}/`);
  const root = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  // What is made, not written: packages, builds.
  const made = new Set(["node_modules", "dist", "out", "coverage"]);
  const own = root.map(({ name }) => name).filter((name) => !made.has(name) && !name.startsWith("."));
  const missing = [...new Set([...folders, ...own.map((name) => `${name}/`)])].filter((one) => !listed.includes(one));
  assert.deepEqual(missing, []);
});

test("docs/data-sets.md has a row for every layout, and says which cannot be written", async () => {
  const rows = [
    ...textOf("docs/data-sets.md").matchAll(/^\| [^|]+ \| `([a-z][\w-]*)` \| (\w+) \| ([^|]+) \| [^|]+ \|$/gm),
  ];
  const listed = rows.map(([, name, read, write]) => [name, read, write !== "no"]);
  const known = await Promise.all(
    FORMATS.map(async ({ name, load }) => [name, "yes", (await load()).write !== undefined]),
  );
  assert.deepEqual(listed, known);
});

test("llms.txt names every page for users", () => {
  const listed = textOf("llms.txt");
  // Notes on how the project is made are not for users.
  const inner = new Set([
    "CONTRIBUTING.md",
    "docs/log.md",
    "docs/bench.md",
    "docs/reading-corpus.md",
    "docs/dependencies.md",
  ]);
  assert.deepEqual(
    pages.filter((page) => !inner.has(page) && !listed.includes(`(${page})`)),
    [],
  );
});
