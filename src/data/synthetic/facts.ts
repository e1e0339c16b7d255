/**
 * What a layout knows to be true of its page, before anything is asked: fields, tables, ticks, headings, coloured words.
 * Spans are words of the sheet. Questions are made from these alone.
 */
import type { Span } from "./sheet.ts";

/** A key with its value, or a value whose key is not printed. */
export interface FieldFact {
  /** Meaning, e.g. "invoice-number"; fields of one meaning on one page are never asked. */
  concept: string;
  /** Names under which a person asks for it; the first is the usual one. */
  names: string[];
  /** Whole questions that only fit this meaning. */
  asks?: string[];
  /** The printed key without its colon; "" where none is printed. */
  label: string;
  labelSpan: Span;
  /** A span a line of the value. */
  lines: Span[];
  place: "beside" | "below" | "far" | "unlabelled";
  /** Kind of value: date, money, person, address, ... */
  type: string;
  /** Kind of question, where it is not key-`place`. */
  kind?: string;
  /** Not asked (an empty field, a field printed twice). */
  silent?: boolean;
  /** Also a named field of the document (SROIE's company, date, address, total). */
  field?: string;
}

export interface Column {
  /** As printed. */
  header: string;
  headerSpan: Span;
  /** Names under which a person asks for it, header first. */
  names: string[];
  type: "number" | "money" | "percent" | "date" | "text" | "category" | "code" | "year" | "rank" | "time";
  /** "are located in" of "which schools are located in X", "is located in". */
  verbs?: [string, string];
  /** What one thing of the column is called: "dollars", "points". */
  unit?: string;
}

export interface TableFact {
  title: string;
  titleSpan: Span;
  /** What a row is: "station", "stations". */
  noun: string;
  nouns: string;
  columns: Column[];
  /** Index of the column that names the rows. */
  key: number;
  /** Printed cell texts, row by row; "" for an empty cell. Without a totals row. */
  rows: string[][];
  cells: Span[][][];
  /** Numbers of cells where the column has them. */
  values: (number | null)[][];
  /** A printed row of totals. */
  totals?: { label: string; labelSpan: Span; cells: (Span | null)[]; texts: (string | null)[] };
  /** There is one other table or more on the page. */
  shared?: boolean;
}

export interface TickFact {
  /** Heading of the group, "" where none is printed. */
  heading: string;
  headingSpan: Span;
  /** What one option is called: "box", "reason". */
  names: string[];
  options: { text: string; span: Span; ticked: boolean; markSpan: Span }[];
}

/** A heading with the words under it. */
export interface SectionFact {
  heading: string;
  headingSpan: Span;
  /** First item or line under it. */
  first: Span;
  items: Span[];
}

/** A thing of a scene that bears words: for questions after what is written on it. */
export interface ThingFact {
  name: string;
  words: Span;
  text: string;
}

/** A fact in running text. */
export interface ProseFact {
  /** Texts of the templates that ask for it. */
  questions: string[];
  /** What their slots stand for. */
  slots: Record<string, string>;
  answer: Span;
}

export interface Facts {
  fields: FieldFact[];
  tables: TableFact[];
  ticks: TickFact[];
  sections: SectionFact[];
  things: ThingFact[];
  prose: ProseFact[];
  /** Concepts that pages of the kind usually have and this one lacks: asked for before others that are absent. */
  missing: string[];
}

export function noFacts(): Facts {
  return { fields: [], tables: [], ticks: [], sections: [], things: [], prose: [], missing: [] };
}
