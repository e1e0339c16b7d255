/** One open document: its label, what is active, what is lit, and how the page is seen. Lives as long as its view is shown. */
import { computed, type Signal, signal } from "@preact/signals";
import type {
  Answer,
  Box,
  LabelField,
  LabelKey,
  OpenDocument,
  PageJson,
  Progress,
  Relations,
  Table,
  VersionedSchema,
} from "../api/types.ts";
import { announce } from "./activity.ts";
import { type Field, fieldsOf, leafAt, rowCount, splitPath, spokenPath, stopsOf, type TableField } from "./fields.ts";
import { LabelEditor } from "./label-editor.ts";
import { isOwn, keyText, labelPairs, relatedPairs, withKey } from "./links.ts";
import { marksOf, placesElsewhere } from "./marks.ts";
import {
  acceptedLabel,
  encloseAll,
  isSettled,
  nextStop,
  type Place,
  placesOf,
  statesOf,
  wordsIn,
  wordsLabel,
} from "./review.ts";
import { shownRows, withoutRow } from "./rows.ts";
import { storedSignal } from "./stored.ts";
import { trust } from "./trust.ts";

export interface AskedAnswer {
  key: string;
  kind: "question" | "statement" | "class";
  question: string;
  state: "asking" | "done" | "failed";
  progress: Progress | null;
  answers: (Answer & { verdict?: string; label?: string })[];
  problem: string | null;
}

/** How pages are shown: kept from document to document. */
export const look = {
  zoom: storedSignal<number | "width" | "page">("zoom", "width"),
  words: storedSignal("showWords", false),
  lines: storedSignal("showLines", false),
  unsure: storedSignal("showUnsure", false),
};

export const PANELS = ["fields", "ask", "relations", "tables"] as const;
export type Panel = (typeof PANELS)[number];
export const panel = storedSignal<Panel>("panel", "fields");

export class Session {
  /** As the server told it last. */
  private readonly opened: Signal<OpenDocument>;
  readonly schema: VersionedSchema;
  readonly fields: readonly Field[];
  readonly editor: LabelEditor;
  readonly active = signal<string | null>(null);
  readonly page: Signal<number>;
  readonly rotation = signal<0 | 90 | 180 | 270>(0);
  readonly tool = signal<"words" | "box" | "correct" | "link">("words");
  /** The word that is being corrected: indices of its page and of itself. */
  readonly correcting = signal<{ page: number; word: number } | null>(null);
  readonly hidden = signal(false);
  /** Key of the mark that is pointed at, on either side. */
  readonly lit = signal<string | null>(null);
  readonly asked = signal<readonly AskedAnswer[]>([]);
  readonly relations = signal<Relations | null>(null);
  readonly tables = signal<readonly Table[] | null>(null);
  /** Rows that were added by hand and hold nothing yet. */
  readonly extraRows = signal<Readonly<Record<string, number>>>({});
  readonly stops;
  readonly states;
  readonly left;
  readonly doubtful;
  readonly marks;
  /** Keys and values of the label, and those that were found. */
  readonly linked;
  readonly related;

  constructor(open: OpenDocument, schema: VersionedSchema, page: number) {
    this.opened = signal(open);
    this.schema = schema;
    this.fields = fieldsOf(schema.schema);
    this.editor = new LabelEditor(open);
    this.page = signal(Math.min(Math.max(0, page), Math.max(0, this.pages.length - 1)));
    this.stops = computed(() => stopsOf(this.fields, (list) => this.shownRows(list)));
    this.states = computed(() =>
      statesOf(this.stops.value, this.editor.fields.value, this.open.prediction, trust.value),
    );
    this.left = computed(() => [...this.states.value.values()].filter((state) => !isSettled(state)).length);
    this.doubtful = computed(
      () => [...this.states.value.values()].filter((state) => state === "doubtful" || state === "open").length,
    );
    this.marks = computed(() => marksOf(this));
    this.linked = computed(() => labelPairs(this.editor.fields.value, this.pages));
    this.related = computed(() => relatedPairs(this.relations.value));
    this.editor.fields.subscribe((fields) => this.closeRows(Object.keys(fields)));
  }

  get open(): OpenDocument {
    return this.opened.value;
  }

  get pages(): PageJson[] {
    return this.opened.value.document?.pages ?? [];
  }

  /** Takes in what the server has now: a new prediction, what others labelled. What is being done here goes on. */
  refresh(open: OpenDocument): void {
    this.opened.value = open;
    this.editor.receive(open.label);
  }

  answer(path: string): Answer | undefined {
    return this.open.prediction?.fields[path];
  }

  label(path: string): LabelField | undefined {
    return this.editor.fields.value[path];
  }

  /** What a field says now: its label, else its prediction. */
  text(path: string): string | null {
    const label = this.label(path);
    return label ? label.text : (this.answer(path)?.text ?? null);
  }

  rows(list: string): number {
    if (this.editor.fields.value[list]?.status === "absent") return 0;
    const extra = this.extraRows.value[list] ?? 0;
    return Math.max(extra, this.predictedRows(list), rowCount(list, Object.keys(this.editor.fields.value)));
  }

