/** Commands of the documentation that tests do not run as they stand, and why. An entry that fits no command is an error. */

export interface Exception {
  page: string;
  /** How the command begins. */
  command: string;
  /** What is run in its place, of which the output is not compared; null: nothing. */
  instead?: string | null;
  /** What a shell does before that. */
  before?: string;
  /** The exit code that it must have; default 0. */
  code?: number;
  reason: string;
}

/** A data set of two receipts a split. */
const FEW = `mkdir -p few; ln -sfn ../../shared/data/sroie/images few/images; for split in train dev; do
  head -n 2 ../shared/data/sroie/$split.jsonl > few/$split.jsonl; done`;

export const EXCEPTIONS: readonly Exception[] = [
  {
    page: "README.md",
    command: "npx docformer synth",
    instead: "docformer synth --out pages --count 2 --kind receipt --no-draw",
    reason: "a hundred drawn pages",
  },
  {
    page: "README.md",
    command: "npx docformer data check",
    before: FEW,
    instead: "docformer data check few",
    reason: "500 pictures",
  },
  {
    page: "README.md",
    command: "npx docformer finetune",
    instead: null,
    reason: "minutes of training; docs/recipes/receipts.md runs the same, shortened",
  },
  {
    page: "README.md",
    command: "npx docformer pretrain",
    instead: "docformer pretrain tiny --out run2 --steps 1 --data pages --workers 1",
    reason: "an hour of training",
  },
  {
    page: "README.md",
    command: "npx docformer predict",
    instead: "docformer predict --data few --split dev --limit 1 --out predictions.jsonl",
    reason: "a minute of answering",
  },
  {
    page: "README.md",
    command: "npx docformer evaluate",
    instead: "docformer evaluate --data few --split dev --limit 1 --model models/mini --report report",
    reason: "a minute of answering",
  },
  {
    page: "README.md",
    command: "npx docformer bench train",
    instead: null,
    reason: "measures the machine, which a test that runs beside others cannot",
  },
  {
    page: "docs/guide.md",
    command: "npm i docformer",
    instead: null,
    reason: "needs a registry; npm run tarball installs the packed package into an empty folder",
  },
  {
    page: "docs/security.md",
    command: "npm run bundle",
    instead: null,
    reason: "minutes of packing, and packages from a registry; it installs and asks what it packed by itself",
  },
  {
    page: "docs/security.md",
    command: "npm install --offline",
    instead: null,
    reason: "npm run bundle does it, where there is no network",
  },
  {
    page: "docs/security.md",
    command: "npx --offline docformer",
    instead: null,
    reason: "npm run bundle does it, where there is no network",
  },
  {
    page: "docs/guide.md",
    command: "npm run build:browser",
    instead: null,
    reason: "test/browser-page.test.ts builds it and opens it in a browser",
  },
  {
    page: "docs/guide.md",
    command: "npx docformer synth",
    instead: "docformer synth --out made --count 1 --kind invoice --seed 7",
    reason: "twenty drawn pages, to be read by OCR",
  },
  {
    page: "docs/guide.md",
    command: "npx docformer workspace train",
    instead: "docformer workspace train invoices --steps 1 --held 0 --workers 1 --activate",
    reason: "ten minutes of training",
  },
  {
    page: "docs/gpu.md",
    command: "npx docformer finetune",
    instead: null,
    reason: "wants a graphics card; src/train/webgpu.test.ts trains on one in software",
  },
  {
    page: "docs/gpu.md",
    command: "npx docformer ask",
    instead: null,
    reason: "wants a graphics card; src/train/webgpu.test.ts trains on one in software",
  },
  {
    page: "docs/recipes/archives.md",
    command: "docformer classify scans",
    code: 3,
    reason: "one of the files is broken, as the page says",
  },
  {
    page: "docs/recipes/archives.md",
    command: "docformer read scans --format pdf",
    code: 3,
    reason: "one of the files is broken, as the page says",
  },
  {
    page: "docs/workspace.md",
    command: "docformer serve",
    instead: null,
    reason: "wants a Redis and a shared folder; src/server/worker.test.ts does the same on a redis-server of its own",
  },
  {
    page: "docs/workspace.md",
    command: "docformer worker",
    instead: null,
    reason: "wants a Redis and a shared folder; src/server/worker.test.ts does the same on a redis-server of its own",
  },
  {
    page: "docs/training.md",
    command: "npx docformer pretrain",
    instead: null,
    reason: "an hour of training on scans of one's own; README's block runs the same, shortened",
  },
  {
    page: "docs/training.md",
    command: "npx docformer finetune",
    instead: null,
    reason: "minutes of training from that run; docs/recipes/receipts.md runs the same, shortened",
  },
  {
    page: "docs/training.md",
    command: "npx docformer evaluate",
    before: FEW,
    instead: "docformer evaluate --data few --split dev --limit 1 --model models/mini --out judged",
    reason: "a minute of answering by a model that training makes",
  },
  {
    page: "docs/training.md",
    command: "npx docformer predict",
    instead: "docformer predict --data few --split dev --limit 1 --out predictions.jsonl",
    reason: "a minute of answering by a model that training makes",
  },
  {
    page: "docs/recipes/receipts.md",
    command: "docformer finetune sroie",
    before: FEW,
    instead: "docformer finetune sroie --data few --out run --steps 1 --workers 1",
    reason: "minutes of training",
  },
  {
    page: "docs/recipes/receipts.md",
    command: "docformer evaluate",
    instead: "docformer evaluate --data few --split dev --limit 1 --model run/model",
    reason: "a minute of evaluation",
  },
];

export function exceptionOf(page: string, command: string): Exception | null {
  return EXCEPTIONS.find((one) => one.page === page && command.startsWith(one.command)) ?? null;
}
