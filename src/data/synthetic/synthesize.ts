/**
 * One synthetic page with its words, boxes, links, tables, questions and answers, from a seed: layout, then questions. No
 * drawing (draw.ts), no scan (scan.ts), no reading errors (damage.ts).
 */
import { type Box, clampBox } from "../../document/box.ts";
import { DOCUMENT_VERSION, type Rgb, type Word } from "../../document/document.ts";
import type { LabelledDocument, LabelledEntity, LabelledQuestion } from "../../document/labelled.ts";
import { groupLines } from "../../document/reading-order.ts";
import type { TemplateChoice } from "./asking.ts";
import { findForbidden } from "./forbidden.ts";
import { LAYOUTS, type PageKind } from "./layouts/layouts.ts";
import type { Page } from "./page.ts";
import { askAbsentFields, askFields, askProse } from "./questions/fields.ts";
import { askColours, askCorners, askSections, askSpatial, askTicks, type PlacedLine } from "./questions/seeing.ts";
import { askTables } from "./questions/tables.ts";
import { type Draft, Quiz } from "./quiz.ts";
import { Random } from "./random.ts";
import type { Scene } from "./scene.ts";
import { type Span, withoutCurrency } from "./sheet.ts";

export interface SynthesizeOptions {
  /** Which ways of asking: those of training (default), the held-out ones, or all. */
  templates?: TemplateChoice;
  /** At most this many questions (default 48). */
  questions?: number;
  /** Rows of the main table, where the kind has one. */
  rows?: number;
}

export interface Synthetic {
  labelled: LabelledDocument;
  scene: Scene;
}

/**
 * Makes the page of `seed`.
 * @param kind one of PAGE_KINDS; without it the kinds are mixed as training wants them.
 * @example
 * const { labelled, scene } = synthesize({ seed: 7, kind: "receipt" });
 */
export function synthesize(request: {
  seed: number | string;
  kind?: PageKind;
  options?: SynthesizeOptions;
}): Synthetic {
  const { seed, options = {} } = request;
  for (let attempt = 0; ; attempt++) {
    const random = new Random(attempt === 0 ? `page ${seed}` : `page ${seed} again ${attempt}`);
    const kind = request.kind ?? random.weighted(LAYOUTS.map((layout) => [layout.kind, layout.weight] as const));
    const layout = LAYOUTS.find((l) => l.kind === kind);
    if (!layout) throw new RangeError(`no kind of page "${kind}"; there are ${LAYOUTS.map((l) => l.kind).join(", ")}`);
    const page = layout.make(random.fork(`layout ${kind}`), options.rows);
    const made = assemble(page, kind, String(seed), random, options);
    // By chance a page may hold a name that no training page may hold, or none of what it should.
    if (made && findForbidden(made.labelled) === undefined) return made;
    if (attempt > 50) throw new RangeError(`no fair page of kind ${kind} from seed ${seed}`);
  }
}

