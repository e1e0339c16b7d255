/** Questions about where things stand, what is ticked, what has which colour, what is written on a thing. */
import { colourName, SPELLINGS } from "../colours.ts";
import type { Page } from "../page.ts";
import type { Quiz } from "../quiz.ts";
import type { Span } from "../sheet.ts";

const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .trim();

/** Texts of the page's pieces, to tell whether a piece can be named without doubt. */
class Pieces {
  private readonly text: string;
  constructor(page: Page) {
    this.text = ` ${page.sheet.words.map((w) => bare(w.text)).join(" ")} `;
  }
  /** `text` occurs exactly once. */
  once(text: string): boolean {
    const wanted = ` ${text.split(" ").map(bare).join(" ")} `;
    if (wanted.trim().length < 2) return false;
    const at = this.text.indexOf(wanted);
    return at >= 0 && this.text.indexOf(wanted, at + 1) < 0;
  }
}

const RIGHT = ["to the right of", "right of", "on the right of", "next to, on the right,", "to the right side of"];
const LEFT = ["to the left of", "left of", "on the left of", "to the left side of"];
const BELOW = ["below", "under", "beneath", "directly below", "right below", "just under"];
const ABOVE = ["above", "over", "directly above", "right above", "just above"];

const tidy = (text: string) => text.replace(/[:.\s]+$/, "");

export function askSpatial(page: Page, quiz: Quiz): void {
  const { random, facts } = page;
  const pieces = new Pieces(page);
  const pairs: [string, readonly string[], Span, Span][] = [];
  const add = (kind: string, words: readonly string[], from: Span, to: Span) => {
    if (from.length > 0 && to.length > 0 && from.length < 7 && to.length < 14) pairs.push([kind, words, from, to]);
  };
  for (const fact of facts.fields) {
    if (fact.silent || fact.labelSpan.length === 0 || fact.lines.length === 0) continue;
    const first = fact.lines[0];
    if (fact.place === "below") {
      if (fact.lines.length === 1 && overlaps(page, fact.labelSpan, first)) {
        add("spatial-below", BELOW, fact.labelSpan, first);
        add("spatial-above", ABOVE, first, fact.labelSpan);
      }
    } else if (fact.place === "beside" && fact.lines.length === 1) {
      add("spatial-right", RIGHT, fact.labelSpan, first);
      add("spatial-left", LEFT, first, fact.labelSpan);
    }
  }
  for (const table of facts.tables) {
    const rows = table.cells.length;
    for (let t = 0; t < 4; t++) {
      const i = random.int(0, rows - 1);
      const j = random.int(0, table.columns.length - 1);
      const here = table.cells[i][j].flat();
      if (i + 1 < rows) {
        const next = table.cells[i + 1][j].flat();
        add("spatial-below", BELOW, here, next);
        add("spatial-above", ABOVE, next, here);
      }
      if (j + 1 < table.columns.length) {
        const next = table.cells[i][j + 1].flat();
        add("spatial-right", RIGHT, here, next);
        add("spatial-left", LEFT, next, here);
      }
    }
  }
  for (const [kind, words, from, to] of random.sample(pairs, random.int(1, 4))) {
    const text = tidy(quiz.textOf(from));
    if (!pieces.once(text)) continue;
    quiz.ask(kind, { w: text, dir: random.pick(words) }, { evidence: [to] });
  }
  if (pairs.length > 0 && random.chance(0.25)) {
    const missing = page.world.phrase(1, 2);
    if (!missing.split(" ").some((w) => page.sheet.words.some((other) => bare(other.text) === w.toLowerCase())))
      quiz.ask(
        "absent-word",
        { w: missing, dir: random.pick([...RIGHT, ...BELOW, ...ABOVE, ...LEFT]) },
        { evidence: [], answers: [], pool: "spatial" },
      );
  }
}

