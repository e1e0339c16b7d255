/** The server's log: a JSON object a line, on stderr; the wrapper of pino. Holds ids, codes and sizes, never names or content. */
import { pino } from "pino";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** What a log can be told. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** @param write takes each line; default: stderr */
export function createLog(level: LogLevel, write?: (line: string) => void): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, write ? { write } : pino.destination({ dest: 2, sync: true }));
}
