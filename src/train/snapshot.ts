/**
 * A run's folder on disk: snapshots that survive `kill -9` at any moment and resume bit for bit. A snapshot is written whole
 * under another name, flushed and renamed; the newest complete one counts.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "../engine/safetensors.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Parameters } from "../model/parameters.ts";
import { flatten } from "./flat.ts";
import type { Cursor } from "./stream.ts";
import type { Counters, TrainerState } from "./trainer.ts";

/** Writes bytes so that the file is either the old one or the new one, whatever happens. */
export function writeDurably(path: string, bytes: Uint8Array | string): void {
  const temporary = `${path}.tmp-${process.pid}`;
  const file = openSync(temporary, "w");
  try {
    const data = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
    for (let at = 0; at < data.length; ) at += writeSync(file, data, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}

interface Header {
  counters: Counters;
  /** One: all streams of all ranks stand at the same place. Older snapshots name it once a rank. */
  cursors: Cursor[];
  optimizerStep: number;
}

const NAME = /^state-(\d+)\.safetensors$/;

function snapshots(folder: string): { step: number; path: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = NAME.exec(name);
      return match ? [{ step: Number(match[1]), path: join(folder, name) }] : [];
    })
    .sort((a, b) => b.step - a.step);
}

/** Writes the state of a run at its step and removes all but the two newest. */
export function saveSnapshot(folder: string, config: ModelConfig, state: TrainerState): void {
  mkdirSync(folder, { recursive: true });
  const flat = flatten(config, state.parameters);
  const vector = (data: Float32Array) => ({ type: "float32" as const, shape: [data.length], data });
  const header: Header = { counters: state.counters, cursors: [state.cursor], optimizerStep: state.optimizer.step };
  const bytes = writeSafetensors(
    { parameters: vector(flat.data), first: vector(state.optimizer.first), second: vector(state.optimizer.second) },
    { state: JSON.stringify(header) },
  );
  writeDurably(join(folder, `state-${String(state.counters.steps).padStart(9, "0")}.safetensors`), bytes);
  for (const { path } of snapshots(folder).slice(2)) rmSync(path, { force: true });
}

/** The newest snapshot that can be read; null when there is none. */
export function loadSnapshot(folder: string, config: ModelConfig): TrainerState | null {
  for (const { path } of snapshots(folder)) {
    try {
      const { tensors, metadata } = readSafetensors(readFileSync(path));
      const header: Header = JSON.parse(metadata.state);
      const flat = flatten(config);
      const values = tensors.parameters.data as Float32Array;
      if (values.length !== flat.data.length) continue;
      flat.data.set(values);
      const parameters: Parameters = flat.views;
      const optimizer = {
        step: header.optimizerStep,
        first: tensors.first.data as Float32Array,
        second: tensors.second.data as Float32Array,
      };
      return { parameters, optimizer, cursor: header.cursors[0], counters: header.counters };
    } catch {
      // A damaged snapshot: the one before it is whole.
    }
  }
  return null;
}
