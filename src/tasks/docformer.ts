/**
 * The model as its users hold it: a configuration, weights, a tokenizer and a runtime, asked about documents. A page is cut
 * into windows, each encoded once for all questions; the best window answers. Finding and reading checkpoints is load.ts.
 */
import type { Document, Page } from "../document/document.ts";
import type { Runtime } from "../engine/runtime.ts";
import type { Calibration, Checkpoint } from "../model/checkpoint.ts";
import type { ModelConfig } from "../model/config.ts";
import { Generator, type GeneratorOptions } from "../model/generate.ts";
import { type PageInputs, pageInputs, pageWindows, type QuestionInputs, questionInputs } from "../model/inputs.ts";
import { LexicalCache } from "../model/lexical.ts";
import type { EncodedPages } from "../model/search.ts";
import { type SpecialIds, specialIds, type Tokenizer } from "../model/vocabulary.ts";
import { type Answer, absentAnswer, readAnswer } from "./answer.ts";
import { calibrate } from "./calibration.ts";
import type { ExtractSchema } from "./extract/standard-schema.ts";
import { type Extraction, extract } from "./extract.ts";
import { type LoadOptions, loadModel } from "./load.ts";

/** A question with what else may be said of it: the shape of Textract's Queries. */
export interface Query {
  text: string;
  /** What the answer is called; of no meaning to the model. */
  alias?: string;
  /** Only these pages are looked at, as indices from 0. */
  pages?: readonly number[];
}

/** A question as text, or with a name and pages of its own. */
export type Question = string | Query;

/** How questions are answered. */
export interface AskOptions {
  /** Beams of the decoder; more give alternatives and cost time. Default 1. */
  beams?: number;
  /** Longest answer in words. Default 48. */
  limit?: number;
  signal?: AbortSignal;
  /** Called after each window of each page. */
  onProgress?: (progress: AskProgress) => void;
}

/** Which window of which page was done last. */
export interface AskProgress {
  /** Index of the page, and of the window on it. */
  page: number;
  window: number;
  /** Windows done and in all. */
  done: number;
  total: number;
}

/** A window's place: which page, which of how many windows. */
export interface Window {
  page: Page;
  number: number;
  inputs: PageInputs;
  /** Kept once it was computed: a page is encoded once and asked many times. */
  encoded: EncodedPages | null;
}

/** Questions that go through the decoder together. */
const TOGETHER = 16;

/**
 * The model: loaded once, asked about many documents. `dispose()` frees its memory.
 * @example
 * const model = await DocFormer.load();
 * const { document } = await readDocument("invoice.pdf");
 * const [number] = await model.ask(document, ["What is the invoice number?"]);
 * number.text // "FJ-20417"
 * number.evidence[0].page // 0
 * await model.dispose();
 */
export class DocFormer {
  /** Sizes of the network, and which of its parts it has. */
  readonly config: ModelConfig;
  /** How raw probabilities become confidence; null where that was not measured. */
  readonly calibration: Calibration | null;
  readonly #tokenizer: Tokenizer;
  readonly #ids: SpecialIds;
  readonly #lexical: LexicalCache;
  /** What computes; for the other tasks of this folder. @internal */
  readonly generator: Generator;
  readonly #windowsOf = new WeakMap<Document, readonly Window[]>();

