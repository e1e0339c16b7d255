/** Targets of a batch of pages that are labelled: the tag of each word, and which entities each entity belongs to. */

import type { Page } from "../document/document.ts";
import type { LabelledDocument } from "../document/labelled.ts";
import { float32, int32 } from "../engine/runtime.ts";
import { type Feeds, MASKED } from "../model/batch.ts";
import type { ModelConfig } from "../model/config.ts";
import { placedWords, type TaggedEntity, tagsOf } from "../model/entities.ts";
import type { PageInputs } from "../model/inputs.ts";
import { linkFeeds, type WindowEntity, windowEntity } from "../model/links.ts";
import type { LabelShape } from "./objectives.ts";

/** Entities and links of one page, in the labels of a configuration. */
export interface PageLabels {
  /** The tag of each word that begins at a position; -1 at the others, which are not judged. */
  tags: Int32Array;
  entities: WindowEntity[];
  /** For each entity the entities (indices) that it belongs to. */
  parents: number[][];
}

/** Labels of (a window of) a page; null where the document labels no entity of the configuration on it. */
export function pageLabels(
  c: ModelConfig,
  labelled: LabelledDocument,
  page: Page,
  index: number,
  inputs: PageInputs,
): PageLabels | null {
  const labels = c.entityLabels ?? [];
  const entities = labelled.entities
    .filter((entity) => entity.page === index && labels.includes(entity.label) && entity.words.length > 0)
    .map(({ id, label, words }): TaggedEntity & { id: string | number } => ({
      id,
      label: labels.indexOf(label),
      words,
    }));
  if (entities.length === 0) return null;
  const order = placedWords(inputs.units, page);
  const tags = tagsOf(order, entities);
  const byPosition = new Int32Array(inputs.texts.length).fill(-1);
  order.forEach(({ word }, i) => {
    byPosition[inputs.positionsOf.get(word)?.[0] as number] = tags[i];
  });
  const seen = entities.flatMap((entity) => {
    const shown = windowEntity(inputs, entity);
    return shown ? [{ id: entity.id, shown }] : [];
  });
  const place = new Map(seen.map(({ id }, i) => [id, i]));
  const parents = seen.map(({ id }) =>
    labelled.links.flatMap(([key, value]) => (value === id && key !== id ? [place.get(key) ?? -1] : [])),
  );
  return { tags: byPosition, entities: seen.map(({ shown }) => shown), parents };
}

/** Feeds of labelObjective beside the encoder's, for at most `shape.entities` entities a page. */
export function labelFeeds(shape: LabelShape, pages: readonly PageLabels[]): Feeds {
  const { pages: B, units: N, entities: E } = shape;
  const label = int32([B * N]);
  const weight = float32([B * N, 1]);
  let judged = 0;
  pages.forEach(({ tags }, b) => {
    tags.forEach((tag, i) => {
      if (tag < 0) return;
      label.data[b * N + i] = tag;
      weight.data[b * N + i] = 1;
      judged++;
    });
  });
  for (let i = 0; i < weight.data.length; i++) (weight.data as Float32Array)[i] /= Math.max(1, judged);
  const feeds: Feeds = { "entity.label": label, "entity.weight": weight };
  if (E === 0) return feeds;
  const allowed = float32([B * E, 1 + E]);
  const linkWeight = float32([B * E, 1]);
  (allowed.data as Float32Array).fill(MASKED);
  // Padding belongs to none, at no weight.
  for (let row = 0; row < B * E; row++) allowed.data[row * (1 + E)] = 0;
  let linked = 0;
  pages.forEach(({ parents }, b) => {
    parents.slice(0, E).forEach((list, e) => {
      const row = b * E + e;
      const shown = list.filter((parent) => parent >= 0 && parent < E);
      // Whose keys are all out of sight is not asked.
      if (shown.length === 0 && list.length > 0) return;
      linkWeight.data[row] = 1;
      linked++;
      if (shown.length === 0) return;
      allowed.data[row * (1 + E)] = MASKED;
      for (const parent of shown) allowed.data[row * (1 + E) + 1 + parent] = 0;
    });
  });
  for (let i = 0; i < linkWeight.data.length; i++) (linkWeight.data as Float32Array)[i] /= Math.max(1, linked);
  feeds["link.allowed"] = allowed;
  feeds["link.weight"] = linkWeight;
  const entities = pages.map((page) => page.entities.slice(0, E));
  return { ...feeds, ...linkFeeds(entities, shape, E) };
}
