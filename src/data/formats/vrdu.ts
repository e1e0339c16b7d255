/**
 * VRDU (Wang et al. 2023), registration and ad-buy forms: `main/dataset.jsonl[.gz]`, a document a line (filename, ocr with pages of
 * tokens in parts of the page, annotations with text, box and character spans), PDFs in `main/pdfs`. Splits: "all", and each
 * list of `few_shot-splits/<name>.json` as "<name>-<list>". A line item is linked from its first field to the others.
 */
import { basename, join } from "node:path";
import { enclose } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import type { LabelledDocument, LabelledEntity } from "../../document/labelled.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, namesIn, readJson, readJsonLines } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage } from "./given-page.ts";
import { writeJson, writeLines } from "./writing.ts";

const PREFIX = "vrdu-";
const ALL = "all";

function rootsOf(folder: string): { data: string; lists: string } {
  const data = firstThere(...["dataset.jsonl", "dataset.jsonl.gz"].map((name) => join(folder, "main", name)));
  if (data) return { data, lists: join(folder, "few_shot-splits") };
  throw new FormatError(folder, 0, "", "is not VRDU: no main/dataset.jsonl or main/dataset.jsonl.gz stands there");
}

/** File names of each split; null: all documents. */
async function splitsOf(folder: string): Promise<Map<string, ReadonlySet<string> | null>> {
  const { lists } = rootsOf(folder);
  const splits = new Map<string, ReadonlySet<string> | null>([[ALL, null]]);
  for (const name of await namesIn(lists)) {
    if (!name.endsWith(".json")) continue;
    const file = join(lists, name);
    const check = checkOf(file);
    for (const [part, value] of Object.entries(check.object(await readJson(file), ""))) {
      const names = check.list(value, part).map((entry, i) => check.text(entry, `${part}[${i}]`));
      splits.set(`${basename(name, ".json")}-${part}`, new Set(names));
    }
  }
  return splits;
}

type Span = readonly [start: number, end: number];

/** A token with the characters of the document's text that it stands for. */
interface Token {
  page: number;
  word: number;
  spans: Span[];
  /** In parts of the page. */
  box: number[];
}

function spansOf(check: Check, value: unknown, at: string): Span[] {
  return check.list(value ?? [], at).map((item, i): Span => {
    const span = check.list(item, `${at}[${i}]`);
    if (span.length !== 2 || !span.every(Number.isInteger)) check.fail(`${at}[${i}]`, "is not a pair of offsets");
    return span as unknown as Span;
  });
}

function readPage(check: Check, value: unknown, number: number, file: string, line: number) {
  const at = `ocr.pages[${number}]`;
  const raw = check.object(value, at);
  const dimension = check.object(raw.dimension, `${at}.dimension`);
  const size = {
    width: check.size(dimension.width, `${at}.dimension.width`),
    height: check.size(dimension.height, `${at}.dimension.height`),
  };
  const lines = check.list(raw.lines ?? [], `${at}.lines`).flatMap((item, i) => {
    const spans = spansOf(check, check.object(item, `${at}.lines[${i}]`).segments, `${at}.lines[${i}].segments`);
    return spans.map(([start, end]) => ({ start, end, line: i }));
  });
  const tokens: Token[] = [];
  const words = check.list(raw.tokens ?? [], `${at}.tokens`).map((item, i): GivenWord => {
    const path = `${at}.tokens[${i}]`;
    const token = check.object(item, path);
    const text = check.text(token.text, `${path}.text`);
    const box = check.list(token.bbox, `${path}.bbox`).slice(1) as number[];
    const spans = spansOf(check, token.segments, `${path}.segments`);
    tokens.push({ page: number, word: i, spans, box });
    const home = spans[0] && lines.find(({ start, end }) => spans[0][0] >= start && spans[0][0] < end);
    return { text, box, at: `${path}.bbox`, ...(home ? { line: home.line } : {}) };
  });
  const { page, places } = givenPage({ words, unit: "fractions", form: "corners", size, number }, file, line);
  return { page, tokens: tokens.map((token) => ({ ...token, word: places[token.word] })) };
}

