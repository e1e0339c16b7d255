/**
 * Reads every file of the corpus of files that break importers, each under a time limit, in a child process that is replaced
 * when it dies: prints one line a file and a table by trait. Exit code 1 if any file crashed, hung, threw an error without a
 * type, or did not do what the corpus expects of it.
 *
 *   node --import tsx scripts/corpus.ts [--ocr false|tiny|small] [--seconds 60] [--pages 3]
 *     [--only TEXT] [--every N] [--data FOLDER]
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type OcrChoice, type Problem, ReadError, readDocument } from "../src/index.ts";

interface Entry {
  file: string;
  traits: string[];
  password?: string;
  expect?: string;
}

interface Task {
  path: string;
  password: string | null;
  ocr: OcrChoice;
  seconds: number;
  pages: number;
}

interface Outcome {
  kind: "opened" | "error" | "untyped" | "hung" | "crashed";
  pages: number;
  words: number;
  problems: Problem["code"][];
  /** The error's code and message, or how the process ended. */
  code: string;
  message: string;
  milliseconds: number;
  /** Of the processor, threads included: what a busy machine does not change. */
  cpuMilliseconds: number;
  megabytes: number;
}

/** Peak memory of this process since the last call, where the system can tell; else since its start. */
function peakMegabytes(): number {
  try {
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
    writeFileSync("/proc/self/clear_refs", "5");
    return Math.round(peak);
  } catch {
    return Math.round(process.resourceUsage().maxRSS / 1024);
  }
}

async function attempt({ path, password, ocr, seconds, pages }: Task): Promise<Outcome> {
  peakMegabytes();
  const start = performance.now();
  const cpu = process.cpuUsage();
  const done = (part: Partial<Outcome> & Pick<Outcome, "kind">): Outcome => ({
    pages: 0,
    words: 0,
    problems: [],
    code: "",
    message: "",
    ...part,
    milliseconds: Math.round(performance.now() - start),
    cpuMilliseconds: Math.round((process.cpuUsage(cpu).user + process.cpuUsage(cpu).system) / 1000),
    megabytes: peakMegabytes(),
  });
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    const limits = { seconds: seconds / 2, pages };
    const { document, problems } = await readDocument(path, { password, ocr, signal, limits });
    return done({
      kind: "opened",
      pages: document.pages.length,
      words: document.pages.reduce((sum, page) => sum + page.words.length, 0),
      problems: [...new Set(problems.map((problem) => problem.code))],
      message: problems.find((problem) => problem.code !== "ocr-off")?.message ?? "",
    });
  } catch (error) {
    if (signal.aborted) return done({ kind: "hung", message: `stopped after ${seconds} s` });
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof ReadError) return done({ kind: "error", code: error.code, message });
    return done({ kind: "untyped", code: error instanceof Error ? error.name : typeof error, message });
  }
}

/** Whole files of kinds that no decoder here reads (docs/reading-corpus.md): "unsupported" is the right answer for them. */
const UNREAD = ["pillow-12bit.cropped.tif", "pillow-10ct_32bit_128.tiff", "pillow-hopper.Lab.tif"];

if (process.send) {
  process.on("disconnect", () => process.exit());
  process.on("message", async (task: Task) => process.send!(await attempt(task)));
} else {
  await main();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ocr: { type: "string", default: "false" },
      seconds: { type: "string", default: "60" },
      pages: { type: "string", default: "3" },
      every: { type: "string", default: "1" },
      only: { type: "string", default: "" },
      data: { type: "string", default: join(import.meta.dirname, "..", "..", "shared", "data", "pdf-corpus") },
    },
  });
  const entries = ["images.jsonl", "manifest.jsonl"]
    .flatMap((name) => readFileSync(join(values.data, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line) as Entry)
    .filter((entry) => entry.file.includes(values.only))
    .filter((_, i) => i % Number(values.every) === 0);
  let child: ChildProcess | null = null;
  const results: { entry: Entry; outcome: Outcome; wrong: string | null }[] = [];
  for (const entry of entries) {
    child ??= fork(import.meta.filename, { execArgv: process.execArgv });
    const outcome = await ask(child, {
      path: join(values.data, entry.file),
      password: entry.password ?? null,
      ocr: values.ocr === "false" ? false : (values.ocr as OcrChoice),
      seconds: Number(values.seconds),
      pages: Number(values.pages),
    });
    if (outcome.kind === "hung" || outcome.kind === "crashed") {
      child.kill("SIGKILL");
      child = null;
    }
    const wrong = wrongWith(entry, outcome);
    results.push({ entry, outcome, wrong });
    console.log(lineOf(entry, outcome, wrong));
  }
  child?.disconnect();
  report(results);
  process.exitCode = results.some(({ wrong }) => wrong !== null) ? 1 : 0;
}

