/**
 * The entities of a document and which belongs to which: by the heads of a checkpoint that has them (label.ts), else as pairs of
 * label and value (relate/pairs.ts). One form of result for both.
 */
import type { Box } from "../document/box.ts";
import { enclose } from "../document/box.ts";
import { type Document, type Page, textOf } from "../document/document.ts";
import type { AskOptions, DocFormer } from "./docformer.ts";
import { type Entity, labelEntities, linkEntities } from "./label.ts";
import { findPairs } from "./relate/pairs.ts";
import { type TickField, tickFields } from "./tick-fields.ts";

/** An entity, and how surely it is the value of its key. */
export type RelatedEntity = Entity & {
  /** Of the value's being this key's, as the model says; null where it did not say. */
  confidence: number | null;
};

/** What stands on a form: entities, which belongs to which, ticked boxes. */
export interface Relations {
  entities: RelatedEntity[];
  /** Pairs of ids, the owner (key) first. */
  links: [number, number][];
  /** Check boxes as yes/no fields. */
  ticks: TickField[];
}

/** Labels of entities that are found without heads; FUNSD's names. */
export const KEY = "question";
export const VALUE = "answer";

/**
 * Finds entities and links.
 * @example
 * const { entities, links } = await relate(model, document);
 * const pairs = links.map(([key, value]) => [entities[key].text, entities[value].text]);
 * pairs.find(([key]) => key === "Invoice number:") // ["Invoice number:", "FJ-20417"]
 */
export async function relate(model: DocFormer, document: Document, options: AskOptions = {}): Promise<Relations> {
  const ticks = tickFields(document);
  if (model.config.entityLabels) {
    const entities = await labelEntities(model, document, options);
    const links = await linkEntities(model, document, entities, options);
    return { entities: entities.map((entity) => ({ ...entity, confidence: null })), links, ticks };
  }
  const entities: RelatedEntity[] = [];
  const links: [number, number][] = [];
  const add = (page: Page, label: string, words: number[], confidence: number | null) => {
    const boxes = boxesByLine(page, words);
    return (
      entities.push({
        id: entities.length,
        label,
        page: page.number,
        words,
        boxes,
        text: textOf(page, words),
        confidence,
      }) - 1
    );
  };
  // The text of a box is no key and no value of another.
  const taken = new Map<Page, Set<number>>();
  for (const { page: number, words, label } of ticks) {
    const page = document.pages.find((one) => one.number === number) as Page;
    if (!label.includes(":")) taken.set(page, new Set([...(taken.get(page) ?? []), ...words]));
  }
  for (const { page, key, value, confidence } of await findPairs(model, document, taken, options)) {
    const owner = add(page, KEY, key, null);
    if (value.length > 0) links.push([owner, add(page, VALUE, value, confidence)]);
  }
  return { entities, links, ticks };
}

/** A box for each line that the words touch. */
function boxesByLine(page: Page, words: readonly number[]): Box[] {
  const lines = [...new Set(words.map((word) => page.words[word].line))];
  return lines.map((line) =>
    enclose(words.filter((word) => page.words[word].line === line).map((word) => page.words[word].box)),
  );
}

/** Links as pairs of texts: key and value. */
export function keyValues({ entities, links }: Pick<Relations, "entities" | "links">): [key: string, value: string][] {
  const texts = new Map(entities.map(({ id, text }) => [id, text]));
  return links.map(([key, value]) => [texts.get(key) ?? "", texts.get(value) ?? ""]);
}
