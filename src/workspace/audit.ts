/**
 * Who did what, and which model answered: a JSON line an event in audit.jsonl, only ever added to. Ids and names of fields stand
 * in it, no document's content. It is also what tells the windows of other processes that something has changed.
 */
import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";

/** What somebody did. */
export type AuditAction =
  | "created"
  | "schema"
  | "document-added"
  | "document-read"
  | "document-unreadable"
  | "document-erased"
  | "document-corrected"
  | "label"
  | "prediction"
  | "run"
  | "model-made"
  | "model-active"
  | "exported";

/** A line of the audit log: who did what with which document; never what a document says. */
export interface AuditEvent {
  /** ISO 8601. */
  at: string;
  /** A person's or a key's name. */
  who: string;
  action: AuditAction;
  document?: string;
  /** Fields that were labelled, or that a model answered. */
  fields?: string[];
  version?: number;
  model?: string;
  run?: string;
  /** Of a run: running, stopped, failed, done. Of an export: the format. */
  state?: string;
}

const FILE = "audit.jsonl";

/** Adds a line; lines of several processes do not mix. */
export function audit(folder: string, event: Omit<AuditEvent, "at">): void {
  const line: AuditEvent = { at: new Date().toISOString(), ...event };
  appendFileSync(join(folder, FILE), `${JSON.stringify(line)}\n`);
}

/** Bytes that a read takes at most: the last lines are what is asked for. */
const TAIL = 1 << 20;

/**
 * Events that were added from byte `from` on (default: the last ones), and where the next will begin. A line that is being
 * written is left for the next call.
 */
export function auditSince(folder: string, from?: number): { events: AuditEvent[]; next: number } {
  const path = join(folder, FILE);
  if (!existsSync(path)) return { events: [], next: 0 };
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from ?? 0, size - TAIL);
    const bytes = Buffer.alloc(Math.max(0, size - start));
    readSync(file, bytes, 0, bytes.length, start);
    const end = bytes.lastIndexOf("\n") + 1;
    const lines = bytes.subarray(0, end).toString("utf8").split("\n").filter(Boolean);
    const events = lines.flatMap((line): AuditEvent[] => {
      try {
        return [JSON.parse(line)];
      } catch {
        // The first line of a tail is cut.
        return [];
      }
    });
    return { events, next: start + end };
  } finally {
    closeSync(file);
  }
}
