/**
 * Runs what documentation shows, in one process, since each new one loads all sources anew:
 *   node --import tsx test/doc-runner.ts RESULTS.json examples FILE.ts... | pages PAGE.md...
 * Examples of doc comments run with a model and a document at hand; pages block by block in a folder of their own, beside the
 * shared data where there are any. Commands of docformer run as functions, `serve` until its page is over, the rest in a shell.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { runProgram } from "../src/cli/program.ts";
import { type Block, blocksOf, type Command, commandsOf, comparing, examplesOf, shows, steady } from "./doc-blocks.ts";
import { type Exception, exceptionOf } from "./doc-exceptions.ts";
import { SHARED } from "./shared.ts";

export interface Outcome {
  /** "docs/guide.md:12" */
  place: string;
  what: string;
  /** What is wrong; null: nothing. */
  fault: string | null;
  /** Why it was not run, or not as it stands. */
  reason: string | null;
  /** What a command printed. */
  out: string;
  milliseconds: number;
}

const ROOT = resolve(import.meta.dirname, "..");
const [resultFile, kind, ...names] = process.argv.slice(2);
const outcomes: Outcome[] = [];
const temporary = mkdtempSync(join(tmpdir(), "docformer-docs-"));
/** What the command at hand printed. */
let printed = "";
const urlOf = (file: string) => pathToFileURL(join(ROOT, file)).href;

/** Minutes of the longest command; a page whose server does not answer must not wait for ever. */
const LONGEST = 15;

async function attempt(place: string, what: string, reason: string | null, run: () => unknown): Promise<void> {
  const start = performance.now();
  let fault: string | null = null;
  printed = "";
  try {
    await run();
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  process.stderr.write(`${place} ${Math.round(performance.now() - start)} ms: ${fault ?? "ok"}\n`);
  outcomes.push({ place, what, fault, reason, out: printed, milliseconds: Math.round(performance.now() - start) });
}

/** The comparison that `comparing` writes into code. */
function same(value: unknown, wanted: unknown, row: string): void {
  // Plain data: boxes that are tuples of another realm, and -0.
  assert.deepEqual(JSON.parse(JSON.stringify(value ?? null)), JSON.parse(JSON.stringify(wanted ?? null)), row);
}
Object.assign(globalThis, { same_: same });

/** A folder as a reader has it: a checkout with its examples, and the shared data beside it. */
function readersFolder(name: string): string {
  const folder = join(temporary, name, "docformer");
  mkdirSync(folder, { recursive: true });
  for (const part of ["models", "node_modules", "runs", "src", "package.json"])
    symlinkSync(join(ROOT, part), join(folder, part));
  // Copied: pages write beside what they read.
  cpSync(join(ROOT, "examples"), join(folder, "examples"), { recursive: true });
  if (existsSync(SHARED)) symlinkSync(SHARED, join(temporary, name, "shared"));
  return folder;
}

/** A call of docformer in this process, in the folder that it works in. */
function call(args: readonly string[], signal: AbortSignal, seen: (out: string) => void = () => {}) {
  const written = { out: "", err: "" };
  const stdin = (async function* () {})();
  const stdout = {
    write(text: string) {
      written.out += text;
      seen(written.out);
    },
  };
  const streams = { stdin, stdout, stderr: { write: (text: string) => (written.err += text) }, env: {} };
  return { written, code: runProgram(args, streams, signal) };
}

function shell(command: string, cwd: string): Promise<{ code: number | null; out: string; err: string }> {
  const docformer = `docformer() { ${JSON.stringify(process.execPath)} ${JSON.stringify(join(ROOT, "bin/docformer.js"))} "$@"; }`;
  const child = spawn("bash", ["-euo", "pipefail", "-c", `${docformer}\nnpx() { "$@"; }\n${command}`], { cwd });
  const timer = setTimeout(() => child.kill(), LONGEST * 60_000);
  let [out, err] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (err += text));
  return new Promise((done) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      done({ code, out, err });
    }),
  );
}

