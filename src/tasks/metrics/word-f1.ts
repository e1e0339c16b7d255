/** F1 of two bags of words: lower case, letters and digits, cut at blanks. 1 when both are empty. */
function bag(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const part of text.normalize("NFKC").toLowerCase().split(/\s+/)) {
    const word = part.replace(/[^\p{L}\p{N}]+/gu, "");
    if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

const size = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0);

/** The best over the accepted answers; an absent answer is right where none is accepted. */
export function wordF1(predicted: string | null, accepted: readonly string[]): number {
  if (accepted.length === 0) return predicted === null ? 1 : 0;
  if (predicted === null) return 0;
  const said = bag(predicted);
  return Math.max(
    ...accepted.map((gold) => {
      const wanted = bag(gold);
      if (size(said) + size(wanted) === 0) return 1;
      let common = 0;
      for (const [word, count] of said) common += Math.min(count, wanted.get(word) ?? 0);
      return (2 * common) / (size(said) + size(wanted));
    }),
  );
}
