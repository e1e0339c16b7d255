/**
 * Entities and the links between them, by the heads of a checkpoint that names labels: runs of words by tags, and for each
 * entity the one it belongs to (a value to its key). Over windows; of a word that several windows show, the one speaks in which
 * it stands farthest from the edge.
 */
import type { Box } from "../document/box.ts";
import { type Document, textOf } from "../document/document.ts";
import { ConfigError } from "../model/config.ts";
import { entitiesOf, placedWords, tagCount } from "../model/entities.ts";
import { type WindowEntity, windowEntity } from "../model/links.ts";
import { pageUnits } from "../model/units.ts";
import type { DocFormer, Window } from "./docformer.ts";

/** Words that a checkpoint names: a key, a value, a head. */
export interface Entity {
  /** Counts from 0 over the document. */
  id: number;
  label: string;
  /** Index from 0. */
  page: number;
  /** Indices of words on that page, in reading order. */
  words: number[];
  /** A box for each line of it. */
  boxes: Box[];
  text: string;
}

/** What is linked: predicted entities, or labelled ones. */
export interface LinkableEntity {
  id: string | number;
  label: string;
  page: number;
  words: readonly number[];
}

/** A second owner of an entity is believed from this share of the probability on. */
const SECOND = 0.3;

function labelsOf(model: DocFormer): readonly string[] {
  const { entityLabels } = model.config;
  if (entityLabels) return entityLabels;
  throw new ConfigError(
    "entityLabels",
    "this checkpoint labels no entities; fine-tune one that does, e.g. docformer finetune funsd --data FOLDER --out RUN",
  );
}

async function encodedWindow(model: DocFormer, window: Window) {
  // Where questions are part of the encoder's input, this encoding has none and is of no use to ask().
  if (model.config.question === "encoder") return model.generator.encode([window.inputs]);
  window.encoded ??= await model.generator.encode([window.inputs]);
  return window.encoded;
}

/**
 * The entities of a document, page by page, in reading order.
 * @throws ConfigError where the checkpoint names no labels, as the one of the package
 * @example
 * const forms = model; // await DocFormer.load({ model: "RUN/model" }) after docformer finetune funsd --out RUN
 * const entities = forms.config.entityLabels ? await labelEntities(forms, document) : [];
 */
export async function labelEntities(
  model: DocFormer,
  document: Document,
  options: { signal?: AbortSignal } = {},
): Promise<Entity[]> {
  const labels = labelsOf(model);
  const width = tagCount(labels.length);
  const entities: Entity[] = [];
  for (const page of document.pages) {
    const order = placedWords(pageUnits(page), page);
    const tags = new Map<number, { tag: number; inside: number }>();
    for (const window of model.windows(document)) {
      if (window.page !== page) continue;
      options.signal?.throwIfAborted();
      const [scores] = await model.generator.tags(await encodedWindow(model, window));
      const count = window.inputs.texts.length;
      for (const [word, [position]] of window.inputs.positionsOf) {
        const inside = Math.min(position, count - 1 - position);
        if ((tags.get(word)?.inside ?? -1) >= inside) continue;
        tags.set(word, { tag: largest(scores.subarray(position * width, (position + 1) * width)), inside });
      }
    }
    const found = entitiesOf(
      order,
      order.map(({ word }) => tags.get(word)?.tag ?? 0),
    );
    for (const { label, words, boxes } of found) {
      const text = textOf(page, words);
      entities.push({ id: entities.length, label: labels[label], page: page.number, words, boxes, text });
    }
  }
  return entities;
}

/**
 * Which entity belongs to which: pairs of ids, the owner (key) first. Entities whose label the checkpoint does not know are not
 * linked, and only those of one window can be.
 * @throws ConfigError where the checkpoint names no labels, as the one of the package
 * @example
 * const forms = model; // await DocFormer.load({ model: "RUN/model" }) after docformer finetune funsd --out RUN
 * const entities = forms.config.entityLabels ? await labelEntities(forms, document) : [];
 * const links = entities.length > 0 ? await linkEntities(forms, document, entities) : [];
 */
export async function linkEntities<T extends LinkableEntity>(
  model: DocFormer,
  document: Document,
  entities: readonly T[],
  options: { signal?: AbortSignal } = {},
): Promise<[T["id"], T["id"]][]> {
  const labels = labelsOf(model);
  const links: [T["id"], T["id"]][] = [];
  // Of windows that share an entity the one decides that shows most of it.
  const decided = new Map<T, { shown: number; owners: T[] }>();
  for (const window of model.windows(document)) {
    options.signal?.throwIfAborted();
    const seen = entities.flatMap((entity) => {
      const label = labels.indexOf(entity.label);
      if (entity.page !== window.page.number || label < 0) return [];
      const shown = windowEntity(window.inputs, { label, words: [...entity.words] });
      return shown ? [{ entity, shown }] : [];
    });
    if (seen.length < 2) continue;
    const shown: WindowEntity[] = seen.map((one) => one.shown);
    const [probabilities] = await model.generator.links(await encodedWindow(model, window), [shown]);
    const E = seen.length;
    seen.forEach(({ entity, shown: { positions } }, e) => {
      if ((decided.get(entity)?.shown ?? 0) >= positions.length) return;
      const row = probabilities.subarray(e * (1 + E), (e + 1) * (1 + E));
      const best = largest(row);
      const owners = seen.filter((_, other) => best === 1 + other || (best > 0 && row[1 + other] >= SECOND));
      decided.set(entity, { shown: positions.length, owners: owners.map((owner) => owner.entity) });
    });
  }
  for (const entity of entities) {
    for (const owner of decided.get(entity)?.owners ?? []) links.push([owner.id, entity.id]);
  }
  return links;
}

function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