const PLAIN = /^(?:npx docformer|node bin\/docformer\.js|docformer)\s+/;

interface Serving {
  url: string;
  stop: AbortController;
  over: Promise<number>;
}

/** The server without a folder of its own, the same for all pages: its child has loaded the models once. */
let plainServer: Promise<Serving> | null = null;

/** Starts a server on a free port. */
async function serve(args: readonly string[]): Promise<Serving> {
  const stop = new AbortController();
  let listening = (_url: string) => {};
  const url = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const { written, code } = call([...args, "--port", "0", "--processes", "1", "--quiet"], stop.signal, (out) => {
    const found = /^listening (\S+)/m.exec(out);
    if (found) listening(found[1]);
  });
  const early = code.then((status) => assert.fail(`${args.join(" ")} ended with ${status}: ${written.err}`));
  early.catch(() => {});
  return { url: await Promise.race([url, early]), stop, over: code };
}

async function end(server: Serving | null): Promise<void> {
  server?.stop.abort();
  await server?.over;
}

/** One page's run: where it works, and the server that it started. */
class Reader {
  readonly folder: string;
  #server: Serving | null = null;
  constructor(page: string) {
    this.folder = readersFolder(page.replaceAll("/", "-"));
    process.chdir(this.folder);
  }

  async command({ command, printed: shown }: Command, instead: Exception | null): Promise<void> {
    if (instead?.before) {
      const { code, err } = await shell(instead.before, this.folder);
      assert.equal(code, 0, err);
    }
    const line = this.#here(instead?.instead ?? command);
    if (/^(npx )?docformer serve\b/.test(line)) return this.#serve(line);
    const { code, out, err } = await this.#run(line);
    assert.equal(code, instead?.code ?? 0, `${line}\n${out}\n${err}`);
    printed = out;
    if (shown === null || instead?.instead !== undefined) return;
    const lines = steady(out.split("\n").filter((text) => text.trim() !== ""));
    const wanted = steady(shown.filter((text) => text.trim() !== ""));
    if (!shows(wanted, lines))
      assert.fail(`${line}\nthe page says\n${wanted.join("\n")}\nit prints\n${lines.join("\n")}\n${err}`);
  }

  /** What is said of the server at its usual place is meant of the one that runs here. */
  #here(command: string): string {
    const url = this.#server?.url;
    return url ? command.replace(/http:\/\/(localhost|127\.0\.0\.1):8080/g, url) : command;
  }

  async #run(line: string): Promise<{ code: number | null; out: string; err: string }> {
    const quoted = /"[^"]*"|'[^']*'/g;
    if (!PLAIN.test(line) || /[|<>&*$;]/.test(line.replace(quoted, ""))) return shell(line, this.folder);
    const args = [...line.replace(PLAIN, "").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c);
    const { written, code } = call(args, AbortSignal.timeout(LONGEST * 60_000));
    return { code: await code, ...written };
  }

  /** The server of a page takes the place of the one before. */
  async #serve(line: string): Promise<void> {
    await this.end();
    const args = line
      .replace(PLAIN, "")
      .replace(/--(host|port) \S+/g, "")
      .trim()
      .split(/\s+/);
    if (args.length === 1) plainServer ??= serve(args);
    this.#server = await (args.length === 1 ? plainServer : serve(args));
  }

  async program(block: Block): Promise<void> {
    const server = this.#server?.url ?? "http://127.0.0.1:8080";
    const code = comparing(block.text)
      .replaceAll('from "docformer"', `from "${urlOf("src/index.ts")}"`)
      .replaceAll('from "docformer/workspace"', `from "${urlOf("src/workspace/index.ts")}"`)
      .replaceAll('from "docformer/train"', `from "${urlOf("src/train/index.ts")}"`)
      .replaceAll('from "docformer/client"', `from "${urlOf("src/server/client.ts")}"`)
      .replaceAll("http://127.0.0.1:8080", server);
    await runCode(join(this.folder, `block-${block.line}.ts`), code, block.text);
  }

  async end(): Promise<void> {
    if (this.#server !== (await plainServer)) await end(this.#server);
    this.#server = null;
  }
}

