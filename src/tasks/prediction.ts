/**
 * What is predicted of one document, as a line of a predictions file (contract.md): ours are written so, other people's are
 * read so. An answer may be a bare text there; what a line leaves out was not predicted.
 */
import type { Box } from "../document/box.ts";
import { isRecord, kindOf } from "../document/json.ts";
import { type Answer, absentAnswer, type Evidence } from "./answer.ts";
import type { Entity } from "./label.ts";
import type { EntityId } from "./metrics/link-f1.ts";

export type PredictedEntity = Omit<Entity, "id"> & { id: EntityId };

export interface PredictedStatement {
  label: "entailed" | "refuted";
  confidence: number | null;
}

export interface Prediction {
  id: string;
  fields: Record<string, Answer | Answer[]>;
  questions: ({ id: string } & Answer)[];
  entities: PredictedEntity[];
  /** From key to value. */
  links: [EntityId, EntityId][];
  statements: PredictedStatement[];
}

/** A line of a predictions file is none. */
export class PredictionError extends Error {
  readonly code = "bad-prediction";
  readonly file: string;
  /** From 1. */
  readonly line: number;
  constructor(file: string, line: number, message: string, options?: ErrorOptions) {
    super(`${file}:${line}: ${message}`, options);
    this.name = "PredictionError";
    this.file = file;
    this.line = line;
  }
}

/** What is known of a document that nothing was predicted for. */
export function noPrediction(id: string): Prediction {
  return { id, fields: {}, questions: [], entities: [], links: [], statements: [] };
}

/** Reads one line. @throws PredictionError naming the place in it */
export function predictionFromLine(line: string, file: string, number: number): Prediction {
  const fail = (at: string, wanted: string, found: unknown): never => {
    throw new PredictionError(file, number, `${at} must be ${wanted}, found ${kindOf(found)}`);
  };
  const list = (value: unknown, at: string): unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : fail(at, "a list", value);
  const object = (value: unknown, at: string) => (isRecord(value) ? value : fail(at, "an object", value));
  const id = (value: unknown, at: string) =>
    typeof value === "string" || typeof value === "number" ? value : fail(at, "a text or a number", value);
  const sure = (value: unknown, at: string): number | null => {
    if (value === undefined || value === null) return null;
    return typeof value === "number" && value >= 0 && value <= 1 ? value : fail(at, "a number from 0 to 1", value);
  };
  const words = (value: unknown, at: string): number[] =>
    list(value, at).map((word, i) =>
      Number.isInteger(word) && (word as number) >= 0 ? (word as number) : fail(`${at}[${i}]`, "an index", word),
    );
  const page = (value: unknown, at: string) => words([value ?? 0], at)[0];
  const box = (value: unknown, at: string): Box => {
    const edges = list(value, at);
    const four = edges.length === 4 && edges.every((edge) => typeof edge === "number" && edge >= 0 && edge <= 1);
    return four ? (edges as Box) : fail(at, "four fractions of the page", value);
  };
  const answer = (value: unknown, at: string): Answer => {
    const given = typeof value === "string" || value === null ? { text: value } : object(value, at);
    const { text = null } = given;
    if (text !== null && typeof text !== "string") return fail(`${at}.text`, "a text or null", text);
    const confidence = sure(given.confidence, `${at}.confidence`);
    const evidence = list(given.evidence, `${at}.evidence`).map((entry, i): Evidence => {
      const where = `${at}.evidence[${i}]`;
      const run = object(entry, where);
      return {
        page: page(run.page, `${where}.page`),
        box: box(run.box, `${where}.box`),
        words: words(run.words, `${where}.words`),
      };
    });
    const known = { ...given, text, confidence, evidence } as Partial<Answer>;
    return { ...absentAnswer(), value: text, ...known, status: text === null ? "absent" : (known.status ?? "ok") };
  };

  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (cause) {
    throw new PredictionError(file, number, "is not JSON", { cause });
  }
  const raw = object(json, "a prediction");
  return {
    id: String(id(raw.id, "id")),
    fields: Object.fromEntries(
      Object.entries(object(raw.fields ?? {}, "fields")).map(([name, value]) => {
        const at = `fields.${name}`;
        return [name, Array.isArray(value) ? value.map((item, i) => answer(item, `${at}[${i}]`)) : answer(value, at)];
      }),
    ),
    questions: list(raw.questions, "questions").map((entry, i) => {
      const at = `questions[${i}]`;
      return { ...answer(object(entry, at), at), id: String(id(object(entry, at).id, `${at}.id`)) };
    }),
    entities: list(raw.entities, "entities").map((entry, i) => {
      const at = `entities[${i}]`;
      const { label, text, ...entity } = object(entry, at);
      return {
        id: id(entity.id, `${at}.id`),
        label: typeof label === "string" ? label : fail(`${at}.label`, "a text", label),
        page: page(entity.page, `${at}.page`),
        words: words(entity.words, `${at}.words`),
        boxes: list(entity.boxes, `${at}.boxes`).map((one, k) => box(one, `${at}.boxes[${k}]`)),
        text: typeof text === "string" ? text : "",
      };
    }),
    links: list(raw.links, "links").map((entry, i): [EntityId, EntityId] => {
      const ends = list(entry, `links[${i}]`).map((end) => id(end, `links[${i}]`));
      return ends.length === 2 ? [ends[0], ends[1]] : fail(`links[${i}]`, "a pair of ids", entry);
    }),
    statements: list(raw.statements, "statements").map((entry, i) => {
      const at = `statements[${i}]`;
      const { label, confidence } = object(entry, at);
      const [yes, no] = [label === "entailed" || label === 1, label === "refuted" || label === 0];
      if (!yes && !no) return fail(`${at}.label`, '"entailed" or "refuted"', label);
      return { label: yes ? "entailed" : "refuted", confidence: sure(confidence, `${at}.confidence`) };
    }),
  };
}
