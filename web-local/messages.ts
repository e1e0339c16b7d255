/** What the page asks of its worker, and what that answers. */
import type { Answer } from "../src/tasks/answer.ts";

export type Request =
  | { kind: "start"; folder: string }
  | { kind: "read"; name: string; bytes: Uint8Array; password: string | null }
  | { kind: "draw"; page: number }
  | { kind: "ask"; questions: string[] };

/** A page as the page shows it; boxes are fractions. */
export interface ShownPage {
  /** Index in the source. */
  number: number;
  width: number;
  height: number;
  words: { text: string; box: readonly number[] }[];
}

export type Reply =
  | { kind: "loading"; bytes: number }
  | { kind: "ready" }
  | { kind: "working"; message: string }
  | { kind: "document"; pages: ShownPage[]; json: string; problems: string[]; milliseconds: number }
  | { kind: "picture"; page: number; picture: ImageBitmap | null }
  | { kind: "answers"; answers: { question: string; answer: Answer }[]; milliseconds: number }
  | { kind: "error"; code: string; message: string };
