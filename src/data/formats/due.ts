/**
 * DUE (Borchmann et al. 2021), of which DeepForm and Kleister are: `<split>/document.jsonl` with annotations beside
 * `<split>/documents_content.jsonl` with words, line by line of the same documents. Words count pixels of all pages stacked one
 * below the other; pages and lines are ranges of words. Keys with blanks are questions (statements where the folder says
 * TabFact), others are fields. Images `png/<name>/*.png`, else `pdfs/<name>.pdf`.
 */
import { basename, extname, join, resolve } from "node:path";
import { enclose } from "../../document/box.ts";
import type { Page } from "../../document/document.ts";
import type { LabelledDocument, LabelledQuestion, LabelledStatement } from "../../document/labelled.ts";
import type { Check } from "../check.ts";
import { FormatError } from "../common-format.ts";
import { locateFields } from "../locate.ts";
import { type Entry, labelledOf, type PageFiles, readEntries } from "./entries.ts";
import { checkOf, firstThere, type JsonLine, namesIn, readJsonLines } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { type GivenWord, givenPage } from "./given-page.ts";
import { pixelBox, pixelSize, stemOf, storeImage, writeLines, writeText } from "./writing.ts";

const PREFIX = "due-";
const LABELS = "document.jsonl";
const WORDS = "documents_content.jsonl";
/** Tools in the order in which one is taken. */
const TOOLS = ["microsoft_cv", "tesseract", "djvu"];
const LIST_MARK = " | ";

async function splits(folder: string): Promise<string[]> {
  const names = (await namesIn(folder)).filter((name) => firstThere(join(folder, name, LABELS)));
  if (names.length > 0) return names;
  throw new FormatError(folder, 0, "", `is not DUE: no <split>/${LABELS} stands there`);
}

/** Ranges `[start, end)` of words, with the box of each. */
function rangesOf(check: Check, structures: Record<string, unknown>, name: string, count: number, at: string) {
  const raw = check.object(structures[name] ?? { structure_value: [], positions: [] }, `${at}.${name}`);
  const positions = check.list(raw.positions ?? [], `${at}.${name}.positions`);
  return check.list(raw.structure_value, `${at}.${name}.structure_value`).map((value, i) => {
    const path = `${at}.${name}.structure_value[${i}]`;
    const range = check.list(value, path);
    const [start, end] = [check.index(range[0], path, count + 1), check.index(range[1], path, count + 1)];
    return { start, end, box: positions[i], at: `${at}.${name}.positions[${i}]` };
  });
}

function readPages(check: Check, value: unknown, file: string, line: number): Page[] {
  const contents = check
    .list(check.object(value, "").contents, "contents")
    .map((item, i) => check.object(item, `contents[${i}]`));
  const known = TOOLS.map((tool) => contents.findIndex((item) => item.tool_name === tool)).find((i) => i >= 0);
  const at = known ?? 0;
  const path = `contents[${at}].common_format`;
  const found = check.object(contents[at]?.common_format, path);
  const tokens = check.list(found.tokens, `${path}.tokens`).map((text, i) => check.text(text, `${path}.tokens[${i}]`));
  const boxes = check.list(found.positions, `${path}.positions`);
  if (boxes.length !== tokens.length)
    check.fail(`${path}.positions`, `are ${boxes.length} for ${tokens.length} tokens`);
  const structures = check.object(found.structures, `${path}.structures`);
  const lines = rangesOf(check, structures, "lines", tokens.length, `${path}.structures`);
  const lineOf = new Map<number, number>();
  lines.forEach(({ start, end }, i) => {
    for (let token = start; token < end; token++) lineOf.set(token, i);
  });
  return rangesOf(check, structures, "pages", tokens.length, `${path}.structures`).map((page, number) => {
    const extent = check.list(page.box, page.at);
    if (extent.length !== 4 || !extent.every(Number.isFinite)) check.fail(page.at, "is not four numbers");
    const [left, top, right, bottom] = extent as number[];
    const words = tokens.slice(page.start, page.end).map((text, k): GivenWord => {
      const index = page.start + k;
      const box = boxes[index];
      // Pages are stacked: counted from the page's own corner.
      const own = Array.isArray(box) ? box.map((edge, side) => Number(edge) - (side % 2 === 0 ? left : top)) : box;
      return { text, box: own, line: lineOf.get(index), at: `${path}.positions[${index}]` };
    });
    const size = { width: check.size(right - left, page.at), height: check.size(bottom - top, page.at) };
    return givenPage({ words, unit: "pixels", form: "corners", size, number }, file, line).page;
  });
}

