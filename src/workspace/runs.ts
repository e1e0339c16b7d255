/**
 * Training runs as a user starts, stops and resumes them: what a run learns from is fixed when it is planned, its state is a
 * list of versions, its lines are those of the run folder. The training itself is train.ts.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { readMetrics } from "../train/manifest.ts";
import { writeDurably } from "../train/snapshot.ts";
import { documentIds, isRead, labelOf } from "./documents.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import type { Label } from "./label.ts";
import { activeModel, learnedDocuments } from "./models.ts";
import { isProcessAlive } from "./processes.ts";
import { fieldKey, patternOf, type SchemaField } from "./schema-fields.ts";
import { newest, putVersion } from "./versions.ts";
import type { Workspace } from "./workspace.ts";

/** A document as a run takes it: with the label of one version. */
export interface Taken {
  id: string;
  version: number;
}

/** What a run learns from, and how long. */
export interface RunPlan {
  id: string;
  created: string;
  who: string;
  /** The model that it goes on from. */
  from: string;
  /** Minutes of training; a run of `steps` ends with them. */
  minutes: number;
  steps: number | null;
  seed: number;
  schemaVersion: number;
  documents: Taken[];
  /** Held back, for the comparison of the old and the new model. */
  held: Taken[];
  /** Labels by field that are learned from. */
  samples: Record<string, number>;
}

/** Where a run stands. */
export type RunState = "queued" | "running" | "stopped" | "failed" | "done";

interface Session {
  state: RunState;
  process: number;
  host: string;
  at: string;
  error: string | null;
  /** The model that came of it. */
  model: string | null;
}

/** A run with its state and its curve. */
export interface RunView extends Omit<RunPlan, "documents" | "held"> {
  state: RunState;
  /** Ids of documents. */
  documents: string[];
  held: string[];
  error: string | null;
  model: string | null;
  /** The job that carries it out, where a server does; the last one. */
  job: string | null;
  /** Minutes of training done, and to go as estimated; null before the first line. */
  minutesDone: number;
  minutesLeft: number | null;
  /** Losses as they were logged, and shares of right answers on held-back documents where these were asked. */
  curve: { minutes: number; loss: number | null; score: number | null }[];
}

/** Of all documents this share is held back, always the same ones; and at most every fourth of those that are labelled. */
const HELD = { share: 0.2, most: 0.25 };

/** 0..1, of a document, the same for ever. */
const drawOf = (id: string) => createHash("sha256").update(`held back ${id}`).digest().readUInt32BE(0) / 2 ** 32;

/** Whether the label says something of the schema's fields. */
function isTaught(label: Label, fields: readonly SchemaField[]): boolean {
  const taught = new Set(fields.map(({ path }) => path));
  const lists = new Set([...taught].map((path) => path.split("[]")[0]));
  return Object.keys(label.fields).some((path) => taught.has(patternOf(path)) || lists.has(path));
}

/** How many of the labels say something of each field, a value or that it is absent. */
export function samplesOf(labels: readonly Label[], fields: readonly SchemaField[]): Record<string, number> {
  return Object.fromEntries(
    fields.map(({ path }) => {
      const [list] = path.split("[]");
      const says = (at: string) => patternOf(at) === path || at === list;
      return [fieldKey(path), labels.filter((label) => Object.keys(label.fields).some(says)).length];
    }),
  );
}

const folderOfRun = (workspace: Workspace, id: string) => workspace.path("runs", id);

/** The folder in which a run trains. */
export const trainingFolder = (workspace: Workspace, id: string) => join(folderOfRun(workspace, id), "training");

