/** A vocabulary of a run's own, from the text of the pages that it will see. */
import { randomStream } from "../engine/random.ts";
import { SPECIAL_TOKENS } from "../model/vocabulary.ts";
import { formatTokenizerJson } from "../text/tokenizer-json.ts";
import { trainUnigram } from "../text/train-unigram.ts";
import { choose, type PageSource } from "./pool.ts";

/** Pages whose text is looked at: some million words, more than 32,000 pieces need. */
const PAGES = 8000;

/**
 * tokenizer.json with at most `size` entries: fewer where the text does not hold so many pieces.
 * @throws TokenizerError when the size leaves no room beside the special tokens and bytes
 */
export function trainVocabulary(
  sources: readonly PageSource[],
  size: number,
  seed: number,
  options: { lowercase: boolean; onProgress?: (text: string) => void },
): string {
  const random = randomStream(seed, "vocabulary");
  const lines: string[] = [];
  for (let i = 0; i < PAGES; i++) {
    const { document } = choose(sources, random).draw(random);
    for (const page of document.pages) {
      for (const line of page.lines) lines.push(line.words.map((word) => page.words[word].text).join(" "));
    }
  }
  const tokenizer = trainUnigram(lines, {
    vocabularySize: size,
    specials: SPECIAL_TOKENS,
    lowercase: options.lowercase,
    onProgress: ({ round, pieces }) => options.onProgress?.(`vocabulary: round ${round}, ${pieces} pieces`),
  });
  return formatTokenizerJson(tokenizer);
}
