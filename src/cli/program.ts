/**
 * The command line as a function of its arguments and streams: finds the verb, loads its file alone, turns whatever happens
 * into an exit code. The process itself (signals, exit) is main.ts.
 */
import { readFile } from "node:fs/promises";
import { Command, CommanderError } from "commander";
import { EXIT, exitCodeOf, failureOf, Interrupted, UsageError } from "./failure.ts";
import { type Streams, type Terminal, terminal } from "./terminal.ts";

/** What a verb is given beside its arguments. */
export interface Context {
  terminal: Terminal;
  signal: AbortSignal;
  streams: Streams;
  /** A verb that did part of its work sets EXIT.partial. */
  exitCode: number;
}

/** Makes the command of a verb; its action does the work. */
export type VerbFactory = (context: Context) => Command;

interface Verb {
  name: string;
  summary: string;
  load: () => Promise<VerbFactory>;
}

/** All verbs, in the order of the help; each stands in a file of its own, loaded when it is called. */
export const VERBS: readonly Verb[] = [
  {
    name: "read",
    summary: "words, lines and boxes of a document",
    load: async () => (await import("./read.ts")).readCommand,
  },
  {
    name: "ask",
    summary: "answers with their evidence",
    load: async () => (await import("./ask.ts")).askCommand,
  },
  {
    name: "extract",
    summary: "data of a schema, with checks",
    load: async () => (await import("./extract.ts")).extractCommand,
  },
  {
    name: "relate",
    summary: "entities and what belongs to what",
    load: async () => (await import("./relate.ts")).relateCommand,
  },
  {
    name: "tables",
    summary: "the tables of a document as rows and cells",
    load: async () => (await import("./tables.ts")).tablesCommand,
  },
  {
    name: "classify",
    summary: "which of the classes named a document belongs to",
    load: async () => (await import("./classify.ts")).classifyCommand,
  },
  {
    name: "verify",
    summary: "whether a document bears statements out",
    load: async () => (await import("./verify.ts")).verifyCommand,
  },
  {
    name: "predict",
    summary: "what a model says of each document of a data set",
    load: async () => (await import("./predict.ts")).predictCommand,
  },
  {
    name: "evaluate",
    summary: "scores of a model on labelled documents",
    load: async () => (await import("./evaluate.ts")).evaluateCommand,
  },
  {
    name: "pretrain",
    summary: "train a model on pages without labels",
    load: async () => (await import("./pretrain.ts")).pretrainCommand,
  },
  {
    name: "finetune",
    summary: "teach a checkpoint a data set by a recipe",
    load: async () => (await import("./finetune.ts")).finetuneCommand,
  },
  {
    name: "serve",
    summary: "the verbs over HTTP",
    load: async () => (await import("./serve.ts")).serveCommand,
  },
  {
    name: "worker",
    summary: "do the work of servers that share a queue",
    load: async () => (await import("./worker.ts")).workerCommand,
  },
  {
    name: "workspace",
    summary: "your documents: import, label, train, predict, export",
    load: async () => (await import("./workspace.ts")).workspaceCommand,
  },
  {
    name: "doctor",
    summary: "what is missing on this machine, and what to do",
    load: async () => (await import("./doctor.ts")).doctorCommand,
  },
  {
    name: "mcp",
    summary: "the verbs as tools for assistants",
    load: async () => (await import("./mcp.ts")).mcpCommand,
  },
  {
    name: "data",
    summary: "check, convert or count a data set",
    load: async () => (await import("./data.ts")).dataCommand,
  },
  {
    name: "synth",
    summary: "write synthetic documents with labels",
    load: async () => (await import("./synth-command.ts")).synthCommand,
  },
  {
    name: "tokenizer",
    summary: "train a vocabulary on a folder of text",
    load: async () => (await import("./tokenizer.ts")).tokenizerCommand,
  },
  {
    name: "info",
    summary: "what a preset or a checkpoint consists of",
    load: async () => (await import("./info.ts")).infoCommand,
  },
  {
    name: "bench",
    summary: "how fast this machine reads, trains or answers",
    load: async () => (await import("./bench.ts")).benchCommand,
  },
];

async function versionOf(): Promise<string> {
  return JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")).version;
}

/** The verb that `args` call: the first word that is no flag (also of "help VERB"). */
function calledVerb(args: readonly string[]): string | undefined {
  const words = args.filter((arg) => !arg.startsWith("-") || arg === "-");
  return words[0] === "help" ? words[1] : words[0];
}

/** Commands inherit neither streams nor exitOverride when they are added: set them on each. */
function harness(command: Command, context: Context): Command {
  command.exitOverride().configureOutput({
    writeOut: (text) => void context.streams.stdout.write(text),
    // Wrong use is reported once, by `runProgram`.
    writeErr: () => {},
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of command.commands) harness(child, context);
  return command;
}

async function buildProgram(args: readonly string[], context: Context): Promise<Command> {
  const called = calledVerb(args);
  const program = new Command("docformer")
    .description("Documents in, typed answers with confidence and evidence out.")
    .version(await versionOf(), "--version", "print the version")
    .usage("VERB [arguments]")
    .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 wrong use, 3 some pages failed, 130 interrupted.");
  for (const { name, summary, load } of VERBS) {
    const command = name === called ? (await load())(context) : new Command(name);
    program.addCommand(command.summary(summary));
  }
  return harness(program, context);
}

/** Runs the command line `args` (without node and script). @returns the exit code; never throws */
export async function runProgram(args: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  const json = flags.includes("--json");
  const quiet = flags.includes("--quiet");
  const context: Context = { terminal: terminal(streams, { quiet }), signal, streams, exitCode: EXIT.ok };
  try {
    const called = calledVerb(flags);
    const names = VERBS.map(({ name }) => name);
    if (called === undefined && !flags.some((flag) => ["--help", "-h", "--version", "help"].includes(flag))) {
      throw new UsageError(`a verb is missing; there are ${names.join(", ")} (docformer --help tells more)`);
    }
    if (called !== undefined && called !== "help" && !names.includes(called)) {
      throw new UsageError(`no verb "${called}"; there are ${names.join(", ")}`);
    }
    const program = await buildProgram(flags, context);
    await program.parseAsync([...args], { from: "user" });
    return context.exitCode;
  } catch (thrown) {
    const error = signal.aborted ? new Interrupted({ cause: thrown }) : wrongUse(thrown);
    if (error === null) return EXIT.ok;
    const failure = failureOf(error);
    if (json) context.terminal.json({ error: failure });
    context.terminal.error(`docformer: ${failure.message}`);
    return exitCodeOf(error);
  } finally {
    context.terminal.clear();
  }
}

/** commander's errors as ours; null where it only printed help or the version. */
function wrongUse(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  if (error.exitCode === 0) return null;
  if (error.code === "commander.help")
    return new UsageError("a part of the verb is missing; --help tells which there are");
  return new UsageError(error.message.replace(/^error: /, ""), { cause: error });
}
