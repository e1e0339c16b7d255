/** What one server takes on. Each limit is told to whoever meets it: a status, a message, and when to come again. */
import type { ReadLimits } from "../read/limits.ts";

export interface ServerLimits extends ReadLimits {
  /** Files of one request. */
  files: number;
  /** Bytes of all request bodies in memory at the same time. */
  bodyBytes: number;
  /** Jobs that wait. */
  queue: number;
  /** Longest run of one job, seconds. */
  jobSeconds: number;
  /** How long a synchronous request waits for its job, seconds. */
  waitSeconds: number;
  /** Size from which a child process is replaced. */
  childBytes: number;
}

export const DEFAULT_SERVER_LIMITS: Readonly<ServerLimits> = {
  bytes: 64e6,
  pixels: 100e6,
  pagePixels: 20e6,
  pages: 200,
  seconds: 30,
  files: 100,
  bodyBytes: 256e6,
  queue: 500,
  jobSeconds: 300,
  waitSeconds: 240,
  childBytes: 2e9,
};