function assemble(
  page: Page,
  kind: PageKind,
  seed: string,
  random: Random,
  options: SynthesizeOptions,
): Synthetic | undefined {
  const { sheet, margin } = page;
  if (sheet.words.length === 0) return undefined;
  const noise = random.fork("paper");
  let width = page.width;
  let height = page.height;
  if (width === 0) {
    // Margins round what was put; the rest of the sheet below stays empty now and then.
    const x0 = Math.min(...sheet.words.map((w) => w.x0), 0);
    const y0 = Math.min(...sheet.words.map((w) => w.y0), 0);
    shift(page, margin - x0, margin - y0);
    width = sheet.width + margin - x0 + margin * noise.range(0.7, 1.2);
    height = sheet.bottom + margin - y0 + margin * noise.range(0.7, 1.5);
    const wanted = width * page.pageRatio;
    // Little on a large sheet is often cut out of it.
    if (page.pageRatio > 0 && (height > wanted * 0.6 || noise.chance(0.45))) {
      if (height < wanted) height = wanted;
      else if (noise.chance(0.5)) {
        const extra = height / page.pageRatio - width;
        shift(page, extra / 2, 0);
        width += extra;
      }
    } else if (page.surround > 0) {
      // A receipt on the glass of a copier made for large sheets.
      const free = width * (page.surround - 1);
      shift(page, free * noise.range(0.1, 0.8), height * noise.range(0, 0.35));
      width += free;
      height = Math.max(height * noise.range(1.05, 1.6), sheet.bottom + margin);
    } else if (noise.chance(0.2)) height *= noise.range(1, 1.6);
  }
  width = Math.ceil(width);
  height = Math.ceil(height);

  const boxes: Box[] = sheet.words.map((w) => clampBox([w.x0 / width, w.y0 / height, w.x1 / width, w.y1 / height]));
  const { order, line, lines } = groupLines(boxes, width / height);
  const position = new Array<number>(order.length);
  for (let k = 0; k < order.length; k++) position[order[k]] = k;
  const shade = (colour: Rgb, towards: Rgb, by: number): Rgb =>
    [0, 1, 2].map((c) => Math.round(colour[c] + (towards[c] - colour[c]) * by)) as Rgb;
  const words: Word[] = order.map((id) => {
    const { text, ink, paper } = sheet.words[id];
    // As measured on a drawn page: thin strokes mix with the ground.
    const by = noise.range(0, 0.14);
    return {
      text,
      box: boxes[id],
      line: line[id],
      confidence: null,
      origin: "given",
      ink: shade(ink, paper, by),
      paper: shade(paper, ink, by * 0.15),
    };
  });

  const quiz = new Quiz(random.fork("questions"), sheet, options.templates ?? "train");
  const asking: Page = { ...page, random: quiz.random, world: page.world };
  askFields(asking, quiz);
  askProse(asking, quiz);
  askTables(asking, quiz);
  askTicks(asking, quiz);
  askSections(asking, quiz);
  askSpatial(asking, quiz);
  const placed: PlacedLine[] = lines.map((l) => ({
    span: l.words.map((k) => order[k]),
    x0: l.box[0],
    y0: l.box[1],
    x1: l.box[2],
    y1: l.box[3],
  }));
  askCorners(asking, quiz, placed);
  askColours(asking, quiz);
  askAbsentFields(asking, quiz, Math.max(1, Math.round(quiz.drafts.length * quiz.random.range(0.04, 0.12))));
  const chosen = choose(quiz, options.questions ?? 48);

  const at = (span: Span) => span.map((id) => position[id]);
  const questions = chosen.map((draft, i) => labelled(draft, `${kind}-${seed}-${i}`, at));
  const { entities, links } = entitiesOf(page, at, (span) => quiz.textOf(span));
  const fields: Record<string, string> = {};
  for (const fact of page.facts.fields)
    if (fact.field && fact.lines.length > 0)
      fields[fact.field] = quiz.textOf(
        fact.type === "money" ? withoutCurrency(sheet, fact.lines.flat()) : fact.lines.flat(),
      );
  const id = `synthetic-${kind}-${seed}`;
  const document = {
    version: DOCUMENT_VERSION as typeof DOCUMENT_VERSION,
    source: { name: id, mime: "application/x-synthetic", sha256: "" },
    pages: [{ number: 0, width, height, unit: "px" as const, rotation: 0 as const, words, lines }],
  };
  const table = page.facts.tables.length === 1 && kind === "table" ? page.facts.tables[0] : undefined;
  return {
    labelled: {
      id,
      source: `synthetic-${kind}`,
      document,
      questions,
      fields,
      entities,
      links,
      statements: [],
      ...(table
        ? {
            table: {
              header: table.columns.map((c) => c.header),
              rows: table.rows,
              ...(table.title ? { title: table.title } : {}),
            },
          }
        : {}),
    },
    scene: { width, height, paper: sheet.paper, commands: sheet.commands, photograph: page.photograph },
  };
}