/** Every value with its accepted spellings; those of `children` (Papers with Code) by the child's key. */
function valuesOf(check: Check, value: unknown, key: string, at: string): { key: string; spellings: string[] }[] {
  return check.list(value, at).flatMap((item, i) => {
    const path = `${at}[${i}]`;
    const entry = check.object(item, path);
    if (entry.children !== undefined) {
      return check.list(entry.children, `${path}.children`).flatMap((inner, k) => {
        const child = check.object(inner, `${path}.children[${k}]`);
        const name = `${key}.${check.text(child.key, `${path}.children[${k}].key`)}`;
        return valuesOf(check, child.values, name, `${path}.children[${k}].values`);
      });
    }
    const first = check.text(entry.value, `${path}.value`);
    const variants = check.list(entry.value_variants ?? [], `${path}.value_variants`);
    const texts = variants.map((text, k) => check.text(text, `${path}.value_variants[${k}]`));
    return [{ key, spellings: [...new Set([first, ...texts])] }];
  });
}

function readLabels(check: Check, raw: Record<string, unknown>, name: string, statementsToo: boolean) {
  const questions: LabelledQuestion[] = [];
  const statements: LabelledStatement[] = [];
  const fields: Record<string, string[]> = {};
  check.list(raw.annotations ?? [], "annotations").forEach((item, i) => {
    const at = `annotations[${i}]`;
    const annotation = check.object(item, at);
    const key = check.text(annotation.key, `${at}.key`);
    const values = valuesOf(check, annotation.values ?? [], key, `${at}.values`);
    if (!/\s/.test(key.trim())) {
      for (const { key: field, spellings } of values) fields[field] = [...(fields[field] ?? []), spellings[0]];
      return;
    }
    if (statementsToo) {
      const [said] = values.flatMap(({ spellings }) => spellings);
      if (said === undefined) statements.push({ text: key });
      else statements.push({ text: key, label: /^(1|entailed|true|yes)$/i.test(said) ? "entailed" : "refuted" });
      return;
    }
    // One value: any of its spellings is right. Several: a list, joined as answers join theirs.
    const joined = values.map(({ spellings }) => spellings[0]).join(LIST_MARK);
    const answers = values.length === 1 ? values[0].spellings : values.length === 0 ? [] : [joined];
    const id = annotation.id === undefined ? `${name}-${i}` : check.text(annotation.id, `${at}.id`);
    questions.push({ id, question: key, answers, kind: "due" });
  });
  const plain = Object.entries(fields).map(([field, list]) => [field, list.length === 1 ? list[0] : list]);
  return { questions, statements, fields: Object.fromEntries(plain) as LabelledDocument["fields"] };
}

