/**
 * Amazon Textract's JSON: blocks with fractions of the page, joined by ids. Also several responses in a list (long documents),
 * the Industry Documents Library's `["path", { ... }]`, and blocks sorted by type as InfographicVQA ships them. Textract does
 * not tell the size of a page. Polygons begin where the text begins, so they tell how it is turned.
 */
import { DocumentError, isRecord, kindOf } from "../../document/json.ts";
import type { Outline } from "../segment.ts";
import { Findings, type WordPlace } from "./findings.ts";
import {
  confidenceOf,
  listOf,
  type Recognised,
  type RecognisedPage,
  recordOf,
  TICKED,
  tableFrom,
  UNTICKED,
} from "./recognised.ts";

interface Block {
  at: string;
  type: string;
  id: string;
  page: number;
  raw: Record<string, unknown>;
}

/** The lists of blocks in `json`, each with its path; none where it is no Textract result. */
function blockLists(json: unknown, at = ""): { at: string; blocks: unknown[] }[] {
  if (Array.isArray(json)) return json.flatMap((entry, i) => (isRecord(entry) ? blockLists(entry, `[${i}].`) : []));
  if (!isRecord(json)) return [];
  if (Array.isArray(json.Blocks)) return [{ at: `${at}Blocks`, blocks: json.Blocks }];
  const sorted = ["PAGE", "LINE", "WORD"].filter((type) => Array.isArray(json[type]));
  if (sorted.includes("WORD")) return sorted.map((type) => ({ at: `${at}${type}`, blocks: json[type] as unknown[] }));
  return ["ExpenseDocuments", "IdentityDocuments"].flatMap((key) =>
    Array.isArray(json[key]) ? json[key].flatMap((entry, i) => blockLists(entry, `${at}${key}[${i}].`)) : [],
  );
}

function blocksOf(json: unknown): Block[] {
  return blockLists(json).flatMap(({ at, blocks }) =>
    blocks.map((entry, i) => {
      const where = `${at}[${i}]`;
      const raw = recordOf(entry, where);
      if (typeof raw.BlockType !== "string")
        throw new DocumentError(`${where}.BlockType`, `expected text, found ${kindOf(raw.BlockType)}`);
      const page = typeof raw.Page === "number" ? raw.Page : 1;
      return { at: where, type: raw.BlockType, id: typeof raw.Id === "string" ? raw.Id : where, page, raw };
    }),
  );
}

function related({ raw, at }: Block, type: string): string[] {
  return listOf(raw.Relationships, `${at}.Relationships`).flatMap((entry) =>
    isRecord(entry) && entry.Type === type ? listOf(entry.Ids, `${at}.Relationships`).map(String) : [],
  );
}

function outlineOf({ raw }: Block): Outline {
  const geometry = isRecord(raw.Geometry) ? raw.Geometry : {};
  const polygon = Array.isArray(geometry.Polygon) ? geometry.Polygon : [];
  if (polygon.length >= 3) return polygon.map((point) => [point?.X, point?.Y] as [number, number]);
  if (!isRecord(geometry.BoundingBox)) return [];
  const { Left, Top, Width, Height } = geometry.BoundingBox as Record<string, number>;
  return [
    [Left, Top],
    [Left + Width, Top],
    [Left + Width, Top + Height],
    [Left, Top + Height],
  ];
}

function textOf({ raw, type }: Block): string {
  if (type === "SELECTION_ELEMENT") return raw.SelectionStatus === "SELECTED" ? TICKED : UNTICKED;
  return typeof raw.Text === "string" ? raw.Text : "";
}

export const textract = {
  name: "Amazon Textract",

  recognises: (json: unknown): boolean => blockLists(json).length > 0,

  /** @throws DocumentError */
  read(json: unknown): Recognised {
    const blocks = blocksOf(json);
    const byId = new Map(blocks.map((block) => [block.id, block]));
    const byPage = new Map<number, Block[]>();
    for (const block of blocks) {
      const own = byPage.get(block.page);
      if (own) own.push(block);
      else byPage.set(block.page, [block]);
    }
    const placeOf = new Map<string, WordPlace>();
    const sorted = [...byPage].sort(([a], [b]) => a - b);
    const pages = sorted.map(([number, own], page): RecognisedPage => {
      const words: RecognisedPage["words"] = [];
      const add = (block: Block | undefined, line?: number) => {
        if (!block || placeOf.has(block.id) || (block.type !== "WORD" && block.type !== "SELECTION_ELEMENT")) return;
        placeOf.set(block.id, { page, word: words.length });
        words.push({
          text: textOf(block),
          outline: outlineOf(block),
          confidence: confidenceOf(block.raw.Confidence, 100),
          ...(line === undefined ? {} : { line }),
          at: block.at,
        });
      };
      const lines = own.filter(({ type }) => type === "LINE");
      lines.forEach((block, line) => {
        for (const id of related(block, "CHILD")) add(byId.get(id), line);
      });
      for (const block of own) add(block);
      return { at: `page ${number}`, extent: { width: 1, height: 1 }, size: null, words };
    });
    const found = new Findings();
    const wordsOf = (block: Block | undefined) =>
      block ? related(block, "CHILD").flatMap((id) => placeOf.get(id) ?? []) : [];
    for (const block of blocks) {
      if (block.type === "TABLE") addTable(block, byId, found);
      if (block.type !== "KEY_VALUE_SET" || !listOf(block.raw.EntityTypes, block.at).includes("KEY")) continue;
      const values = related(block, "VALUE").flatMap((id) => wordsOf(byId.get(id)));
      found.pair(wordsOf(block), values);
    }
    return { pages, entities: found.entities, links: found.links, tables: found.tables };
  },
};

function addTable(block: Block, byId: ReadonlyMap<string, Block>, found: Findings): void {
  const cells = related(block, "CHILD").flatMap((id) => {
    const cell = byId.get(id);
    if (cell?.type !== "CELL") return [];
    const inside = related(cell, "CHILD").flatMap((word) => byId.get(word) ?? []);
    return {
      row: Number(cell.raw.RowIndex) - 1,
      column: Number(cell.raw.ColumnIndex) - 1,
      text: inside.map(textOf).filter(Boolean).join(" "),
      header: listOf(cell.raw.EntityTypes, cell.at).includes("COLUMN_HEADER"),
    };
  });
  if (cells.length > 0) found.tables.push(tableFrom(cells));
}