/** Tokens that an annotation means: those that its characters reach into, or, where tokens have none, whose middle its box holds. */
function meant(tokens: readonly Token[], spans: readonly Span[], [page, x0, y0, x1, y1]: readonly number[]): Token[] {
  const kept = tokens.filter(({ word }) => word >= 0);
  const bySpan = kept.filter((token) =>
    token.spans.some(([start, end]) => spans.some(([from, to]) => start < to && end > from)),
  );
  if (bySpan.length > 0) return bySpan;
  return kept.filter(({ page: own, box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return own === page && x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
}

/** Labels gathered over the annotations of one document. */
class Labels {
  readonly entities: LabelledEntity[] = [];
  readonly links: [number, number][] = [];
  readonly fields: Record<string, string[]> = {};
  private readonly check: Check;
  private readonly tokens: readonly Token[];
  constructor(check: Check, tokens: readonly Token[]) {
    this.check = check;
    this.tokens = tokens;
  }

  /** One mention `[text, [page, x0, y0, x1, y1], [[start, end], ...]]`. @returns its text and its entity, if it has words */
  private mention(label: string, value: unknown, at: string): { text: string; id: number | null } {
    const [rawText, rawBox, rawSpans] = this.check.list(value, at);
    const text = this.check.text(rawText, `${at}[0]`).trim();
    const box = this.check.list(rawBox, `${at}[1]`);
    if (box.length !== 5 || !box.every(Number.isFinite))
      this.check.fail(`${at}[1]`, `of "${text}" is not a page and four numbers`);
    const found = meant(this.tokens, spansOf(this.check, rawSpans, `${at}[2]`), box as number[]);
    if (found.length === 0) return { text, id: null };
    const { page } = found[0];
    const words = found.filter((token) => token.page === page).map(({ word }) => word);
    const id = this.entities.push({ id: this.entities.length, label, page, words, text }) - 1;
    return { text, id };
  }

  private value(name: string, text: string): void {
    this.fields[name] = [...(this.fields[name] ?? []), text];
  }

  /** `[name, mentions]`, any of which is right; or `[[name, ...], [[mention of each name]]]`, a line item. */
  add(value: unknown, at: string): void {
    const [name, rawMentions] = this.check.list(value, at);
    const mentions = this.check.list(rawMentions, `${at}[1]`);
    if (typeof name === "string") {
      const said = mentions.map((mention, i) => this.mention(name, mention, `${at}[1][${i}]`));
      if (said[0]) this.value(name, said[0].text);
      return;
    }
    const names = this.check.list(name, `${at}[0]`).map((one, i) => this.check.text(one, `${at}[0][${i}]`));
    mentions.forEach((item, i) => {
      const parts = this.check.list(item, `${at}[1][${i}]`);
      const ids = names.flatMap((one, k) => {
        if (parts[k] === undefined || parts[k] === null) return [];
        const { text, id } = this.mention(one, parts[k], `${at}[1][${i}][${k}]`);
        this.value(one, text);
        return id ?? [];
      });
      for (const id of ids.slice(1)) this.links.push([ids[0], id]);
    });
  }
}

function readForm(
  value: unknown,
  place: { file: string; line: number; id: string; split: string; folder: string },
): Draft {
  const { file, line, id, split, folder } = place;
  const check = checkOf(file, line);
  const raw = check.object(value, "");
  const name = check.text(raw.filename, "filename");
  const pages: Page[] = [];
  const tokens: Token[] = [];
  check.list(check.object(raw.ocr, "ocr").pages, "ocr.pages").forEach((value, number) => {
    const read = readPage(check, value, number, file, line);
    pages.push(read.page);
    tokens.push(...read.tokens);
  });
  const labels = new Labels(check, tokens);
  check.list(raw.annotations ?? [], "annotations").forEach((item, i) => {
    labels.add(item, `annotations[${i}]`);
  });
  const fields = Object.entries(labels.fields).map(([field, list]) => [field, list.length === 1 ? list[0] : list]);
  const { entities, links } = labels;
  const labelled = labelledOf(id, "vrdu", split, pages, { fields: Object.fromEntries(fields), entities, links });
  const pdf = firstThere(join(folder, "main", "pdfs", name));
  return { labelled, ...(pdf ? { images: { pdf } } : {}) };
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const splits = await splitsOf(folder);
  const names = splits.get(split);
  if (names === undefined) {
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${[...splits.keys()].join(", ")}`);
  }
  const file = rootsOf(folder).data;
  for await (const { line, parse, peek } of readJsonLines(file)) {
    const name = peek("filename");
    // A line that says no name may be of any split: it is told wherever it is met.
    if (name !== undefined && names && !names.has(name)) continue;
    const id = PREFIX + (name?.replace(/\.pdf$/i, "") ?? line);
    yield { id, read: () => readForm(parse(), { file, line, id, split, folder }) };
  }
}

/** The words of a document as OCR results, and an annotation for each entity, its text counted in that of the words. */
function lineOf(labelled: LabelledDocument, name: string): string {
  let text = "";
  const places: Span[][] = [];
  const pages = labelled.document.pages.map((page) => {
    const spans: Span[] = [];
    const lines = page.lines.map(({ words }) => {
      const start = text.length;
      for (const w of words) {
        spans[w] = [text.length, text.length + page.words[w].text.length];
        text += `${page.words[w].text} `;
      }
      text = `${text.slice(0, -1)}\n`;
      const box = enclose(words.map((w) => page.words[w].box));
      return { bbox: [page.number, ...box], segments: [[start, text.length]] };
    });
    places.push(spans);
    const tokens = page.words.map((word, w) => ({
      text: word.text,
      bbox: [page.number, ...word.box],
      segments: [spans[w]],
    }));
    return { page_id: page.number, dimension: { width: page.width, height: page.height }, tokens, lines };
  });
  const mention = ({ page, words, text: own }: LabelledEntity) => [
    own,
    [page, ...enclose(words.map((w) => labelled.document.pages[page].words[w].box))],
    words.map((w) => places[page][w]),
  ];
  const byId = new Map(labelled.entities.map((entity) => [entity.id, entity]));
  const heads = new Map<string | number, (string | number)[]>();
  for (const [from, to] of labelled.links) heads.set(from, [...(heads.get(from) ?? [from]), to]);
  const linked = new Set([...heads.values()].flat());
  const items = [...heads.values()].map((ids) => {
    const parts = ids.map((id) => byId.get(id)!);
    return [parts.map(({ label }) => label), [parts.map(mention)]];
  });
  const single = labelled.entities.filter(({ id, words }) => !linked.has(id) && words.length > 0);
  const labels = [...new Set(single.map(({ label }) => label))];
  const plain = labels.map((label) => [label, single.filter((entity) => entity.label === label).map(mention)]);
  return JSON.stringify({
    filename: name,
    file_path: `pdfs/${name}`,
    ocr: { text, pages },
    annotations: [...plain, ...items],
  });
}

/** PDFs cannot be made from pages: the words and annotations are written, the images are not. */
export const vrdu: DataFormat = {
  name: "vrdu",
  splits: async (folder) => [...(await splitsOf(folder)).keys()].sort(),
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const names: string[] = [];
    async function* lines() {
      for await (const labelled of documents) {
        const { id } = labelled;
        const name = `${id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id}.pdf`;
        names.push(name);
        yield lineOf(labelled, name);
      }
    }
    const file = join(folder, "main", "dataset.jsonl");
    if (firstThere(file))
      throw new FormatError(
        file,
        0,
        "",
        "is there: VRDU keeps all documents in one file, so write one split to a folder",
      );
    const count = await writeLines(file, lines());
    if (split !== ALL) await writeJson(join(folder, "few_shot-splits", "converted.json"), { [split]: names });
    return count;
  },
};
