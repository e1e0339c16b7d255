/** SHA-256 by Node's own code; a browser, which has it in secure contexts and by promise alone, computes it otherwise. */
import { createHash } from "node:crypto";

/** SHA-256 of `bytes` in lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