/** Runs a program; what it logs must be what stands behind its calls of console.log, where something does. */
async function runCode(file: string, code: string, shown: string): Promise<void> {
  const log = console.log;
  const logged: string[] = [];
  console.log = (...values: unknown[]) => {
    logged.push(values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(" "));
  };
  try {
    writeFileSync(file, code);
    await import(pathToFileURL(file).href);
  } finally {
    console.log = log;
  }
  const wanted = [...shown.matchAll(/^console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text]) => text);
  for (const text of wanted)
    assert.ok(logged.includes(text), `${JSON.stringify(text)} is not among ${JSON.stringify(logged)}`);
}

async function runPage(page: string): Promise<void> {
  const reader = new Reader(page);
  for (const block of blocksOf(readFileSync(join(ROOT, page), "utf8"))) {
    const place = `${page}:${block.line}`;
    if (block.language === "ts") {
      await attempt(place, "program", null, () => reader.program(block));
    } else if (block.language === "json") {
      await attempt(place, block.file ?? "json", null, () => {
        JSON.parse(block.text);
      });
    } else if (block.language === "console" || block.language === "sh") {
      for (const command of commandsOf(block)) {
        const exception = exceptionOf(page, command.command);
        const here = `${page}:${command.line}`;
        // What was made of the shared data is missing without them, too.
        const lacking = !existsSync(SHARED) && /\.\.\/shared|run\/model/.test(command.command);
        const run = () => (lacking || exception?.instead === null ? undefined : reader.command(command, exception));
        const reason = lacking ? "../shared is absent" : (exception?.reason ?? null);
        await attempt(here, command.command, reason, run);
      }
    }
    if (block.file) {
      mkdirSync(dirname(join(reader.folder, block.file)), { recursive: true });
      writeFileSync(join(reader.folder, block.file), block.text);
    }
  }
  await reader.end();
}

/** Examples see what the module at hand exports, else what the entry does that it belongs to. */
async function runExamples(files: readonly string[]): Promise<void> {
  process.chdir(readersFolder("examples"));
  for (const name of ["invoice.pdf", "invoice.schema.json"]) cpSync(join("examples", name), name);
  const { DocFormer, readDocument, disposeEngines } = await import("../src/index.ts");
  const { document } = await readDocument("invoice.pdf");
  const model = await DocFormer.load();
  const { startServer } = await import("../src/server/server.ts");
  const { serverOptions } = await import("./server-options.ts");
  const server = await startServer(serverOptions(resolve("server")));
  Object.assign(globalThis, { document, model, url: server.url });
  for (const file of files) {
    const entry = file.startsWith("src/workspace/") ? "src/workspace/index.ts" : "src/index.ts";
    const [own, others] = await Promise.all([import(urlOf(file)), import(urlOf(entry))]);
    const from = (path: string, list: readonly string[]) => `import { ${list.join(", ")} } from "${urlOf(path)}";\n`;
    const known = Object.keys(own);
    const head = `${from(file, known)}${from(
      entry,
      Object.keys(others).filter((one) => !known.includes(one)),
    )}import { readFile, writeFile } from "node:fs/promises";\nimport { z } from "zod";\n`;
    const source = readFileSync(join(ROOT, file), "utf8");
    for (const { line, text } of examplesOf(source)) {
      const code = `${head}export {};\n{\n${comparing(text)}\n}\n`;
      await attempt(`${file}:${line}`, "example", null, () =>
        runCode(resolve(`example-${outcomes.length}.ts`), code, text),
      );
    }
  }
  await server.close();
  await model.dispose();
  await disposeEngines();
}

try {
  if (kind === "examples") await runExamples(names);
  else for (const page of names) await runPage(page);
  await end(await plainServer);
} finally {
  process.chdir(ROOT);
  writeFileSync(resultFile, JSON.stringify(outcomes));
  rmSync(temporary, { recursive: true, force: true });
}
process.exit(0);
