/** exactMatch of the contract: letters and digits equal, case folded. */
export function normalizeExact(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
export function exactMatch(predicted: string, gold: string): boolean {
  return normalizeExact(predicted) === normalizeExact(gold);
}
