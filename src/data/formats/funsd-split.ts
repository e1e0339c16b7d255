/**
 * FUNSD's development split, which its authors did not make: of the training documents the thirty whose ids have the smallest
 * SHA-256. The same documents in FUNSD's own layout and in the common format, since the ids are the same.
 */
import { createHash } from "node:crypto";

/** Documents of the development split. */
const DEV = 30;

/** Splits of FUNSD where `published` stand: "dev" beside "train", unless it is there or would leave nothing to train on. */
export function funsdSplits(published: readonly string[], trainCount: number): string[] {
  const cut = published.includes("train") && !published.includes("dev") && trainCount > DEV;
  return cut ? [...published, "dev"].sort() : [...published];
}

/** The ids of `split` ("dev" or "train") among those of the published training documents. */
export function funsdPart(split: "dev" | "train", trainIds: readonly string[]): Set<string> {
  const hash = (id: string) => createHash("sha256").update(id).digest("hex");
  const byHash = trainIds
    .map((id) => ({ id, key: hash(id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ id }) => id);
  return new Set(split === "dev" ? byHash.slice(0, DEV) : byHash.slice(DEV));
}
