/** Stand-ins at the seams: a tokenizer without training, and small pages drawn from a seed. */
import type { Document, Page } from "../src/document/document.ts";
import type { LabelledDocument, LabelledQuestion } from "../src/document/labelled.ts";
import { groupLines } from "../src/document/reading-order.ts";
import { SPECIAL_TOKENS, type Tokenizer } from "../src/model/vocabulary.ts";
import type { PageSource } from "../src/train/pool.ts";
import { seeded } from "./random.ts";

/** Special tokens, then one piece per byte; a word is its UTF-8 bytes after a start mark. */
export function byteTokenizer(): Tokenizer {
  const first = SPECIAL_TOKENS.length;
  return {
    vocabularySize: first + 257,
    encodeWord: (word) => [first + 256, ...new TextEncoder().encode(word)].map((x, i) => (i === 0 ? x : first + x)),
    decode: (ids) => {
      const bytes = ids.map((id) => (id === first + 256 ? 32 : id - first)).filter((byte) => byte >= 0 && byte < 256);
      return new TextDecoder().decode(Uint8Array.from(bytes)).trim();
    },
    idOf: (piece) => {
      const id = SPECIAL_TOKENS.indexOf(piece);
      return id < 0 ? undefined : id;
    },
  };
}

/** A page of `count` words on rows of four, each word a small made-up string or number. */
export function fakePage(seed: number, count: number, size = { width: 800, height: 1000 }): Page {
  const random = seeded(seed);
  const letters = "abcdefghiklmnoprstuvwz";
  const words = Array.from({ length: count }, (_, i) => {
    const length = 1 + random.below(7);
    const name = Array.from({ length }, () => letters[random.below(letters.length)]).join("");
    const text =
      random.uniform() < 0.3 ? String(random.below(5000) / 100) : random.uniform() < 0.3 ? name.toUpperCase() : name;
    const x = 0.05 + 0.23 * (i % 4) + 0.02 * random.uniform();
    const y = 0.05 + 0.03 * Math.floor(i / 4);
    return { text, box: [x, y, x + 0.02 * length, y + 0.02] as [number, number, number, number] };
  });
  const grouping = groupLines(words.map((word) => word.box));
  return {
    number: 0,
    ...size,
    unit: "px",
    rotation: 0,
    words: words.map((word, i) => ({
      ...word,
      line: grouping.line[i],
      confidence: null,
      origin: "given",
      ink: [10 * (i % 20), 20, 30],
      paper: [250, 250, 240],
    })),
    lines: grouping.lines,
  };
}

export function fakeDocument(pages: Page[]): Document {
  return { version: 1, source: { name: "fake", mime: "application/json", sha256: "" }, pages };
}

/** Questions of several operations whose evidence lies on the page. */
export function fakeQuestions(page: Page, seed: number): LabelledQuestion[] {
  const random = seeded(seed);
  const word = () => random.below(page.words.length);
  const [a, b, c] = [word(), word(), word()];
  const run = (...words: number[]) => ({ page: 0, words });
  return [
    {
      id: "0",
      question: `what is ${page.words[a].text}?`,
      answers: [page.words[a].text],
      kind: "copy",
      operation: "copy",
      evidence: [run(a)],
    },
    {
      id: "1",
      question: "how many?",
      answers: ["3"],
      kind: "count",
      operation: "count",
      evidence: [run(a), run(b), run(c)],
    },
    { id: "2", question: "is it here", answers: ["no"], kind: "yesno", operation: "yesno", evidence: [run(b)] },
    { id: "3", question: "who is missing in all of this long question?", answers: [], kind: "absent" },
    {
      id: "4",
      question: "which is largest",
      answers: [page.words[c].text],
      kind: "max",
      operation: "compare",
      evidence: [run(b), run(c)],
    },
  ];
}

/** Of each row of four words: the first is a question, the next two its answer, the last nothing. */
export function fakeEntities(page: Page): Pick<LabelledDocument, "entities" | "links"> {
  const entities: LabelledDocument["entities"] = [];
  const links: LabelledDocument["links"] = [];
  for (let first = 0; first + 3 < page.words.length; first += 4) {
    const add = (label: string, words: number[]) =>
      entities.push({
        id: entities.length,
        label,
        page: 0,
        words,
        text: words.map((w) => page.words[w].text).join(" "),
      });
    const key = add("question", [first]) - 1;
    links.push([key, add("answer", [first + 1, first + 2]) - 1]);
  }
  return { entities, links };
}

/** Fake pages of 8 to 60 words with questions of five operations, entities and links. */
export const fakeSource: PageSource = {
  name: "fake",
  weight: 1,
  draw(random) {
    const seed = random.below(1e6);
    const page = fakePage(seed, 8 + random.below(52));
    const questions = fakeQuestions(page, seed);
    return {
      id: `fake-${seed}`,
      document: fakeDocument([page]),
      questions,
      fields: {},
      ...fakeEntities(page),
      statements: [],
    };
  },
};