/** Ids of all runs, in the order in which they were planned. */
export function runIds(workspace: Workspace): string[] {
  const folder = workspace.path("runs");
  if (!existsSync(folder)) return [];
  const ids = readdirSync(folder).filter((name) => existsSync(join(folder, name, "plan.json")));
  return ids.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

/** @throws WorkspaceError "no-such-run" */
export function planOf(workspace: Workspace, id: string): RunPlan {
  const file = join(folderOfRun(workspace, id), "plan.json");
  if (!/^r\d+$/.test(id) || !existsSync(file)) {
    throw new WorkspaceError("no-such-run", `the workspace has no run ${JSON.stringify(id)}`);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

const sessions = (workspace: Workspace, id: string) => join(folderOfRun(workspace, id), "states");

const NONE: Session = { state: "queued", process: 0, host: "", at: "", error: null, model: null };

/** A process that has shown no life for so long is gone, whoever has its number now, milliseconds. */
const SILENCE = 300_000;

const lifeFile = (workspace: Workspace, id: string) => join(folderOfRun(workspace, id), "alive");

/** Shows that the run's process is at work. */
export function showLife(workspace: Workspace, id: string): void {
  writeFileSync(lifeFile(workspace, id), "");
}

function isAlive(workspace: Workspace, id: string, session: Session): boolean {
  const shown = statSync(lifeFile(workspace, id), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - shown > SILENCE) return false;
  return session.host !== hostname() || isProcessAlive(session.process);
}

/** Where a run stands. One whose process has died is stopped: it can go on. */
export function sessionOf(workspace: Workspace, id: string): Session {
  const { value } = newest(sessions(workspace, id), NONE);
  return value.state === "running" && !isAlive(workspace, id, value) ? { ...value, state: "stopped" } : value;
}

/**
 * Sets the state of a run, as its process. @throws WorkspaceError "not-now" where the run runs in another process
 */
export function setState(
  workspace: Workspace,
  id: string,
  state: RunState,
  more: Partial<Pick<Session, "error" | "model">> = {},
): void {
  const { version, value } = newest(sessions(workspace, id), NONE);
  const elsewhere = () => new WorkspaceError("not-now", `the run ${id} is running already`);
  if (state === "running") {
    if (value.state === "done") throw new WorkspaceError("not-now", `the run ${id} is done; start another`);
    if (value.state === "running" && isAlive(workspace, id, value)) throw elsewhere();
    rmSync(stopFile(workspace, id), { force: true });
    showLife(workspace, id);
  }
  const own = { process: process.pid, host: hostname(), at: new Date().toISOString() };
  const next: Session = { state, ...own, error: null, model: null, ...more };
  try {
    putVersion(sessions(workspace, id), version, next, `the run ${id}`);
  } catch (error) {
    throw error instanceof ConflictError ? elsewhere() : error;
  }
  workspace.note({ who: "docformer", action: "run", run: id, state });
}

const stopFile = (workspace: Workspace, id: string) => join(folderOfRun(workspace, id), "stop");

/** Asks a run to stop, in whichever process it is; it keeps what it has learned and can go on. */
export function stopRun(workspace: Workspace, id: string): void {
  planOf(workspace, id);
  if (sessionOf(workspace, id).state !== "running") {
    throw new WorkspaceError("not-now", `the run ${id} is ${sessionOf(workspace, id).state}, and cannot be stopped`);
  }
  writeFileSync(stopFile(workspace, id), "");
}

export const isStopWanted = (workspace: Workspace, id: string) => existsSync(stopFile(workspace, id));

/** Keeps which job carries out a run. */
export function noteJob(workspace: Workspace, id: string, job: string): void {
  writeDurably(join(folderOfRun(workspace, id), "job"), job);
}

/** How long a run trains, and what it holds back. */
export interface PlanOptions {
  minutes?: number;
  steps?: number;
  seed?: number;
  /** So many documents are held back; default: a fifth of them, the same ones in every run. */
  held?: number;
  who: string;
}

/** Plans a run on all that is labelled. @throws WorkspaceError "not-now" where nothing is */
export function planRun(workspace: Workspace, options: PlanOptions): RunPlan {
  const running = runIds(workspace).find((id) => sessionOf(workspace, id).state === "running");
  if (running) throw new WorkspaceError("not-now", `the run ${running} is running; wait for it, or stop it`);
  const { version: schemaVersion } = workspace.schema();
  const fields = workspace.fields();
  const labelled = documentIds(workspace).flatMap((id): (Taken & { label: Label })[] => {
    if (!isRead(workspace, id)) return [];
    const label = labelOf(workspace, id, fields);
    return isTaught(label, fields) ? [{ id, version: label.version, label }] : [];
  });
  if (labelled.length === 0) {
    throw new WorkspaceError("not-now", "no document that was read is labelled: label some, best five or more");
  }
  const learned = learnedDocuments(workspace);
  const free = labelled.filter(({ id }) => !learned.has(id)).sort((a, b) => drawOf(a.id) - drawOf(b.id));
  const most = Math.min(free.length, labelled.length - 1);
  const drawn = free.filter(({ id }) => drawOf(id) < HELD.share);
  const count = options.held ?? Math.min(drawn.length, Math.floor(HELD.most * labelled.length));
  const held = (options.held === undefined ? drawn : free).slice(0, Math.min(most, count));
  const documents = labelled.filter((one) => !held.includes(one));
  const labels = documents.map(({ label }) => label);
  const taken = (list: readonly Taken[]) => list.map(({ id, version }) => ({ id, version }));
  mkdirSync(workspace.path("runs"), { recursive: true });
  let number = runIds(workspace).length + 1;
  for (; ; number++) {
    try {
      mkdirSync(folderOfRun(workspace, `r${number}`));
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  const plan: RunPlan = {
    id: `r${number}`,
    created: new Date().toISOString(),
    who: options.who,
    from: activeModel(workspace),
    minutes: options.minutes ?? 10,
    steps: options.steps ?? null,
    seed: options.seed ?? 1,
    schemaVersion,
    documents: taken(documents),
    held: taken(held),
    samples: samplesOf(labels, fields),
  };
  writeDurably(join(folderOfRun(workspace, plan.id), "plan.json"), `${JSON.stringify(plan, null, 2)}\n`);
  workspace.note({ who: options.who, action: "run", run: plan.id, state: "queued" });
  return plan;
}

/** Losses and scores of a run's log lines. */
export function curveOf(lines: readonly Record<string, unknown>[]): RunView["curve"] {
  return lines.flatMap((line): RunView["curve"] => {
    const minutes = Number(line.minutes ?? 0);
    if (line.type === "step") {
      const losses = Object.values(line.losses as Record<string, number>);
      return [{ minutes, loss: losses.reduce((a, b) => a + b, 0), score: null }];
    }
    if (line.type !== "development" || line.of === "average") return [];
    return [{ minutes, loss: null, score: typeof line.score === "number" ? line.score : null }];
  });
}

/** A run as it stands now. @throws WorkspaceError "no-such-run" */
export async function runView(workspace: Workspace, id: string): Promise<RunView> {
  const { documents, held, ...plan } = planOf(workspace, id);
  const { state, error, model } = sessionOf(workspace, id);
  const lines = await readMetrics(trainingFolder(workspace, id));
  const last = lines.filter(({ type }) => type === "step").at(-1);
  const ended = state === "done" || state === "failed";
  const job = join(folderOfRun(workspace, id), "job");
  return {
    ...plan,
    state,
    documents: documents.map((one) => one.id),
    held: held.map((one) => one.id),
    error,
    model,
    job: existsSync(job) ? readFileSync(job, "utf8") : null,
    minutesDone: Number(last?.minutes ?? 0),
    minutesLeft: ended ? 0 : typeof last?.minutesLeft === "number" ? last.minutesLeft : null,
    curve: curveOf(lines),
  };
}

/** The run that trains now; null where none does. */
export function runningRun(workspace: Workspace): string | null {
  return runIds(workspace).find((id) => sessionOf(workspace, id).state === "running") ?? null;
}