/** Most questions of a kind on one page, so that common kinds do not crowd out the rare ones. */
const MOST: Record<string, number> = {
  "key-beside": 12,
  "key-below": 12,
  "key-far": 8,
  cell: 7,
  reverse: 4,
  "word-colour": 4,
  prose: 6,
  "multi-line": 4,
  party: 5,
};
const MOST_OTHERS = 3;
const ABSENT_SHARE = 0.1;

/** At most `limit` of the questions asked: each kind up to its number, about a tenth of them absent. */
function choose(quiz: Quiz, limit: number): Draft[] {
  const { random } = quiz;
  const used = new Map<string, number>();
  const kept = new Set<Draft>();
  const absent: Draft[] = [];
  for (const draft of random.shuffle(quiz.drafts)) {
    if (draft.answers.length === 0) {
      absent.push(draft);
      continue;
    }
    const count = used.get(draft.kind) ?? 0;
    if (count >= (MOST[draft.kind] ?? MOST_OTHERS)) continue;
    used.set(draft.kind, count + 1);
    if (kept.size < limit * (1 - ABSENT_SHARE)) kept.add(draft);
  }
  const share = (kept.size * ABSENT_SHARE) / (1 - ABSENT_SHARE);
  const wanted = Math.floor(share) + (random.chance(share % 1) ? 1 : 0);
  for (const draft of absent.slice(0, wanted)) kept.add(draft);
  return quiz.drafts.filter((draft) => kept.has(draft));
}

function labelled(draft: Draft, id: string, at: (span: Span) => number[]): LabelledQuestion {
  return {
    id,
    question: draft.question,
    answers: draft.answers,
    kind: draft.kind,
    template: draft.template.id,
    heldOut: draft.template.heldOut,
    ...(draft.operation ? { operation: draft.operation } : {}),
    evidence: draft.evidence.map((span) => ({ page: 0, words: at(span) })),
    ...(draft.check ? { check: draft.check } : {}),
  };
}

function entitiesOf(
  page: Page,
  at: (span: Span) => number[],
  textOf: (span: Span) => string,
): { entities: LabelledEntity[]; links: [number, number][] } {
  const entities: LabelledEntity[] = [];
  const links: [number, number][] = [];
  const add = (label: string, span: Span) => {
    entities.push({ id: entities.length, label, page: 0, words: at(span), text: textOf(span) });
    return entities.length - 1;
  };
  for (const fact of page.facts.fields) {
    const value = fact.lines.flat();
    const key = fact.labelSpan.length > 0 ? add("question", fact.labelSpan) : -1;
    if (value.length === 0) continue;
    const answer = add(fact.kind === "title" ? "header" : key >= 0 ? "answer" : "other", value);
    if (key >= 0) links.push([key, answer]);
  }
  for (const section of page.facts.sections) add("header", section.headingSpan);
  for (const tick of page.facts.ticks) {
    const key = tick.headingSpan.length > 0 ? add("question", tick.headingSpan) : -1;
    for (const option of tick.options) {
      const answer = add("answer", option.span);
      if (key >= 0 && option.ticked) links.push([key, answer]);
    }
  }
  return { entities, links };
}

/** Moves all that was put. */
function shift(page: Page, dx: number, dy: number): void {
  const { sheet } = page;
  for (const word of sheet.words) {
    word.x0 += dx;
    word.x1 += dx;
    word.y0 += dy;
    word.y1 += dy;
  }
  for (const command of sheet.commands) {
    if (command.type === "text" || command.type === "ellipse") {
      command.x += dx;
      command.y += dy;
    } else if (command.type === "polygon") {
      for (const point of command.points) {
        point[0] += dx;
        point[1] += dy;
      }
    } else {
      command.x0 += dx;
      command.x1 += dx;
      command.y0 += dy;
      command.y1 += dy;
    }
  }
  sheet.width += dx;
  sheet.bottom += dy;
}
