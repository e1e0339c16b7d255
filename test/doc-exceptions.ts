/** Commands of the documentation that tests do not run as they stand, and why. An entry that fits no command is an error. */

export interface Exception {
  page: string;
  /** How the command begins. */
  command: string;
  /** What is run in its place, of which the output is not compared; null: nothing. */
  instead?: string | null;
  /** The exit code that it must have; default 0. */
  code?: number;
  reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [];

export function exceptionOf(page: string, command: string): Exception | null {
  return EXCEPTIONS.find((one) => one.page === page && command.startsWith(one.command)) ?? null;
}
