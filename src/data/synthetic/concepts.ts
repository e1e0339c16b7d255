/** Field concepts: what forms, invoices and receipts hold, how it is printed and how it is asked for. Reads words/concepts.ts. */
import { CONCEPTS } from "./words/concepts.ts";

export interface Concept {
  id: string;
  group: string;
  /** A type of field-values.ts. */
  type: string;
  names: string[];
  labels: string[];
  asks: string[];
}

const split = (text: string) =>
  text
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function parse(text: string): Concept[] {
  const list: Concept[] = [];
  let group = "";
  for (const line of text.split("\n")) {
    if (line.startsWith("## ")) group = line.slice(3).trim();
    else if (line.includes("|")) {
      const [id, type, names, labels, asks = ""] = line.split("|").map((part) => part.trim());
      list.push({ id, group, type, names: split(names), labels: split(labels), asks: split(asks) });
    }
  }
  return list;
}

export const ALL_CONCEPTS: readonly Concept[] = parse(CONCEPTS);

const BY_ID = new Map(ALL_CONCEPTS.map((concept) => [concept.id, concept]));
const BY_GROUP = new Map<string, Concept[]>();
for (const concept of ALL_CONCEPTS) {
  const group = BY_GROUP.get(concept.group) ?? [];
  group.push(concept);
  BY_GROUP.set(concept.group, group);
}

/** The concept `id`, which must exist. */
export function concept(id: string): Concept {
  const found = BY_ID.get(id);
  if (!found) throw new RangeError(`no field concept "${id}"; words/concepts.ts lists ${BY_ID.size}`);
  return found;
}

/** All concepts of `groups`. */
export function conceptsOf(...groups: string[]): Concept[] {
  return groups.flatMap((group) => BY_GROUP.get(group) ?? []);
}
