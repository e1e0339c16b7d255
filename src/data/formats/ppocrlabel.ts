/**
 * PPOCRLabel's `Label.txt` and PaddleOCR's label files for detection and key information extraction: a page a line, its image,
 * a tab, and pieces of text as JSON: transcription, points in pixels, key_cls (PPOCRLabel) or label, and for relations id and
 * linking. Paths count from the folder or from the one that holds it. "###" and difficult pieces are not read.
 */
import { basename, dirname, extname, join, resolve } from "node:path";
import type { LabelledDocument } from "../../document/labelled.ts";
import { FormatError } from "../common-format.ts";
import { type Draft, type Entry, labelledOf, readEntries } from "./entries.ts";
import { checkOf, firstThere, imageSize, namesIn, readText } from "./files.ts";
import type { DataFormat } from "./format.ts";
import { linkingOf, linksOf, piecesOf, type Region, regionPage } from "./regions.ts";
import { stemOf, storeNeededImage, writeLines } from "./writing.ts";

/** What PPOCRLabel writes where no key was chosen. */
const NO_KEY = "None";

async function splits(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await namesIn(folder)) {
    // rec_gt.txt and fileState.txt stand beside it and hold no lists.
    if (name.endsWith(".txt") && /\t\s*\[\s*[{\]]/.test(await readText(join(folder, name))))
      found.push(basename(name, ".txt"));
  }
  if (found.length > 0) return found;
  throw new FormatError(
    folder,
    0,
    "",
    "is not PPOCRLabel's: no text file there has lines of an image, a tab and a list",
  );
}

/** Names of labels that are numbers, as WildReceipt has them in PaddleOCR's form. */
async function classesOf(folder: string): Promise<Map<number, string>> {
  const file = firstThere(join(folder, "class_list.txt"));
  if (!file) return new Map();
  const lines = (await readText(file)).split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  return new Map(
    lines.filter(([number, name]) => /^\d+$/.test(number) && name).map(([number, name]) => [Number(number), name]),
  );
}

interface PieceLine {
  file: string;
  line: number;
  /** As the file names it. */
  image: string;
  pieces: unknown;
}

async function* linesOf(folder: string, split: string): AsyncIterable<PieceLine> {
  const file = join(folder, `${split}.txt`);
  const lines = (await readText(file)).split(/\r?\n/);
  for (const [i, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const tab = text.indexOf("\t");
    const check = checkOf(file, i + 1);
    if (tab < 0) check.fail("", "is no image, a tab and a list");
    let pieces: unknown;
    try {
      pieces = JSON.parse(text.slice(tab + 1));
    } catch (cause) {
      throw new FormatError(file, i + 1, "", "has no JSON behind the tab", { cause });
    }
    yield { file, line: i + 1, image: text.slice(0, tab).trim(), pieces };
  }
}

async function draftOf(
  given: PieceLine,
  folder: string,
  split: string,
  classes: ReadonlyMap<number, string>,
): Promise<Draft> {
  const { file, line, image: name } = given;
  const check = checkOf(file, line);
  const image = firstThere(join(folder, name), join(dirname(resolve(folder)), name), join(folder, basename(name)));
  if (!image) return check.fail("", `there is no image ${name}, whose size is needed to place its words`);
  const lists: { linking: unknown; at: string }[] = [];
  const regions = check.list(given.pieces, "").flatMap((entry, i): Region[] => {
    const at = `[${i}]`;
    const piece = check.object(entry, at);
    const text = check.text(piece.transcription, `${at}.transcription`);
    if (piece.difficult === true || text === "###") return [];
    const id = piece.id === undefined ? i : Number(piece.id);
    lists.push({ linking: piece.linking, at: `${at}.linking` });
    return [{ id, text, box: piece.points, label: labelOf(piece.key_cls ?? piece.label, classes), at }];
  });
  const size = await imageSize(image);
  const { page, entities } = regionPage({ regions, unit: "pixels", form: "polygon", size }, file, line);
  const links = linksOf(check, lists, entities);
  const id = basename(name, extname(name));
  return { labelled: labelledOf(id, "ppocrlabel", split, [page], { entities, links }), images: [image] };
}

function labelOf(value: unknown, classes: ReadonlyMap<number, string>): string | null {
  if (value === undefined || value === null || value === "" || value === NO_KEY) return null;
  return typeof value === "number" ? (classes.get(value) ?? String(value)) : String(value);
}

async function* entriesOf(folder: string, split: string): AsyncIterable<Entry> {
  const classes = await classesOf(folder);
  for await (const line of linesOf(folder, split)) {
    yield { id: basename(line.image, extname(line.image)), read: () => draftOf(line, folder, split, classes) };
  }
}

/** One line a page; whole pixels, as PPOCRLabel writes them. */
function piecesLine(labelled: LabelledDocument, page: LabelledDocument["document"]["pages"][number]): unknown[] {
  return piecesOf(labelled, page).map(({ entity, text, box }, i) => {
    const [x0, y0, x1, y1] = box.map(Math.round);
    const points = [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ]; // prettier-ignore
    const id = entity ? labelled.entities.indexOf(entity) : labelled.entities.length + i;
    const linking = linkingOf(labelled, entity);
    return { transcription: text, points, difficult: false, key_cls: entity?.label ?? NO_KEY, id, linking };
  });
}

/** Documents of several pages become a line a page. */
export const ppocrlabel: DataFormat = {
  name: "ppocrlabel",
  splits,
  read: (folder, split, options) => readEntries(entriesOf(folder, split), options),
  async write(folder, split, documents) {
    let count = 0;
    async function* lines() {
      for await (const labelled of documents) {
        count++;
        for (const page of labelled.document.pages) {
          const stem = stemOf(labelled, "") + (labelled.document.pages.length > 1 ? `-${page.number + 1}` : "");
          const name = await storeNeededImage(page, folder, stem, labelled.id);
          yield `${basename(resolve(folder))}/${name}\t${JSON.stringify(piecesLine(labelled, page))}`;
        }
      }
    }
    await writeLines(join(folder, `${split}.txt`), lines());
    return count;
  },
};
