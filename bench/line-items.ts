/**
 * Line items under heads that say nothing to the model (Hungarian ones), before and after some documents were labelled in a
 * workspace: cells found of documents held back, and how sure they are. Drawn tables, each in a look of its own.
 *
 *   node --import tsx bench/line-items.ts [--labelled 10] [--judged 20] [--minutes 3] [--model FOLDER]
 *     [--heads "Description|Qty|Unit price|Amount"] (heads that say it; --labelled 0: as shipped alone)
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Random } from "../src/data/synthetic/random.ts";
import { tablePage } from "../src/data/table-page.ts";
import type { Box } from "../src/document/box.ts";
import type { Document } from "../src/document/document.ts";
import type { LabelledDocument, LabelledEntity } from "../src/document/labelled.ts";
import { DocFormer } from "../src/tasks/docformer.ts";
import { exactMatch } from "../src/tasks/metrics/exact-match.ts";
import { addLabelled } from "../src/workspace/labelled.ts";
import { modelFolder } from "../src/workspace/models.ts";
import { askFields } from "../src/workspace/predictions.ts";
import { planRun } from "../src/workspace/runs.ts";
import { trainRun } from "../src/workspace/train.ts";
import { Workspace } from "../src/workspace/workspace.ts";

const { values } = parseArgs({
  options: {
    labelled: { type: "string", default: "10" },
    judged: { type: "string", default: "20" },
    minutes: { type: "string", default: "3" },
    model: { type: "string" },
    heads: { type: "string", default: "Megnevezés|Mennyiség|Egységár|Összeg" },
  },
});

const COLUMNS = ["article", "quantity", "price", "amount"];
const HEADS = values.heads.split("|");
const KINDS = "Csavar Anya Alátét Zsanér Lakat Kilincs Szegecs Csap Tömítés Szelep Kábel Foglalat Kapcsoló Izzó".split(
  " ",
);
const SORTS = "kicsi nagy sárga fehér rövid hosszú lapos kerek acél réz fekete kék".split(" ");

function bill(seed: number): LabelledDocument {
  const random = new Random(`bill ${seed}`);
  const names = new Set<string>();
  const rows = random.int(2, 10);
  while (names.size < rows) names.add(`${random.pick(KINDS)}-${random.pick(SORTS)}`);
  const texts = [...names].map((name) => {
    const [count, cents] = [random.int(1, 40), random.int(50, 9_999)];
    return [name, String(count), (cents / 100).toFixed(2), ((count * cents) / 100).toFixed(2)];
  });
  const order = random.chance(0.5) ? [0, 1, 2, 3] : [1, 0, 2, 3];
  const table = {
    title: `Számla ${random.int(1000, 9999)}`,
    header: order.map((c) => HEADS[c]),
    rows: texts.map((row) => order.map((c) => row[c])),
  };
  const page = tablePage(table, `bill ${seed}`, { image: true });
  const document: Document = {
    version: 1,
    source: { name: `bill-${seed}`, mime: "application/json", sha256: "" },
    pages: [page],
  };
  const entities = texts.flatMap((row, r): LabelledEntity[] => {
    const middle = ([, y0, , y1]: Box) => (y0 + y1) / 2;
    const [name] = page.words.filter(({ text }) => text === row[0]);
    const far = (i: number) => Math.abs(middle(page.words[i].box) - middle(name.box));
    return row.map((text, c): LabelledEntity => {
      const same = page.words.flatMap((word, i) => (word.text === text ? [i] : []));
      const words = same.sort((a, b) => far(a) - far(b)).slice(0, 1);
      return { id: `${r}-${c}`, label: `items.${COLUMNS[c]}`, page: 0, words, text };
    });
  });
  const fields = Object.fromEntries(COLUMNS.map((name, c) => [`items.${name}`, texts.map((row) => row[c])]));
  return { id: `bill-${seed}`, document, questions: [], fields, entities, links: [], statements: [] };
}

const schema = {
  type: "object",
  properties: {
    items: {
      type: "array",
      items: {
        type: "object",
        properties: {
          article: { type: "string" },
          quantity: { type: "integer" },
          price: { type: "number" },
          amount: { type: "number" },
        },
      },
    },
  },
};

/** Cells of the judged documents that a checkpoint finds, of how many; and of the sure ones (0.8 and more) how many are right. */
async function judged(folder: string): Promise<string> {
  const model = await DocFormer.load({ model: folder });
  const count = { gold: 0, said: 0, right: 0, asked: 0, sure: 0, sureRight: 0 };
  for (let i = 0; i < Number(values.judged); i++) {
    const { document, fields } = bill(10_000 + i);
    const { fields: answers } = await askFields(model, document, schema);
    for (const [name, texts] of Object.entries(fields)) {
      count.gold += texts.length;
      for (const [r, text] of (texts as string[]).entries()) {
        const answer = answers[name.replace(".", `[${r}].`)];
        if (!answer || answer.text === null) continue;
        count.said++;
        const right = exactMatch(answer.text, text);
        if (right) count.right++;
        if (answer.confidence === null) continue;
        count.asked++;
        if (answer.confidence < 0.8) continue;
        count.sure++;
        if (right) count.sureRight++;
      }
    }
  }
  await model.dispose();
  const { gold, said, right, asked, sure, sureRight } = count;
  return `${right} of ${gold} cells right, ${said - right} wrong; of ${asked} with a confidence ${sure} are sure (0.8), ${sureRight} of these right`;
}

const folder = mkdtempSync(join(tmpdir(), "docformer-line-items-"));
try {
  const workspace = Workspace.init(join(folder, "workspace"), { schema, base: values.model, who: "bench" });
  for (let i = 0; i < Number(values.labelled); i++) await addLabelled(workspace, bill(i), "bench");
  console.log(`as shipped: ${await judged(modelFolder(workspace, "base"))}`);
  if (Number(values.labelled) > 0) {
    const { id } = planRun(workspace, { who: "bench", minutes: Number(values.minutes), held: 0 });
    const model = await trainRun(workspace, id, { workers: 1 });
    if (model === null) throw new Error("the run was stopped");
    const after = await judged(modelFolder(workspace, model));
    console.log(`${values.labelled} documents labelled, ${values.minutes} minutes: ${after}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