  private predictedRows(list: string): number {
    return rowCount(list, Object.keys(this.open.prediction?.fields ?? {}));
  }

  /** The rows of `list` that are shown, by the numbers that their paths have. */
  shownRows(list: string): number[] {
    const rows = this.rows(list);
    const table = this.fields.find((field): field is TableField => field.kind === "table" && field.path === list);
    if (table) return shownRows(table, rows, this.editor.fields.value);
    return Array.from({ length: rows }, (_, row) => row);
  }

  /** A path for people, rows numbered as they are shown. */
  spoken(path: string): string {
    return spokenPath(path, (list, row) => {
      const shown = this.shownRows(list).indexOf(row);
      return (shown < 0 ? row : shown) + 1;
    });
  }

  /** Takes a row away, as one step that can be undone. */
  removeRow(table: TableField, row: number): void {
    const rows = this.rows(table.path);
    const shown = this.shownRows(table.path).indexOf(row) + 1;
    const at = splitPath(this.active.value ?? "");
    if (at?.list === table.path && at.row === row) this.activate(null);
    const predicted = this.predictedRows(table.path);
    // Rows that hold nothing yet are only counted.
    const { [table.path]: extra = 0, ...others } = this.extraRows.value;
    if (row >= predicted && extra > 0) this.extraRows.value = { ...others, [table.path]: extra - 1 };
    this.editor.change(withoutRow(table, row, rows, predicted, this.editor.fields.value));
    announce(`Removed: ${table.title}, row ${shown}`);
  }

  addRow(list: string): number {
    const rows = this.rows(list);
    this.extraRows.value = { ...this.extraRows.value, [list]: rows + 1 };
    return rows;
  }

  /** Rows that hold labels now need not be remembered. */
  private closeRows(paths: readonly string[]): void {
    const extra = { ...this.extraRows.peek() };
    let changed = false;
    for (const [list, rows] of Object.entries(extra)) {
      if (rowCount(list, paths) < rows) continue;
      delete extra[list];
      changed = true;
    }
    if (changed) this.extraRows.value = extra;
  }

  placesOf(path: string): Place[] {
    return placesOf(this.label(path), this.answer(path), this.pages);
  }

  /** Lights the next place where the text of the active field stands, its own in turn. */
  showElsewhere(): void {
    const path = this.active.value;
    if (path === null) return;
    const round = [path, ...placesElsewhere(this, path).map(({ key }) => key)];
    const next = round[(round.indexOf(this.lit.value ?? "") + 1) % round.length];
    this.show(next);
    announce(this.marks.value.find(({ key }) => key === next)?.name ?? "");
  }

  /** Whether the active field has a value that words could name. */
  get linkable(): boolean {
    const path = this.active.value;
    return path !== null && this.placesOf(path).length > 0 && this.text(path) !== null;
  }

  /** Says that words of a page name the active field's value; said twice, that they do not. */
  link(page: PageJson, words: readonly number[]): void {
    const path = this.active.value;
    if (path === null || !this.linkable || words.length === 0) return;
    const answer = this.answer(path);
    const label = this.label(path) ?? (answer && acceptedLabel(answer));
    const key: LabelKey = { page: page.number, words: [...words] };
    if (!label || isOwn(label, key)) {
      announce("A value does not name itself");
      return;
    }
    const { label: linked, added } = withKey(label, key);
    this.editor.change({ [path]: linked });
    this.lit.value = path;
    announce(`${this.keyText(key)} ${added ? "names" : "no longer names"} ${this.spoken(path)}`);
  }

  /** Links what a mark stands on. */
  linkMark(key: string): void {
    const place = this.marks.value.find((mark) => mark.key === key)?.places[0];
    const label = this.label(key);
    const page = this.pages[label?.page ?? place?.page ?? -1];
    if (page && place) this.link(page, label?.words ?? wordsIn(page, place.box));
  }

  keyText(key: LabelKey): string {
    return keyText(key, this.pages);
  }

  /** A label of the same value, elsewhere or otherwise: what names it still does. */
  private put(path: string, label: LabelField): void {
    const keys = this.label(path)?.keys;
    this.editor.change({ [path]: keys ? { ...label, keys } : label });
  }

  /** Makes `path` the field that words and keys go to, and shows where it stands. */
  activate(path: string | null): void {
    this.active.value = path;
    this.lit.value = path;
    const place = path === null ? undefined : this.placesOf(path)[0];
    if (place && place.page < this.pages.length) this.page.value = place.page;
  }

  /** Lights a mark and turns to its page. */
  show(key: string): void {
    this.lit.value = key;
    const place = this.marks.value.find((mark) => mark.key === key)?.places[0];
    if (place) this.page.value = place.page;
  }

  /** Accepts the active field as predicted (a label stays), then goes on. Gives the next field, null when all are settled. */
  acceptAndGo(): string | null {
    const path = this.active.value;
    if (path !== null && !this.label(path)) {
      const answer = this.answer(path);
      // What nobody has said anything about cannot be accepted; going on without a label is no harm.
      if (answer) this.editor.change({ [path]: acceptedLabel(answer) });
    }
    return this.goOn();
  }

