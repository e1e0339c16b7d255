/** What one server or worker takes on, as flags: each in the unit that people think in. The limits are src/server/limits.ts. */
import type { Command } from "commander";
import { DEFAULT_SERVER_LIMITS as DEFAULT, type ServerLimits } from "../server/limits.ts";
import { UsageError } from "./failure.ts";
import { numberWithin, wholeNumber } from "./flags.ts";

export interface LimitFlags {
  /** Megabytes. */
  maxFile: number;
  maxPages: number;
  /** Millions. */
  maxPixels: number;
  maxSeconds: number;
  /** Megabytes. */
  maxMemory: number;
}

export interface QueueFlags {
  maxWaiting: number;
  maxWait: number;
  /** Megabytes. */
  maxUploads?: number;
}

const MEGA = 1e6;
const UPLOADS = DEFAULT.bodyBytes / MEGA;
const megabytes = numberWithin(0.001, 1e6);
const seconds = numberWithin(0.001, 7 * 24 * 3600);

/** Limits of whoever opens documents. */
export function limitFlags(command: Command): Command {
  return command
    .option("--max-file <megabytes>", "size of a file", megabytes, DEFAULT.bytes / MEGA)
    .option("--max-pages <count>", "pages that are read of a document at once", wholeNumber(1, 100_000), DEFAULT.pages)
    .option(
      "--max-pixels <millions>",
      "pixels that an image may claim, millions",
      numberWithin(0.001, 10_000),
      DEFAULT.pixels / MEGA,
    )
    .option("--max-seconds <seconds>", "time of one job, from its start", seconds, DEFAULT.jobSeconds)
    .option(
      "--max-memory <megabytes>",
      "a process above it is replaced, one above twice as much ended",
      megabytes,
      DEFAULT.childBytes / MEGA,
    );
}

/** Limits of whoever takes jobs on. */
export function queueFlags(command: Command): Command {
  return command
    .option("--max-waiting <count>", "jobs that may wait", wholeNumber(1, 1_000_000), DEFAULT.queue)
    .option(
      "--max-wait <seconds>",
      "how long a request waits for its job; longer ones want ?async=1",
      seconds,
      DEFAULT.waitSeconds,
    )
    .option(
      "--max-uploads <megabytes>",
      `all request bodies in memory at the same time (default: ${UPLOADS})`,
      megabytes,
    );
}

/** Limits as the server counts them: bytes, pixels, seconds. */
export function limitsOf(flags: LimitFlags): Partial<ServerLimits> {
  return {
    bytes: Math.round(flags.maxFile * MEGA),
    pages: flags.maxPages,
    pixels: Math.round(flags.maxPixels * MEGA),
    jobSeconds: flags.maxSeconds,
    childBytes: Math.round(flags.maxMemory * MEGA),
  };
}

/** The same with those of the queue. @throws UsageError when no file as large as allowed could come in */
export function serverLimitsOf(flags: LimitFlags & QueueFlags): Partial<ServerLimits> {
  const { maxFile, maxUploads = Math.max(UPLOADS, 2 * maxFile) } = flags;
  if (maxUploads < maxFile) {
    throw new UsageError(`a file may have ${maxFile} MB, so --max-uploads must be at least that; it is ${maxUploads}`);
  }
  return {
    ...limitsOf(flags),
    queue: flags.maxWaiting,
    waitSeconds: flags.maxWait,
    bodyBytes: Math.round(maxUploads * MEGA),
  };
}
