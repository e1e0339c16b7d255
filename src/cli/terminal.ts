/**
 * What the commands write: data to stdout, progress and remarks to stderr. On a terminal the progress is one line that
 * rewrites itself, elsewhere a few plain lines. Knows no command.
 */

/** The part of a stream that is written to. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

/** Where a command reads and writes; process's own, or a test's. */
export interface Streams {
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
}

/** Least time between two plain lines of progress. */
const QUIET_MILLISECONDS = 2000;

export interface Terminal {
  /** One line of data. */
  print(line: string): void;
  /** One JSON value of data, indented. */
  json(value: unknown): void;
  /** What is going on; replaced by the next. */
  progress(text: string): void;
  /** Something to know that is no data: stays, unless quiet. */
  remark(text: string): void;
  /** Why nothing came of it: stays, even when quiet. */
  error(text: string): void;
  /** Takes the progress line away. */
  clear(): void;
  bold(text: string): string;
  dim(text: string): string;
}

/** A Terminal over `streams`. `now` gives milliseconds. */
export function terminal(streams: Streams, options: { quiet?: boolean; now?: () => number } = {}): Terminal {
  const { stdout, stderr, env } = streams;
  const { quiet = false, now = () => performance.now() } = options;
  const rewrites = stderr.isTTY === true && env.TERM !== "dumb";
  const colours = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  let shown = false;
  let last = Number.NEGATIVE_INFINITY;
  const clear = () => {
    if (shown) stderr.write("\r\x1b[2K");
    shown = false;
  };
  const style = (open: number, close: number) => (text: string) =>
    colours ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  return {
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    json(value) {
      clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress(text) {
      if (quiet) return;
      if (rewrites) {
        const width = Math.max(10, (stderr.columns ?? 80) - 1);
        stderr.write(`\r\x1b[2K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
        shown = true;
      } else if (now() - last >= QUIET_MILLISECONDS) {
        last = now();
        stderr.write(`${text}\n`);
      }
    },
    remark(text) {
      if (quiet) return;
      clear();
      stderr.write(`${text}\n`);
    },
    error(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    clear,
    bold: style(1, 22),
    dim: style(2, 22),
  };
}