async function imagesOf(folder: string, name: string, extension: unknown): Promise<PageFiles | undefined> {
  const stem = name.replace(/\.pdf$/i, "");
  const drawn = join(folder, "png", stem);
  const number = (file: string) => Number(/\d+/.exec(basename(file, extname(file)))?.[0] ?? 0);
  const files = (await namesIn(drawn)).filter((file) => /\.(png|jpe?g|webp|tiff?)$/i.test(file));
  if (files.length > 0) return files.sort((a, b) => number(a) - number(b)).map((file) => join(drawn, file));
  const ending = typeof extension === "string" ? extension : "pdf";
  const pdf = firstThere(...["pdfs", "documents"].map((at) => join(folder, at, `${stem}.${ending}`)));
  return pdf ? { pdf } : undefined;
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const there = await splits(folder);
  if (!there.includes(split))
    throw new FormatError(folder, 0, "", `no split "${split}"; there are ${there.join(", ")}`);
  const [labelFile, wordFile] = [LABELS, WORDS].map((name) => join(folder, split, name));
  const contents: AsyncIterator<JsonLine> = readJsonLines(wordFile)[Symbol.asyncIterator]();
  const statementsToo = /tab_?fact/i.test(basename(resolve(folder)));
  try {
    for await (const { line, parse, peek } of readJsonLines(labelFile)) {
      const content = await contents.next();
      if (content.done) throw new FormatError(wordFile, 0, "", `ends before line ${line} of ${LABELS}`);
      const id = PREFIX + (peek("name") ?? line);
      const read = async () => {
        const check = checkOf(labelFile, line);
        const raw = check.object(parse(), "");
        const name = check.text(raw.name, "name");
        const words = content.value.parse();
        const wordCheck = checkOf(wordFile, content.value.line);
        const other = wordCheck.object(words, "").name;
        if (other !== undefined && other !== name) wordCheck.fail("name", `is ${other} where ${LABELS} has ${name}`);
        const pages = readPages(wordCheck, words, wordFile, content.value.line);
        const labels = readLabels(check, raw, name, statementsToo);
        const entities = locateFields(pages, labels.fields);
        const images = await imagesOf(folder, name, raw.extension);
        return {
          labelled: labelledOf(id, "due", split, pages, { ...labels, entities }),
          ...(images ? { images } : {}),
        };
      };
      yield { id, read };
    }
  } finally {
    await contents.return?.();
  }
}

/** Pages stacked one below the other, in pixels. */
function contentOf(labelled: LabelledDocument, name: string): unknown {
  const tokens: string[] = [];
  const positions: number[][] = [];
  const pages = { structure_value: [] as number[][], positions: [] as number[][] };
  const lines = { structure_value: [] as number[][], positions: [] as number[][] };
  let top = 0;
  const down = ([x0, y0, x1, y1]: readonly number[]) => [x0, y0 + top, x1, y1 + top];
  for (const page of labelled.document.pages) {
    const { width, height } = pixelSize(page);
    const first = tokens.length;
    for (const { words } of page.lines) {
      lines.structure_value.push([tokens.length, tokens.length + words.length]);
      lines.positions.push(down(pixelBox(enclose(words.map((w) => page.words[w].box)), page)));
      for (const w of words) {
        tokens.push(page.words[w].text);
        positions.push(down(pixelBox(page.words[w].box, page)));
      }
    }
    pages.structure_value.push([first, tokens.length]);
    pages.positions.push(down([0, 0, width, height]));
    top += height;
  }
  const common = { doc_id: name, tokens, positions, scores: tokens.map(() => 1), structures: { pages, lines } };
  return { name, contents: [{ tool_name: TOOLS[0], common_format: common }] };
}

function annotationsOf({ questions, fields, statements }: LabelledDocument): unknown[] {
  const one = (texts: readonly string[]) => [{ value: texts[0], value_variants: texts }];
  return [
    ...Object.entries(fields).map(([key, value]) => ({ key, values: [value].flat().flatMap((text) => one([text])) })),
    ...questions.map(({ id, question, answers }) => ({
      id,
      key: question,
      values: answers.length > 0 ? one(answers) : [],
    })),
    ...statements.map(({ text, label }) => ({
      key: text,
      values: label ? one([label === "entailed" ? "1" : "0"]) : [],
    })),
  ];
}

export const due: DataFormat = {
  name: "due",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    const contents: string[] = [];
    async function* lines() {
      for await (const labelled of documents) {
        const name = stemOf(labelled, PREFIX);
        for (const page of labelled.document.pages) await storeImage(page, join(folder, "png", name), `${page.number}`);
        contents.push(JSON.stringify(contentOf(labelled, name)));
        yield JSON.stringify({ name, extension: "pdf", language: "en", split, annotations: annotationsOf(labelled) });
      }
    }
    const count = await writeLines(join(folder, split, LABELS), lines());
    await writeText(join(folder, split, WORDS), contents.map((line) => `${line}\n`).join(""));
    return count;
  },
};
