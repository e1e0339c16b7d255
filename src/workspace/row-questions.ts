/**
 * What labelled rows of line items teach: where each column stands, by its first cell, and cells by the name of their row, both
 * asked as extraction asks for them. Which lines of a table are rows is read off the table, and not learned. Pure.
 */
import type { LabelledDocument, LabelledEntity, LabelledQuestion } from "../document/labelled.ts";
import { namingColumn } from "../tasks/extract/cell-confidence.ts";
import { cellQuestion } from "../tasks/fields.ts";
import { fieldKey, rowOf, type SchemaField } from "./schema-fields.ts";

/** Cells of a list that are asked for by the name of their row, at most: a long table is no more worth than a short one. */
const MOST = 12;

/** Lists of objects with their columns: "items[]" -> the fields of "items[].name", "items[].price" */
function listsOf(fields: readonly SchemaField[]): SchemaField[][] {
  const lists = new Map<string, SchemaField[]>();
  for (const field of fields) {
    if (!field.inRows) continue;
    const list = field.path.slice(0, field.path.lastIndexOf("[]."));
    lists.set(list, [...(lists.get(list) ?? []), field]);
  }
  return [...lists.values()];
}

/** The cells of a column by the number of their row. */
function cellsOf({ entities }: LabelledDocument, { path }: SchemaField): Map<number, LabelledEntity> {
  const own = entities.filter(({ label, words }) => label === fieldKey(path) && words.length > 0);
  return new Map(own.map((cell) => [rowOf(String(cell.id)), cell]));
}

/** `count` of `all`, evenly from first to last. */
const spread = <T>(all: readonly T[], count: number): T[] =>
  all.length <= count ? [...all] : Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]);

/** The document with questions for its labelled rows in place of the columns as fields; that there are no rows stays a field. */
export function withRows(labelled: LabelledDocument, fields: readonly SchemaField[]): LabelledDocument {
  const questions: LabelledQuestion[] = [];
  const ask = ({ path }: SchemaField, question: string, { id, page, words, text }: LabelledEntity) => {
    const copy = { operation: "copy" as const, evidence: [{ page, words }] };
    questions.push({ id: `${labelled.id}-${id} ${questions.length}`, question, answers: [text], kind: path, ...copy });
  };
  for (const columns of listsOf(fields)) {
    const cells = columns.map((column) => cellsOf(labelled, column));
    const rows = [...new Set(cells.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b);
    columns.forEach((column, c) => {
      const first = rows.map((row) => cells[c].get(row)).find((cell) => cell !== undefined);
      if (first) ask(column, column.question, first);
    });
    const naming = namingColumn(
      rows.map((row) => cells.map((column) => column.get(row)?.text ?? null)),
      columns.map(({ type }) => type),
    );
    if (naming < 0) continue;
    const named = rows.flatMap((row) =>
      columns.flatMap((column, c) => {
        const cell = cells[c].get(row);
        return cell && c !== naming ? [{ column, cell, name: cells[naming].get(row)!.text }] : [];
      }),
    );
    for (const { column, cell, name } of spread(named, MOST)) {
      ask(column, cellQuestion(column.path.split(".").at(-1)!, name), cell);
    }
  }
  const inRows = new Set(fields.filter((field) => field.inRows).map(({ path }) => fieldKey(path)));
  const kept = Object.entries(labelled.fields).filter(([name, value]) => !inRows.has(name) || value.length === 0);
  return { ...labelled, fields: Object.fromEntries(kept), questions: [...labelled.questions, ...questions] };
}