  goOn(): string | null {
    const next = nextStop(this.stops.value, this.states.value, this.active.value);
    this.activate(next);
    announce(
      next === null ? "Nothing left to review in this document" : `${this.spoken(next)}, ${this.left.value} left`,
    );
    return next;
  }

  /** Accepts every prediction that is not settled; `sureOnly` leaves the doubtful ones. Gives how many. */
  acceptAll(sureOnly: boolean): number {
    const changes: Record<string, LabelField> = {};
    for (const [path, state] of this.states.value) {
      const answer = this.answer(path);
      if (answer && !isSettled(state) && (state === "sure" || !sureOnly)) changes[path] = acceptedLabel(answer);
    }
    this.editor.change(changes);
    return Object.keys(changes).length;
  }

  setAbsent(path: string): void {
    this.editor.change({ [path]: { status: "absent", text: null, by: "person" } });
  }

  clear(path: string): void {
    this.editor.change({ [path]: null });
  }

  /** A typed text; where it stands is kept. */
  setText(path: string, text: string): void {
    if (text.trim() === "") {
      this.clear(path);
      return;
    }
    const kept = this.label(path)?.status === "value" ? this.label(path) : undefined;
    const from = kept ?? (this.answer(path) ? acceptedLabel(this.answer(path) as Answer) : undefined);
    const place = from?.status === "value" ? { page: from.page, words: from.words, box: from.box } : {};
    this.put(path, { ...place, status: "value", text: text.trim(), by: "person" });
  }

  /** Gives the active field words of a page; `more` adds to those it has. */
  choose(page: PageJson, words: readonly number[], more: boolean): void {
    const path = this.active.value;
    if (path === null || words.length === 0) return;
    const label = this.label(path);
    const had = more && label?.page === page.number ? (label.words ?? []) : [];
    // A second Shift-click on a word takes it out again.
    const all =
      words.length === 1 && had.includes(words[0])
        ? had.filter((one) => one !== words[0])
        : [...new Set([...had, ...words])].sort((a, b) => a - b);
    if (all.length === 0) this.clear(path);
    else this.put(path, wordsLabel(page, all));
    this.lit.value = path;
    announce(`${this.spoken(path)}: ${this.label(path)?.text ?? "no label"}`);
  }

  /** A box for the active field: its words, or the place alone where there are none. */
  chooseBox(page: PageJson, box: Box): void {
    const path = this.active.value;
    if (path === null) return;
    const inside = wordsIn(page, box);
    if (inside.length > 0) this.choose(page, inside, false);
    else this.put(path, { status: "value", text: this.text(path) ?? "?", page: page.number, box, by: "person" });
  }

  /** Moves the box of a field, or its lower right corner, by shares of the page. What stands in it is its text. */
  moveBox(path: string, [dx, dy]: readonly [number, number], corner: boolean): void {
    const place = this.placesOf(path);
    const page = this.pages[place[0]?.page ?? -1];
    if (!page) return;
    const [x0, y0, x1, y1] = encloseAll(place.filter((one) => one.page === page.number).map(({ box }) => box));
    const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
    const [mx, my] = [within(dx, -x0, 1 - x1), within(dy, -y0, 1 - y1)];
    const box: Box = corner
      ? [x0, y0, within(x1 + dx, x0 + 0.002, 1), within(y1 + dy, y0 + 0.002, 1)]
      : [x0 + mx, y0 + my, x1 + mx, y1 + my];
    const words = wordsIn(page, box);
    const text = words.map((index) => page.words[index].text).join(" ");
    const label: LabelField = {
      status: "value",
      text: text || (this.text(path) ?? "?"),
      page: page.number,
      box,
      by: "person",
    };
    this.put(path, words.length > 0 ? { ...label, words } : label);
    this.lit.value = path;
    announce(`${this.spoken(path)}: ${label.text}`);
  }

  /** A word is written otherwise now: labels that were its text are so, too. */
  corrected(page: PageJson, word: number, text: string): void {
    const changes: Record<string, LabelField> = {};
    const said = (words: readonly number[], at: (index: number) => string) => words.map(at).join(" ");
    for (const [path, field] of Object.entries(this.editor.fields.peek())) {
      if (field.page !== page.number || !field.words?.includes(word)) continue;
      const before = said(field.words, (index) => page.words[index].text);
      if (field.text !== before) continue;
      const after = said(field.words, (index) => (index === word ? text : page.words[index].text));
      changes[path] = { ...field, text: after, by: "person" };
    }
    this.editor.change(changes);
    announce(`Corrected: ${text}`);
  }

  undo(): void {
    const path = this.editor.undo();
    if (path !== null) this.show(path);
    announce(path === null ? "Nothing to undo" : `Undone: ${this.spoken(path)}`);
  }

  redo(): void {
    const path = this.editor.redo();
    if (path !== null) this.show(path);
    announce(path === null ? "Nothing to redo" : `Done again: ${this.spoken(path)}`);
  }

  leaf(path: string) {
    return leafAt(this.fields, path);
  }
}
