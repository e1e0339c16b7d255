/**
 * Between a workspace's labels and the common form of labelled documents (LabelledDocument): what is trained on, exported and
 * imported. A field of line items becomes one list, "items.price"; an absent field the empty list. Words that a value was linked
 * to are entities, too, and the links go from them to it.
 */
import { enclose } from "../document/box.ts";
import { type Document, textOf } from "../document/document.ts";
import { documentToJson } from "../document/json.ts";
import type { LabelledDocument, LabelledEntity } from "../document/labelled.ts";
import type { Answer } from "../tasks/answer.ts";
import { exactMatch } from "../tasks/metrics/exact-match.ts";
import {
  type About,
  type Added,
  idOf,
  labelOf,
  loadDocument,
  place,
  putLabel,
  sha256Of,
  storeDocument,
} from "./documents.ts";
import type { Label, LabelField, LabelKey } from "./label.ts";
import { type FieldSchema, fieldKey, patternOf, rowOf, type SchemaField } from "./schema-fields.ts";
import type { Workspace } from "./workspace.ts";

/** The label as fields and places. A field that is not labelled does not stand among them. */
export function toLabelled(
  about: Pick<About, "id" | "name">,
  document: Document,
  label: Label,
  fields: readonly SchemaField[],
): LabelledDocument {
  const values: Record<string, string | string[]> = {};
  const entities: LabelledEntity[] = [];
  for (const { path, type } of fields) {
    const key = fieldKey(path);
    const own = Object.entries(label.fields).filter(([at]) => patternOf(at) === path);
    const said = own.filter(([, one]) => one.status === "value").sort(([a], [b]) => rowOf(a) - rowOf(b));
    const [list, column] = path.split("[]");
    const absent = [path, list].some((at) => label.fields[at]?.status === "absent");
    if (column && own.length > 0) values[key] = columnOf(said, rowsOf(label, list));
    else if (said.length > 0) values[key] = column === "" ? said.map(([, one]) => one.text!) : said[0][1].text!;
    else if (absent) values[key] = [];
    if (type === "boolean" && said.length > 0) {
      // Said, not copied: the words that settle it are no text of its own.
      values[key] = YES.test(said[0][1].text!.trim()) ? "yes" : "no";
      continue;
    }
    for (const [at, { words, page = 0, text, box }] of said) {
      if (words) entities.push({ id: at, label: key, page, words, text: text! });
      else if (box) entities.push({ id: at, label: key, page, words: [], text: text!, box });
    }
  }
  return {
    id: about.id,
    source: "workspace",
    document,
    questions: [],
    fields: values,
    links: linkKeys(document, label, entities),
    entities,
    statements: [],
    wanted: { fields: fields.map(({ path }) => fieldKey(path)) },
  };
}

/** The label that FUNSD gives to words that name a value, and that heads for links know. */
const KEY = "question";

const sameWords = (a: Pick<LabelKey, "page" | "words">, b: Pick<LabelKey, "page" | "words">) =>
  a.page === b.page && a.words.join() === b.words.join();

/** Links from the keys of labelled values to these. Keys that are no value themselves join the entities. */
function linkKeys(document: Document, label: Label, entities: LabelledEntity[]): LabelledDocument["links"] {
  const values = [...entities];
  return values.flatMap(({ id }) =>
    (label.fields[id]?.keys ?? []).flatMap((key): LabelledDocument["links"] => {
      const page = document.pages.find(({ number }) => number === key.page);
      let from = entities.find((entity) => sameWords(entity, key));
      if (!from && page) {
        // Words that name several values are one entity.
        const text = textOf(page, key.words);
        from = { id: `key of ${id} ${key.words[0]}`, label: KEY, page: key.page, words: [...key.words], text };
        entities.push(from);
      }
      return from && from.id !== id ? [[from.id, id]] : [];
    }),
  );
}

const YES = /^(yes|true|ticked|checked|x|1)$/i;

/** How many rows of a list a label has values in. */
function rowsOf(label: Label, list: string): number {
  const own = Object.entries(label.fields).filter(
    ([at, { status }]) => at.startsWith(`${list}[`) && status === "value",
  );
  return Math.max(0, ...own.map(([at]) => rowOf(at) + 1));
}

