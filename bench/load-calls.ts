/** What servers are loaded with (load.ts, load-queue.ts): good and bad files, each with the statuses that it may come to. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = join(import.meta.dirname, "..");
const CORPUS = join(ROOT, "..", "shared", "data", "pdf-corpus");
/** Larger files of the corpus are pages that take seconds to recognise: they would measure OCR. */
const CORPUS_BYTES = 6000;

export interface Call {
  name: string;
  verb: string;
  bytes: Uint8Array;
  input: object;
  /** Statuses it may be answered with when the server is not too busy. */
  statuses: readonly number[];
}

const words = Buffer.from(
  JSON.stringify({
    pages: [
      {
        words: [
          { text: "Total:", box: [0.1, 0.1, 0.2, 0.12] },
          { text: "$4.32", box: [0.3, 0.1, 0.4, 0.12] },
        ],
      },
    ],
  }),
);
const read = (path: string) => readFileSync(join(ROOT, path));
const receipt = read("examples/receipt.jpg");
const invoice = read("examples/invoice.pdf");
const question = { questions: ["What is the total?", "What is the date?"] };
const good = (name: string, verb: string, bytes: Uint8Array, input: object): Call => ({
  ...{ name, verb, bytes, input },
  statuses: [200],
});
const bad = (name: string, bytes: Uint8Array, status: number): Call => ({
  ...{ name, verb: "read", bytes, input: {} },
  statuses: [status],
});

const GOOD: readonly Call[] = [
  good("receipt.jpg", "ask", receipt, question),
  good("invoice.pdf", "ask", invoice, question),
  good("words.json", "ask", words, question),
  good("invoice.pdf", "tables", invoice, {}),
  good("words.json", "read", words, {}),
];

const BAD: readonly Call[] = [
  bad("text.txt", Buffer.from("only text"), 415),
  bad("empty.pdf", new Uint8Array(0), 400),
  bad("cut.jpg", receipt.subarray(0, 300), 422),
  bad("noise.pdf", Buffer.from("%PDF-1.7\nnoise"), 422),
  bad("bomb.gz", gzipSync(Buffer.alloc(5_000_000)), 415),
  { ...good("words.json", "ask", words, { questions: [] }), statuses: [400] },
];

/** Files that break readers, of ../shared where it is there: each may be read or refused, by a designed status. */
function corpus(): Call[] {
  if (!existsSync(CORPUS)) return [];
  return ["pdf", "images"].flatMap((folder) =>
    readdirSync(join(CORPUS, folder))
      .sort()
      .filter((name) => statSync(join(CORPUS, folder, name)).size < CORPUS_BYTES)
      .map((name) => ({
        ...bad(name, readFileSync(join(CORPUS, folder, name)), 422),
        statuses: [200, 400, 413, 415, 422],
      })),
  );
}

/** All calls in turn, without an end: a good one, then a bad one. */
export function* calls(first: number): Generator<Call, never> {
  const broken = [...BAD, ...corpus()];
  for (let turn = first; ; turn++) {
    yield GOOD[turn % GOOD.length];
    yield broken[turn % broken.length];
  }
}

/** Sends a call. @param more query of the address, such as "?async=1" */
export function send(url: string, { name, verb, bytes, input }: Call, more = ""): Promise<Response> {
  const form = new FormData();
  form.set("file", new File([new Uint8Array(bytes)], name));
  form.set("input", JSON.stringify(input));
  return fetch(`${url}/v1/${verb}${more}`, { method: "POST", body: form });
}

/** What a call came to, in numbers. */
export function summary(milliseconds: readonly number[], minutes: number) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const quantile = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    documentsPerMinute: Math.round((10 * sorted.length) / minutes) / 10,
    p50Milliseconds: quantile(0.5),
    p95Milliseconds: quantile(0.95),
  };
}
