/** The command line as a process: its streams, signals and exit. What the commands do is program.ts. */
import { EXIT, failureOf } from "./failure.ts";
import { runProgram } from "./program.ts";

/** Resolves when all that was written has left. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
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
    // Whoever asks twice does not want to wait for a tidy end.
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const code = await runProgram(process.argv.slice(2), process, controller.signal);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(code);
}