/** The cells of a column by row; "" where a row has none, so that the columns of a list stay beside each other. */
function columnOf(cells: readonly [string, LabelField][], rows: number): string[] {
  const texts = new Array<string>(rows).fill("");
  for (const [at, { text }] of cells) texts[rowOf(at)] = text!;
  return texts;
}

/** The documents of a workspace with their labels. @param ids default: those with a label */
export async function* labelledDocuments(
  workspace: Workspace,
  ids: readonly string[],
  options: { images?: boolean; signal?: AbortSignal } = {},
): AsyncGenerator<LabelledDocument> {
  const fields = workspace.fields();
  for (const id of ids) {
    options.signal?.throwIfAborted();
    const document = await loadDocument(workspace, id, options);
    yield toLabelled({ id, name: document.source.name }, document, labelOf(workspace, id, fields), fields);
  }
}

/** Places that stand in one row of a page share this much of the lower one's height. */
const ONE_ROW = 0.5;

/** The row of each place of a list's columns, by how they stand on the page: layouts without rows keep nothing else. */
function rowsByPlace(
  { document, entities }: LabelledDocument,
  columns: readonly string[],
): Map<LabelledEntity, number> {
  const placed = entities.flatMap((entity) => {
    const words = document.pages[entity.page]?.words;
    const [, y0, , y1] = entity.box ?? (words ? enclose(entity.words.map((word) => words[word].box)) : []);
    return columns.includes(entity.label) && y0 !== undefined && y1 !== undefined ? [{ entity, y0, y1 }] : [];
  });
  placed.sort((a, b) => a.entity.page - b.entity.page || a.y0 + a.y1 - b.y0 - b.y1);
  const rows = new Map<LabelledEntity, number>();
  let [count, page, top, bottom] = [0, -1, 0, 0];
  let taken = new Set<string>();
  for (const { entity, y0, y1 } of placed) {
    const shared = Math.min(bottom, y1) - Math.max(top, y0);
    const same = entity.page === page && shared >= ONE_ROW * Math.min(bottom - top, y1 - y0);
    if (!same || taken.has(entity.label)) {
      [page, top, bottom, taken] = [entity.page, y0, y1, new Set()];
      count++;
    }
    taken.add(entity.label);
    rows.set(entity, count - 1);
  }
  return rows;
}

/** The row of each place of the field at `path`: as its id says, else by how it stands beside the other columns'. */
function placeRows(
  labelled: LabelledDocument,
  path: string,
  fields: readonly SchemaField[],
  places: readonly LabelledEntity[],
): number[] {
  const own = places.map(({ id }) => (patternOf(String(id)) === path ? rowOf(String(id)) : null));
  if (own.every((row) => row !== null)) return own;
  const list = path.slice(0, path.indexOf("[]") + 2);
  const columns = fields.filter((field) => field.path.startsWith(list)).map((field) => fieldKey(field.path));
  if (columns.length < 2) return places.map((_, i) => i);
  const rows = rowsByPlace(labelled, columns);
  // Where nothing stands beside anything, their order is all there is.
  const alone = new Set(rows.values()).size === rows.size;
  if (alone) return places.map((_, i) => i);
  return places.map((place, i) => rows.get(place) ?? i);
}

