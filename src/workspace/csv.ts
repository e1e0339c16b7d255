/**
 * A workspace as one table, a row a document and a column a field, for spreadsheets and bookkeeping; and labels from such a table.
 * Labels go before predictions; the column "status" says which a row holds.
 */
import { stringify } from "csv-stringify/sync";
import { labelOf } from "./documents.ts";
import { WorkspaceError } from "./errors.ts";
import type { LabelField } from "./label.ts";
import { documentList, predictionOf } from "./predictions.ts";
import { fieldKey, patternOf, rowOf } from "./schema-fields.ts";
import type { Workspace } from "./workspace.ts";

/** Between the members of a list. A bar in one of them gets a backslash. */
const MARK = " | ";
const masked = (text: string) => text.replace(/\\*\|/g, "\\$&");
const unmasked = (text: string) => text.replace(/\\(\\*\|)/g, "$1");

/** The members of a list in one cell, by their numbers: an empty one between two marks is a row without that cell. */
function listCell(members: readonly (readonly [string, string])[]): string {
  const texts: string[] = [];
  for (const [path, text] of members) texts[rowOf(path)] = masked(text);
  return Array.from(texts, (text) => text ?? "").join(MARK);
}
const ABOUT = ["id", "name", "status"];

/** All documents that were read. A cell that begins as a formula would gets a quote before it, as spreadsheets want. */
export function csvOf(workspace: Workspace): string {
  const fields = workspace.fields();
  const rows = documentList(workspace).flatMap(({ id, name, status }) => {
    if (status === "waiting" || status === "unreadable") return [];
    const label = labelOf(workspace, id, fields).fields;
    const prediction = predictionOf(workspace, id, fields)?.fields ?? {};
    const texts = fields.map(({ path }) => {
      const [list] = path.split("[]");
      const own = (all: Record<string, { text: string | null }>) =>
        Object.entries(all).filter(([at]) => patternOf(at) === path || at === list);
      const chosen = own(label).length > 0 ? own(label) : own(prediction);
      const said = chosen.flatMap(([at, { text }]) => (text === null ? [] : [[at, text] as const]));
      return path.includes("[]") ? listCell(said) : said.map(([, text]) => text).join(" ");
    });
    return [[id, name, status, ...texts]];
  });
  const columns = [...ABOUT, ...fields.map(({ path }) => fieldKey(path))];
  return stringify([columns, ...rows], { escape_formulas: true });
}

/** Rows of cells: RFC 4180, commas or semicolons. */
export function parseCsv(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, "");
  const head = /^[^\r\n]*/.exec(plain)?.[0] ?? "";
  const comma = !head.includes(",") && head.includes(";") ? ";" : ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    [row, cell] = [[], ""];
  };
  for (let i = 0; i < plain.length; i++) {
    const sign = plain[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[i + 1] === '"') cell += plain[++i];
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === comma) {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

export interface CsvLabels {
  id: string;
  fields: Record<string, LabelField>;
}

/**
 * The labels in a table: a document is named by "id" or by "name" (or "file"), every other column that is called as a field is
 * one. An empty cell says nothing. @throws WorkspaceError "bad-label" naming the row
 */
export function labelsFromCsv(workspace: Workspace, text: string, file: string): CsvLabels[] {
  const [head = [], ...rows] = parseCsv(text);
  const fail = (message: string): never => {
    throw new WorkspaceError("bad-label", `${file}: ${message}`, file);
  };
  const column = (...names: string[]) => head.findIndex((name) => names.includes(name.trim().toLowerCase()));
  const [idAt, nameAt] = [column("id"), column("name", "file")];
  if (idAt < 0 && nameAt < 0) fail('no column is called "id", "name" or "file", by which the documents are known');
  const fields = workspace.fields();
  const columns = head.flatMap((name, at) => {
    const field = fields.find(({ path }) => fieldKey(path) === name.trim());
    return field && at !== idAt && at !== nameAt ? [{ at, path: field.path }] : [];
  });
  if (columns.length === 0) fail(`no column is called as a field of the schema; there are ${head.join(", ")}`);
  const documents = documentList(workspace);
  return rows.map((cells, i) => {
    const [id, name] = [cells[idAt]?.trim(), cells[nameAt]?.trim()];
    const found = documents.filter((one) => (id ? one.id === id : one.name === name));
    if (found.length !== 1) {
      const how = found.length === 0 ? "no document" : `${found.length} documents`;
      fail(`row ${i + 2}: ${how} of the workspace is called ${id || name || "nothing"}`);
    }
    const labels: Record<string, LabelField> = {};
    for (const { at, path } of columns) {
      // The quote before what looks like a formula, as csvOf writes it.
      const said = (cells[at] ?? "").trim().replace(/^'(?=[=+\-@\t\r])/, "");
      if (said === "") continue;
      const texts = path.includes("[]") ? ` ${said} `.split(MARK).map(unmasked) : [said];
      texts.forEach((value, k) => {
        if (value.trim() !== "")
          labels[path.replace("[]", `[${k}]`)] = { status: "value", text: value.trim(), by: "person" };
      });
    }
    return { id: found[0].id, fields: labels };
  });
}
