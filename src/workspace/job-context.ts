/** What a job is given by whoever carries it out: a server's child process, or a command. */
import type { ReadLimits } from "../read/limits.ts";
import type { DocFormer } from "../tasks/docformer.ts";

/** Where a long piece of work stands. */
export interface JobProgress {
  done: number;
  total: number;
  message: string;
}

/** What a long piece of work may use of whoever runs it. */
export interface JobContext {
  signal: AbortSignal;
  /** Tells where the work stands. */
  progress(progress: JobProgress): void;
  /** A line of a training run. */
  log(line: object): void;
  /** A checkpoint folder's model, kept between jobs; without a folder the caller's own. The caller frees it. */
  model(folder?: string): Promise<DocFormer>;
  limits: ReadLimits;
  /** Threads of one operation. */
  threads: number;
}