/** Whether two spans share a part of their width. */
function overlaps(page: Page, a: Span, b: Span): boolean {
  const x = (span: Span) => [
    Math.min(...span.map((w) => page.sheet.words[w].x0)),
    Math.max(...span.map((w) => page.sheet.words[w].x1)),
  ];
  const [a0, a1] = x(a);
  const [b0, b1] = x(b);
  return Math.min(a1, b1) > Math.max(a0, b0);
}

export interface PlacedLine {
  span: Span;
  /** Fractions of the page. */
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** What stands in the corners: `lines` are the pieces of the page's lines, cut at wide gaps. */
export function askCorners(page: Page, quiz: Quiz, lines: readonly PlacedLine[]): void {
  const { random } = page;
  if (lines.length < 4 || !random.chance(0.45)) return;
  const top = Math.min(...lines.map((l) => l.y0));
  const bottom = Math.max(...lines.map((l) => l.y1));
  const high = (bottom - top) * 0.14;
  const places: [string, (l: PlacedLine) => boolean, (a: PlacedLine, b: PlacedLine) => number][] = [
    ["top left", (l) => l.x0 < 0.3 && l.x1 < 0.62 && l.y0 < top + high, (a, b) => a.y0 - b.y0],
    ["top right", (l) => l.x1 > 0.68 && l.x0 > 0.45 && l.y0 < top + high, (a, b) => a.y0 - b.y0],
    ["bottom left", (l) => l.x0 < 0.3 && l.x1 < 0.62 && l.y1 > bottom - high, (a, b) => b.y1 - a.y1],
    ["bottom right", (l) => l.x1 > 0.68 && l.x0 > 0.45 && l.y1 > bottom - high, (a, b) => b.y1 - a.y1],
  ];
  for (const [name, inside, order] of random.sample(places, 2)) {
    const found = lines.filter(inside).sort(order);
    // The corner's own line must be the outermost of the page, or near it.
    if (found.length === 0) continue;
    const [line] = found;
    const edge = name.startsWith("top") ? line.y0 - top : bottom - line.y1;
    if (edge > (line.y1 - line.y0) * 0.8 || line.span.length > 12) continue;
    quiz.ask(
      "corner",
      { place: name.replace(" ", random.pick([" ", " ", "-"])) + random.pick(["", " corner"]) },
      { evidence: [line.span] },
    );
  }
}

export function askSections(page: Page, quiz: Quiz): void {
  const pieces = new Pieces(page);
  for (const section of page.facts.sections) {
    const text = tidy(quiz.textOf(section.headingSpan));
    if (!pieces.once(text) || section.first.length === 0 || section.first.length > 14) continue;
    if (page.random.chance(0.7)) quiz.ask("under-heading", { h: text }, { evidence: [section.first] });
  }
}

export function askTicks(page: Page, quiz: Quiz): void {
  const { random, facts } = page;
  for (const tick of facts.ticks) {
    const on = tick.options.filter((o) => o.ticked);
    if (on.length === 0) continue;
    const group = random.chance(0.6) ? random.pick(tick.names) : tick.heading.replace(/[?:]$/, "");
    const yesNo = tick.options.every((o) => /^(yes|no)$/i.test(o.text));
    const alone = facts.ticks.length === 1;
    if (!yesNo)
      quiz.ask(
        "ticked",
        {
          o: alone ? random.pick(["box", "option", "answer", "entry"]) : undefined,
          os: alone ? random.pick(["boxes", "options", "entries"]) : undefined,
          g: group,
        },
        { evidence: on.map((o) => o.span) },
      );
    else quiz.ask("ticked", { g: `"${tick.heading}"` }, { evidence: on.map((o) => o.span) });
    const others = tick.options.filter((o) => !o.ticked);
    if (on.length > 0 && others.length > 0 && random.chance(0.35)) {
      const right = random.pick(on);
      const wrong = random.pick(others).text;
      const [a, b] = random.chance(0.5) ? [right.text, wrong] : [wrong, right.text];
      if (!yesNo) quiz.ask("ticked", { a, b }, { evidence: [right.span] });
    }
    const texts = facts.ticks.flatMap((t) => t.options.map((o) => bare(o.text)));
    const off = tick.options.filter((o) => !o.ticked);
    // As many ticked ones as others, whatever their share of the form.
    const half = off.length > 0 && random.chance(0.5) ? off : on;
    for (const option of random.sample(half, 1)) {
      if (yesNo || texts.filter((t) => t === bare(option.text)).length !== 1) continue;
      quiz.ask(
        "is-ticked",
        { o: random.chance(0.5) ? option.text : `"${option.text}"` },
        { evidence: [[...option.markSpan, ...option.span]], answers: [option.ticked ? "yes" : "no"] },
      );
    }
  }
}

const MOST = 5;

/** Colours of words and of the ground under them; few on black and white pages. */
export function askColours(page: Page, quiz: Quiz): void {
  const { random, sheet, facts } = page;
  const pieces = new Pieces(page);
  const named = sheet.words.map((w) => ({ ink: colourName(w.ink), paper: colourName(w.paper) }));
  const coloured = sheet.words.flatMap((w, id) =>
    named[id].ink && named[id].ink !== "black" && /^[\p{L}\p{N}&'-]{2,}$/u.test(w.text) ? [id] : [],
  );
  const grounds = sheet.words.flatMap((w, id) =>
    named[id].paper && named[id].paper !== "white" && /^[\p{L}\p{N}&'-]{2,}$/u.test(w.text) ? [id] : [],
  );
  const askWord = (id: number) => {
    const colour = named[id].ink;
    const { text } = sheet.words[id];
    if (colour && pieces.once(text))
      quiz.ask(
        "word-colour",
        { w: random.chance(0.35) ? text.toLowerCase() : text },
        { evidence: [[id]], answers: SPELLINGS[colour] ?? [colour] },
      );
  };
  const scene = page.photograph;
  for (const id of random.sample(coloured, scene ? MOST : 2)) askWord(id);
  const black = sheet.words.flatMap((w, id) => (named[id].ink === "black" && /^\p{L}{3,}$/u.test(w.text) ? [id] : []));
  if (black.length > 0 && (coloured.length > 0 ? random.chance(0.5) : random.chance(0.06))) askWord(random.pick(black));
  for (const id of random.sample(grounds, scene ? 3 : 1)) {
    const { text } = sheet.words[id];
    const colour = named[id].paper!;
    if (pieces.once(text))
      quiz.ask("paper-colour", { w: text }, { evidence: [[id]], answers: SPELLINGS[colour] ?? [colour] });
  }
  // Words that alone have their colour: all words of one piece.
  if (coloured.length > 0) {
    const byColour = new Map<string, number[]>();
    sheet.words.forEach((_, id) => {
      const ink = named[id].ink;
      if (ink) byColour.set(ink, [...(byColour.get(ink) ?? []), id]);
    });
    const doubtful = sheet.words.some((_, id) => named[id].ink === undefined);
    for (const [colour, ids] of byColour) {
      if (colour === "black" && !scene) continue;
      const together = ids.length <= 6 && ids.every((id, i) => i === 0 || id === ids[i - 1] + 1);
      if (together && !doubtful && (scene || random.chance(0.5)))
        quiz.ask("coloured-word", { x: random.pick(SPELLINGS[colour] ?? [colour]) }, { evidence: [ids] });
    }
  }
  for (const thing of facts.things) {
    if (facts.things.filter((t) => t.name === thing.name).length === 1)
      quiz.ask("written-on", { t: thing.name }, { evidence: [thing.words] });
  }
  if (scene && random.chance(0.3)) {
    const missing = titleOf(page.world.noun());
    if (!sheet.words.some((w) => bare(w.text) === missing.toLowerCase()))
      quiz.ask("absent-word", { w: missing }, { evidence: [], answers: [], pool: "word-colour" });
  }
}

const titleOf = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