  /** @internal */
  constructor(
    checkpoint: Omit<Checkpoint, "tokenizer" | "metadata">,
    tokenizer: Tokenizer,
    runtime: Runtime,
    options: GeneratorOptions = {},
  ) {
    this.config = checkpoint.config;
    this.calibration = checkpoint.calibration;
    this.#tokenizer = tokenizer;
    this.#ids = specialIds(tokenizer);
    this.#lexical = new LexicalCache(this.config, tokenizer);
    this.generator = new Generator(this.config, checkpoint.parameters, this.#ids, this.#lexical, runtime, options);
  }

  /**
   * Loads a checkpoint folder; without one, the checkpoint `mini` that comes with the package.
   * @throws ConfigError, WeightsError, TokenizerError
   * @example
   * const model = await DocFormer.load({ threads: 2 });
   * await model.dispose();
   */
  static async load(options: LoadOptions = {}): Promise<DocFormer> {
    const { checkpoint, tokenizer, runtime, session } = await loadModel(options);
    return new DocFormer(checkpoint, tokenizer, runtime, session);
  }

  /**
   * Answers questions about a document, in their order. An answer that the document does not hold has status "absent".
   * @example
   * const [due, fax] = await model.ask(document, ["What is the due date?", "What is the fax number?"]);
   * due.text // "May 3, 2024"
   * due.value // "2024-05-03"
   * fax.status // "absent"
   */
  async ask(
    document: Document,
    questions: Question | readonly Question[],
    options: AskOptions = {},
  ): Promise<Answer[]> {
    const list = (isOne(questions) ? [questions] : questions).map(queryOf);
    const asked = list.map(({ text }) => questionInputs(this.config, this.#lexical, text));
    const asksOf = (window: Window, i: number) => list[i].pages?.includes(window.page.number) ?? true;
    const windows = this.windows(document).filter((window) => list.some((_, i) => asksOf(window, i)));
    const best: (Answer | null)[] = list.map(() => null);
    let done = 0;
    for (const window of windows) {
      options.signal?.throwIfAborted();
      const here = list.flatMap((_, i) => (asksOf(window, i) ? [i] : []));
      const answers = await this.#askWindow(
        window,
        here.map((i) => asked[i]),
        options,
      );
      answers.forEach((answer, k) => {
        best[here[k]] = better(best[here[k]], answer);
      });
      done++;
      options.onProgress?.({ page: window.page.number, window: window.number, done, total: windows.length });
    }
    return best.map((answer) => calibrate(answer ?? absentAnswer(), this.calibration, document));
  }

  /**
   * Finds what `schema` describes: data of its type, and for each value its answer with confidence and evidence. What the
   * document does not hold is null.
   * @throws SchemaError where the schema describes what cannot be looked for
   * @example
   * const schema = z.object({ number: z.string().describe("What is the invoice number?"), dueDate: z.iso.date() });
   * const { data, fields } = await model.extract(document, schema);
   * data.number // "FJ-20417"
   * data.dueDate // "2024-05-03"
   * fields.dueDate.text // "May 3, 2024"
   */
  extract<S extends ExtractSchema>(document: Document, schema: S, options: AskOptions = {}): Promise<Extraction<S>> {
    return extract(this, document, schema, options);
  }

  /** The windows of all pages, made once a document. @internal */
  windows(document: Document): readonly Window[] {
    const known = this.#windowsOf.get(document);
    if (known) return known;
    const windows = document.pages.flatMap((page) =>
      pageWindows(this.config, this.#lexical, page).map((units, number) => ({
        page,
        number,
        inputs: pageInputs(this.config, this.#lexical, page, units),
        encoded: null,
      })),
    );
    this.#windowsOf.set(document, windows);
    return windows;
  }

  async #askWindow(window: Window, asked: readonly QuestionInputs[], options: AskOptions): Promise<Answer[]> {
    const { page, inputs } = window;
    const answers: Answer[] = [];
    const inEncoder = this.config.question === "encoder";
    const together = inEncoder ? 1 : TOGETHER;
    for (let start = 0; start < asked.length; start += together) {
      const part = asked.slice(start, start + together);
      if (inEncoder || !window.encoded) window.encoded = await this.generator.encode([inputs], part);
      const [generated] = await this.generator.answer(window.encoded, [part], options);
      generated.forEach((result, i) => {
        answers.push(readAnswer(result, this.#ids, this.#tokenizer, page, inputs, part[i]));
      });
    }
    return answers;
  }

  /** Frees the native memory of all sessions. */
  async dispose(): Promise<void> {
    await this.generator.dispose();
  }
}

const isOne = (questions: Question | readonly Question[]): questions is Question => !Array.isArray(questions);

/** A bare text as a query. */
export const queryOf = (question: Question): Query => (typeof question === "string" ? { text: question } : question);

/** Of two windows' answers, the one to give; the other remains as an alternative when it says something else. */
function better(first: Answer | null, second: Answer): Answer {
  if (!first) return second;
  const says = (answer: Answer) => (answer.status === "absent" ? -1 : (answer.confidence ?? 0));
  const [winner, loser] = says(second) > says(first) ? [second, first] : [first, second];
  if (loser.status === "absent" || loser.text === winner.text) return winner;
  const alternatives = [
    ...winner.alternatives,
    { text: loser.text, confidence: loser.confidence },
    ...loser.alternatives,
  ];
  return { ...winner, alternatives: alternatives.slice(0, 5) };
}