/** The child's answer; "hung" well after its own time limit, "crashed" when it dies. */
function ask(child: ChildProcess, task: Task): Promise<Outcome> {
  const ended = (kind: "hung" | "crashed", message: string): Outcome => ({
    kind,
    pages: 0,
    words: 0,
    problems: [],
    code: "",
    message,
    milliseconds: task.seconds * 1000,
    cpuMilliseconds: 0,
    megabytes: 0,
  });
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      child.off("message", settle);
      child.off("exit", onExit);
      resolve(outcome);
    };
    const onExit = (code: number | null, signal: string | null) =>
      settle(ended("crashed", `the process ended (${signal ?? code})`));
    const timer = setTimeout(() => settle(ended("hung", "no answer")), task.seconds * 1000 + 30_000);
    child.on("message", settle);
    child.on("exit", onExit);
    child.send(task);
  });
}

/** What is wrong with an outcome, or null. */
function wrongWith({ file, expect = "" }: Entry, { kind, code }: Outcome): string | null {
  if (kind === "crashed" || kind === "hung" || kind === "untyped") return kind;
  if (UNREAD.some((name) => file.endsWith(name)))
    return kind === "error" && code === "unsupported" ? null : "should be unsupported";
  if (expect === "opens" && kind !== "opened") return "should open";
  if (expect.startsWith("clear error") && kind !== "error") return "should be an error";
  return null;
}

function lineOf(entry: Entry, outcome: Outcome, wrong: string | null): string {
  const { kind, pages, words, problems, code, message, milliseconds, cpuMilliseconds, megabytes } = outcome;
  const what = kind === "opened" ? `ok ${pages} pages ${words} words` : `${kind} ${code}`;
  const note = [problems.join(","), message.slice(0, 140)].filter(Boolean).join(" | ");
  return `${wrong ? `WRONG (${wrong}) ` : ""}${entry.file}: ${what}, ${milliseconds} ms (cpu ${cpuMilliseconds}), ${megabytes} MB${note ? ` | ${note}` : ""}`;
}

function report(results: readonly { entry: Entry; outcome: Outcome; wrong: string | null }[]): void {
  const traits = [...new Set(results.flatMap(({ entry }) => entry.traits))].sort();
  const count = (list: typeof results, kind: Outcome["kind"]) => list.filter((r) => r.outcome.kind === kind).length;
  const row = (name: string, list: typeof results) => {
    const words = list.reduce((sum, { outcome }) => sum + outcome.words, 0);
    const bad = count(list, "crashed") + count(list, "hung") + count(list, "untyped");
    return `| ${name} | ${list.length} | ${count(list, "opened")} | ${count(list, "error")} | ${bad} | ${words} |`;
  };
  console.log(
    "\n| trait | files | opened | typed error | crashed, hung or untyped | words |\n|---|---|---|---|---|---|",
  );
  for (const trait of traits) {
    console.log(
      row(
        trait,
        results.filter(({ entry }) => entry.traits.includes(trait)),
      ),
    );
  }
  console.log(row("**all**", results));
  const codes = new Map<string, number>();
  for (const { outcome } of results) {
    if (outcome.kind === "error") codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
    for (const code of outcome.problems) codes.set(`problem ${code}`, (codes.get(`problem ${code}`) ?? 0) + 1);
  }
  console.log(`\n${[...codes].map(([code, n]) => `${code}: ${n}`).join(", ")}`);
  const slowest = results.reduce((a, b) => (b.outcome.cpuMilliseconds > a.outcome.cpuMilliseconds ? b : a));
  const largest = results.reduce((a, b) => (b.outcome.megabytes > a.outcome.megabytes ? b : a));
  console.log(`slowest: ${slowest.entry.file} ${slowest.outcome.cpuMilliseconds} ms of the processor`);
  console.log(`most memory: ${largest.entry.file} ${largest.outcome.megabytes} MB`);
  for (const { entry, wrong } of results) if (wrong) console.log(`WRONG: ${entry.file}: ${wrong}`);
}