/** What a labelled document says of the fields: its fields, else its entities of that name; the other way round with `placesFirst`. */
export function labelFrom(
  labelled: LabelledDocument,
  fields: readonly SchemaField[],
  placesFirst = false,
): Record<string, LabelField> {
  const label: Record<string, LabelField> = {};
  for (const { path, inRows } of fields) {
    const key = fieldKey(path);
    const places = labelled.entities.filter((entity) => entity.label === key);
    const given = placesFirst && places.length > 0 ? undefined : labelled.fields[key];
    if (given === undefined && places.length === 0) continue;
    const all = given === undefined ? places.map(({ text }) => text) : [given].flat();
    if (all.length === 0) {
      label[path.split("[]")[0]] = { status: "absent", text: null, by: "person" };
      continue;
    }
    const byPlace = given === undefined && inRows ? placeRows(labelled, path, fields, places) : null;
    const texts = (path.includes("[]") ? all : [all.join(" ")]).map((text, i) => ({ text, row: byPlace?.[i] ?? i }));
    const said = texts.filter(({ text }) => text.trim() !== "");
    said.forEach(({ text, row }, i) => {
      const own = places.length === said.length ? places[i] : places.find((one) => exactMatch(one.text, text));
      const where =
        own && own.words.length > 0
          ? { page: own.page, words: [...own.words] }
          : own?.box
            ? { page: own.page, box: own.box }
            : {};
      const keys = own ? keysOf(labelled, own) : [];
      label[path.replace("[]", `[${row}]`)] = {
        status: "value",
        text,
        ...where,
        ...(keys.length > 0 ? { keys } : {}),
        by: "person",
      };
    });
  }
  return label;
}

/** Words that an entity was linked to as its keys. */
function keysOf({ entities, links }: LabelledDocument, value: LabelledEntity): LabelKey[] {
  const from = new Set(links.flatMap(([key, to]) => (to === value.id ? [key] : [])));
  return entities.flatMap(({ id, page, words }) =>
    from.has(id) && words.length > 0 ? [{ page, words: [...words] }] : [],
  );
}

/** A schema that holds all that the documents are labelled with, as texts and lists of texts. */
export function schemaFrom(documents: readonly LabelledDocument[]): FieldSchema {
  const lists = new Map<string, boolean>();
  for (const { fields, entities, links } of documents) {
    for (const [name, value] of Object.entries(fields)) {
      lists.set(name, (lists.get(name) ?? false) || (Array.isArray(value) && value.length > 1));
    }
    // What is no field in any layout: the names of FUNSD's remainder, and of words that name a value which is linked to them.
    for (const { label } of entities)
      if (!/^(other|others|ignore)$/i.test(label) && !(links.length > 0 && label === KEY))
        lists.set(label, lists.get(label) ?? false);
  }
  const root: FieldSchema = { type: "object", properties: {} };
  for (const [name, list] of lists) {
    const path = name.split(".");
    let at = root;
    for (const part of path.slice(0, -1)) {
      at.properties![part] ??= { type: "object", properties: {} };
      at = at.properties![part];
      at.properties ??= {};
    }
    const leaf: FieldSchema = list ? { type: "array", items: { type: "string" } } : { type: "string" };
    at.properties![path.at(-1)!] = leaf;
  }
  return root;
}

/** Takes in a document of a data set, with its words as they are given, and its labels. */
export async function addLabelled(workspace: Workspace, labelled: LabelledDocument, who: string): Promise<Added> {
  const { document } = labelled;
  // Known again by what it shows: the words, and the small pictures of its pages.
  const parts = document.pages.map((page) => page.image?.thumbnail.data ?? new Uint8Array());
  const { pages } = documentToJson(document);
  const sha256 = sha256Of(Buffer.concat([Buffer.from(JSON.stringify([labelled.id, pages])), ...parts]));
  const about: About = {
    id: idOf(sha256),
    name: labelled.id,
    sha256,
    added: new Date().toISOString(),
    source: null,
    mime: "application/json",
    pages: pages.length,
    problem: null,
  };
  const named = { ...document, source: { ...document.source, name: labelled.id } };
  const added = await place(workspace, about, who, (folder) => storeDocument(folder, named));
  const fields = labelFrom(labelled, workspace.fields());
  const { version } = labelOf(workspace, added.id);
  // What somebody has labelled here is not written over.
  if (version === 0 && Object.keys(fields).length > 0) await putLabel(workspace, added.id, { fields }, 0, who);
  return added;
}

/** What a person who accepts an answer says: the text with its words, or that there is none. */
export function acceptedLabel({ text, evidence, operation }: Answer): LabelField {
  if (text === null) return { status: "absent", text: null, by: "accepted" };
  // Words are those of a text that was copied from one place.
  const [place] = evidence.length === 1 && operation === "copy" ? evidence : [];
  return { status: "value", text, ...(place ? { page: place.page, words: place.words } : {}), by: "accepted" };
}
