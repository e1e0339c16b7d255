/** What the server and its child processes say to each other. */
import type { Device } from "../engine/runtime.ts";
import type { ReadLimits } from "../read/limits.ts";
import type { Fault, Progress, Task } from "./job.ts";

/** What a child works with all its life. */
export interface ChildSettings {
  /** Checkpoint folder; null: the model in use of the workspace, without one that of the package. */
  model: string | null;
  /** Folder of the workspace whose model answers. */
  workspace?: string | null;
  device: Device;
  threads: number;
  limits: Partial<ReadLimits>;
}

export type ToChild =
  | { kind: "settings"; settings: ChildSettings }
  /** Several tasks: questions about one document. */
  | { kind: "run"; tasks: Task[] }
  | { kind: "cancel"; id: string };

export type FromChild =
  | { kind: "ready" }
  | { kind: "progress"; id: string; progress: Progress }
  | { kind: "log"; id: string; line: object }
  /** `result` is the text of the JSON, so that nobody parses it on its way. */
  | { kind: "result"; id: string; result: string; pages: number }
  | { kind: "fault"; id: string; fault: Fault }
  /** All tasks of the run are answered. `rss`: bytes resident. */
  | { kind: "idle"; rss: number };
