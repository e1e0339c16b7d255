/** The command line as a process: its streams, signals and exit. What the commands do is program.ts. */
import { EXIT, failureOf } from "./failure.ts";
import { runProgram } from "./program.ts";

/** Resolves when all that was written has left. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}

/**
 * Whoever asks twice does not want to wait for a tidy end. By the signal, which shells show as 130, not by process.exit(): that
 * tears threads down, and those in onnxruntime would end with an abort and a native error.
 */
function endAtOnce(handler: () => void): void {
  if (process.platform === "win32") process.exit(EXIT.interrupted);
  process.off("SIGINT", handler);
  process.kill(process.pid, "SIGINT");
}

/** Runs the process's arguments and ends the process with the exit code. */
export async function main(): Promise<never> {
  // A reader that has seen enough (head) closes the pipe: that is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failed),
  );
  process.stderr.on("error", () => {});
  process.on("uncaughtException", (error) => {
    process.stderr.write(`docformer: ${failureOf(error).message}\n`);
    process.exit(EXIT.failed);
  });
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) endAtOnce(interrupt);
    controller.abort();
    // From now on the system ends the process by the next Ctrl-C, even while native code computes. Not before those are
    // handled that have come already.
    setImmediate(() => process.off("SIGINT", interrupt));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const code = await runProgram(process.argv.slice(2), process, controller.signal);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(code);
}
