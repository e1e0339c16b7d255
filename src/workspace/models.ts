/**
 * The models of a workspace: each a checkpoint folder with what it came of and how it did on documents that it never saw. Which
 * one answers is a list of decisions, so that each can be taken back. "base" is the model that it all began with.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import type { Answer } from "../tasks/answer.ts";
import { defaultModelFolder } from "../tasks/load.ts";
import { writeDurably } from "../train/snapshot.ts";
import { eraseFolder } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import { newest, putVersion, readVersion } from "./versions.ts";
import type { Workspace } from "./workspace.ts";

export const BASE = "base";

/** Scores of one field on documents that were held back. */
export interface FieldScore {
  /** 0..1 */
  exactMatch: number;
  wordF1: number;
  /** Answers that were judged. */
  n: number;
}

/** What a model came of. */
export interface ModelRecord {
  id: string;
  /** ISO 8601. */
  created: string;
  /** The model that it was trained from. */
  parent: string;
  run: string;
  /** Ids of the documents that it learned from. */
  documents: string[];
  /** By field, on documents that were held back; null where none were. */
  scores: Record<string, FieldScore> | null;
  /** Whose confidence it has: measured on its own held-back answers, or as its parent's was. */
  calibration: "own" | "parent" | "none";
  /** What to know of it, in a sentence. */
  remark: string;
}

/** What a model said of documents that were held back, by field as labelled documents call it. */
export type HeldAnswers = Record<string, Record<string, Answer>>;

const isModel = (id: string) => /^m\d+$/.test(id);

/** The checkpoint folder of a model. @throws WorkspaceError "no-such-model" */
export function modelFolder(workspace: Workspace, id: string): string {
  if (id === BASE) return workspace.settings.base ?? defaultModelFolder();
  const folder = workspace.path("models", id);
  if (!isModel(id) || !existsSync(folder)) {
    throw new WorkspaceError("no-such-model", `the workspace has no model ${JSON.stringify(id)}`);
  }
  return folder;
}

export function modelIds(workspace: Workspace): string[] {
  const folder = workspace.path("models");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(isModel)
    .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
}

export function modelRecord(workspace: Workspace, id: string): ModelRecord {
  return JSON.parse(readFileSync(`${modelFolder(workspace, id)}/about.json`, "utf8"));
}

/** A decision which model answers. */
interface Activation {
  model: string;
  /** The decision that holds again when this one is taken back. */
  before: number;
  at: string;
  who: string;
}

const FIRST: Activation = { model: BASE, before: 0, at: "", who: "" };

function activations(workspace: Workspace) {
  const folder = workspace.path("active");
  return { folder, ...newest<Activation>(folder, FIRST) };
}

/** The model that answers. */
export function activeModel(workspace: Workspace): string {
  return activations(workspace).value.model;
}

function activate(workspace: Workspace, next: Pick<Activation, "model" | "before">, base: number, who: string): string {
  modelFolder(workspace, next.model);
  putVersion(workspace.path("active"), base, { ...next, at: new Date().toISOString(), who }, "the choice of the model");
  workspace.note({ who, action: "model-active", model: next.model });
  return next.model;
}

/** Lets a model answer from now on. @throws WorkspaceError "no-such-model" */
export function activateModel(workspace: Workspace, id: string, who: string): string {
  const { version, value } = activations(workspace);
  if (value.model === id) return id;
  return activate(workspace, { model: id, before: version }, version, who);
}

/** Goes back to the model that answered before the last decision. @throws WorkspaceError "not-now" */
export function rollBack(workspace: Workspace, who: string): string {
  const { folder, version, value } = activations(workspace);
  if (version === 0 || (value.model === BASE && value.before === 0)) {
    throw new WorkspaceError("not-now", "there is no earlier model to go back to");
  }
  const before = value.before === 0 ? FIRST : readVersion<Activation>(folder, value.before);
  return activate(workspace, { model: before.model, before: before.before }, version, who);
}

/** A model of the workspace as lists show it. */
export interface ModelEntry extends Pick<ModelRecord, "id" | "scores"> {
  created: string | null;
  parent: string | null;
  /** How many documents it learned from here. */
  documents: number;
  active: boolean;
  calibration: ModelRecord["calibration"] | null;
  remark: string;
}

/** All models, the newest first and the base last. */
export function modelList(workspace: Workspace): ModelEntry[] {
  const active = activeModel(workspace);
  const own = modelIds(workspace).map((id): ModelEntry => {
    const { documents, run: _, ...record } = modelRecord(workspace, id);
    return { ...record, documents: documents.length, active: id === active };
  });
  const base: ModelEntry = {
    id: BASE,
    created: null,
    parent: null,
    documents: 0,
    active: active === BASE,
    scores: null,
    calibration: null,
    remark: "the model that the workspace began with",
  };
  return [...own.reverse(), base];
}

/** Documents that any model has learned from: nobody may be judged by them. */
export function learnedDocuments(workspace: Workspace): Set<string> {
  return new Set(modelIds(workspace).flatMap((id) => modelRecord(workspace, id).documents));
}

const heldFile = (workspace: Workspace, id: string) =>
  id === BASE ? workspace.path("models", "base-held.json") : `${modelFolder(workspace, id)}/held.json`;

export function heldAnswers(workspace: Workspace, id: string): HeldAnswers {
  const file = heldFile(workspace, id);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Keeps what a model said of held-back documents, in the place of what it said of the same before. */
export function putHeldAnswers(workspace: Workspace, id: string, answers: HeldAnswers): void {
  mkdirSync(workspace.path("models"), { recursive: true });
  const all = { ...heldAnswers(workspace, id), ...answers };
  writeDurably(heldFile(workspace, id), `${JSON.stringify(all)}\n`);
}

/** What an erased document leaves behind. */
export interface Erased {
  id: string;
  /** Models that have learned from the document: what they know of it stays in their weights. */
  models: string[];
}

/**
 * Erases a document with its labels, words, pictures and everything that was predicted of it. The audit log keeps that it was
 * there, and who erased it.
 */
export function eraseDocument(workspace: Workspace, id: string, who: string): Erased {
  eraseFolder(workspace, id, who);
  const ids = modelIds(workspace);
  for (const model of [BASE, ...ids]) {
    const { [id]: gone, ...others } = heldAnswers(workspace, model);
    if (gone) writeDurably(heldFile(workspace, model), `${JSON.stringify(others)}\n`);
  }
  return { id, models: ids.filter((model) => modelRecord(workspace, model).documents.includes(id)) };
}
