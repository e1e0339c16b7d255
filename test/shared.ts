/** Where the shared data stands, and how a test that needs it is skipped where it is absent. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** The folder beside the checkout. */
export const SHARED = join(import.meta.dirname, "..", "..", "shared");

/** The shared folder, or undefined after the test was skipped with the reason. */
export function sharedOrSkip(t: TestContext): string | undefined {
  if (existsSync(SHARED)) return SHARED;
  t.skip("../shared is absent");
  return undefined;
}
