/** The schema as a form edits it, and back to JSON Schema. What the form does not know travels unchanged. Pure. */
import type { FieldSchema } from "../api/types.ts";
import { leafType, typeOf } from "./fields.ts";

export const TYPES = {
  text: "Text",
  number: "Number",
  integer: "Whole number",
  money: "Money",
  date: "Date",
  boolean: "Yes or no",
  enum: "One of…",
  list: "List of texts",
  items: "Line items",
  group: "Group",
} as const;

export interface Draft {
  /** Stays while the name changes. */
  key: string;
  name: string;
  /** Its name when it was loaded. */
  was: string | null;
  type: keyof typeof TYPES;
  description: string;
  choices: string;
  /** Of choices: every document has one, said on the page or not. */
  always: boolean;
  children: Draft[];
  rest: FieldSchema;
}

let count = 0;

const requiredOf = ({ required }: FieldSchema): unknown[] => (Array.isArray(required) ? required : []);

export function draftsOf(schema: FieldSchema): Draft[] {
  return Object.entries(schema.properties ?? {}).map(([name, child]) => {
    const type = typeOf(child);
    const items = child.items ?? {};
    const rows = type === "array" && typeOf(items) === "object";
    return {
      key: `d${++count}`,
      name,
      was: name,
      type: type === "object" ? "group" : rows ? "items" : type === "array" ? "list" : leafType(child),
      description: child.description ?? "",
      choices: (child.enum ?? []).filter((one) => one !== null).join(", "),
      always: requiredOf(schema).includes(name),
      children: type === "object" ? draftsOf(child) : rows ? draftsOf(items) : [],
      rest: child,
    };
  });
}

function fieldOf({ type, name, was, description, choices, children, rest }: Draft): FieldSchema {
  const { type: _, format: __, enum: ___, description: ____, properties: _____, items, ...kept } = rest;
  const asked = description.trim() === "" ? {} : { description: description.trim() };
  const former =
    was !== null && was !== name
      ? { "x-formerly": [was, ...(rest["x-formerly"] ?? []).filter((one) => one !== was && one !== name)] }
      : {};
  const base = { ...kept, ...former, ...asked };
  switch (type) {
    case "money":
      return { type: "number", format: "money", ...base };
    case "date":
      return { type: "string", format: "date", ...base };
    case "enum":
      return {
        type: "string",
        enum: choices
          .split(",")
          .map((one) => one.trim())
          .filter(Boolean),
        ...base,
      };
    case "list":
      return { type: "array", items: items && typeOf(items) !== "object" ? items : { type: "string" }, ...base };
    case "items":
      return { type: "array", items: schemaOf(items ?? {}, children), ...base };
    case "group":
      return { ...schemaOf({}, children), ...base };
    case "text":
      return { type: "string", ...base };
    default:
      return { type, ...base };
  }
}

/** `base` with the fields of `drafts`. */
export function schemaOf(base: FieldSchema, drafts: readonly Draft[]): FieldSchema {
  const before = requiredOf(base);
  const required = drafts
    .filter(({ type, always, was }) => (type === "enum" ? always : was !== null && before.includes(was)))
    .map(({ name }) => name.trim());
  return {
    ...base,
    type: "object",
    properties: Object.fromEntries(drafts.map((draft) => [draft.name.trim(), fieldOf(draft)])),
    ...(required.length > 0 || base.required !== undefined ? { required } : {}),
  };
}

/** What keeps the form from being saved. */
export function problemsOf(drafts: readonly Draft[], inside = ""): string[] {
  const names = drafts.map(({ name }) => name.trim());
  return drafts.flatMap((draft, i) => {
    const own = `${inside}${names[i] || `field ${i + 1}`}`;
    return [
      ...(names[i] === "" ? [`${own} needs a name.`] : []),
      ...(/[.[\]]/.test(names[i]) ? [`${own}: a name holds no dot and no bracket.`] : []),
      ...(names[i] !== "" && names.indexOf(names[i]) < i ? [`${own} stands there twice.`] : []),
      ...(draft.type === "enum" && draft.choices.trim() === "" ? [`${own} needs choices.`] : []),
      ...((draft.type === "items" || draft.type === "group") && draft.children.length === 0
        ? [`${own} needs at least one column.`]
        : []),
      ...problemsOf(draft.children, `${own}, `),
    ];
  });
}

const money = { type: "number", format: "money" };
const date = { type: "string", format: "date" };
const text = { type: "string" };
export const TEMPLATES = {
  Receipt: { type: "object", properties: { company: text, address: text, date, total: money } },
  Invoice: {
    type: "object",
    properties: {
      invoice_number: text,
      date,
      due_date: date,
      seller: text,
      buyer: text,
      items: {
        type: "array",
        items: { type: "object", properties: { description: text, quantity: { type: "number" }, amount: money } },
      },
      net: money,
      tax: money,
      total: money,
    },
  },
  "Advertising order": {
    type: "object",
    properties: {
      advertiser: text,
      agency: text,
      contract_num: text,
      flight_from: date,
      flight_to: date,
      gross_amount: money,
    },
  },
} as const;
