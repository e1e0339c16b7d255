/** A workspace of two invoices of one layout for the page's tests: line items, totals, predictions that are sure. */
import { join } from "node:path";
import type { Answer } from "../../src/tasks/answer.ts";
import { addDocument, readInto } from "../../src/workspace/documents.ts";
import { putPrediction } from "../../src/workspace/predictions.ts";
import { Workspace } from "../../src/workspace/workspace.ts";
import { tinyCheckpoint } from "../workspaces.ts";
import type { Stand } from "./stand.ts";

const money = { type: "number", format: "money" };
const SCHEMA = {
  type: "object",
  properties: {
    number: { type: "string" },
    net: money,
    total: money,
    items: { type: "array", items: { type: "object", properties: { name: { type: "string" }, price: money } } },
  },
};

/** Words of a line beside each other; indices run on from line to line. */
const LINES = (number: string, a: string, b: string, total: string) => [
  ["Invoice", number],
  ["Name", "Price"],
  ["Nails", a],
  ["Rope", b],
  ["Net:", total],
  ["Total:", total],
  ["Reference", number],
];
/** Index of a word of these lines. */
export const at = (line: number, place: 0 | 1): number => line * 2 + place;

const bytesOf = (lines: readonly (readonly string[])[]) =>
  Buffer.from(
    JSON.stringify({
      pages: [
        {
          width: 1000,
          height: 1400,
          words: lines.flatMap((line, i) =>
            line.map((text, j) => ({ text, box: [100 + 300 * j, 100 + 100 * i, 300 + 300 * j, 130 + 100 * i] })),
          ),
        },
      ],
    }),
  );

/** Takes two invoices in, with predictions of all fields. @returns their ids, as the page lists them */
export async function prepareInvoices(stand: Stand): Promise<string[]> {
  const base = tinyCheckpoint(join(stand.folder, "base"));
  const workspace = Workspace.init(stand.workspace, { schema: SCHEMA as never, base, ocr: "tiny", who: "test" });
  const ids: string[] = [];
  for (const [i, lines] of [
    LINES("A-101", "3.00", "4.00", "7.00"),
    LINES("B-202", "5.00", "6.00", "11.00"),
  ].entries()) {
    const { id } = await addDocument(workspace, { name: `invoice-${i + 1}.json`, bytes: bytesOf(lines) }, "test");
    await readInto(workspace, id);
    const answer = (line: number, place: 0 | 1, confidence = 0.97): Answer => {
      const text = lines[line][place];
      const value = /^[\d.]+$/.test(text) ? Number(text) : text;
      const box: [number, number, number, number] = [0.1 + 0.3 * place, (100 + 100 * line) / 1400, 0, 0];
      box[2] = box[0] + 0.2;
      box[3] = box[1] + 30 / 1400;
      const evidence = [{ page: 0, words: [at(line, place)], box }];
      return {
        text,
        value,
        operation: "copy",
        confidence,
        calibrated: true,
        status: "ok",
        evidence,
        alternatives: [],
      } as Answer;
    };
    const fields = {
      number: answer(0, 1),
      // Surer in the first invoice, so that the list begins with the second.
      net: answer(4, 1, i === 0 ? 0.99 : 0.8),
      total: answer(5, 1),
      "items[0].name": answer(2, 0),
      "items[0].price": answer(2, 1),
      "items[1].name": answer(3, 0),
      "items[1].price": answer(3, 1, 0.3),
    };
    putPrediction(workspace, id, { model: "base", schemaVersion: 1, fields, checks: [], problems: [] });
    ids.push(id);
  }
  return ids;
}
