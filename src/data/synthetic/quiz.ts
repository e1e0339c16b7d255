/**
 * Questions of one page in the making: fills templates, keeps what is asked once and has one answer. Evidence is spans of the
 * sheet; synthesize.ts maps them to the page's words.
 */
import type { Operation } from "../../document/labelled.ts";
import {
  chooseTemplate,
  fill,
  POOLS,
  type Slots,
  type Template,
  type TemplateChoice,
  wholeQuestion,
} from "./asking.ts";
import { KINDS } from "./kinds.ts";
import type { Random } from "./random.ts";
import type { Sheet, Span } from "./sheet.ts";

export interface Draft {
  kind: string;
  question: string;
  template: Template;
  /** Empty: absent. */
  answers: string[];
  operation?: Operation;
  evidence: Span[];
  check?: "greater" | "count-is" | "sum-is";
}

export interface Asked {
  evidence: Span[];
  /** Without it: the text of the evidence, items joined by " | ". */
  answers?: string[];
  pool?: string;
  check?: Draft["check"];
  /** Templates that do not suit. */
  avoid?: RegExp;
  /** Only templates with these texts. */
  among?: ReadonlySet<string>;
  /** Ask this whole question instead of a template of the pool. */
  whole?: string;
}

export class Quiz {
  readonly drafts: Draft[] = [];
  readonly random: Random;
  readonly sheet: Sheet;
  readonly choice: TemplateChoice;
  private readonly asked = new Map<string, Draft>();
  private readonly dropped = new Set<string>();

  constructor(random: Random, sheet: Sheet, choice: TemplateChoice) {
    this.random = random;
    this.sheet = sheet;
    this.choice = choice;
  }

  textOf(span: Span): string {
    return span.map((id) => this.sheet.words[id].text).join(" ");
  }

  /** Asks a question of `kind` with `slots`; does nothing when no way of asking fits. */
  ask(kind: string, slots: Slots, asked: Asked): void {
    const { operation, pools } = KINDS[kind];
    const { evidence } = asked;
    const needs =
      operation === "copy" ||
      operation === "compare" ||
      operation === "colour" ||
      operation === "sum" ||
      operation === "difference";
    if (needs && (evidence.length === 0 || evidence.some((span) => span.length === 0))) return;
    let template: Template | undefined;
    if (asked.whole !== undefined) {
      const whole = wholeQuestion(asked.whole);
      if (this.choice !== "all" && whole.heldOut !== (this.choice === "heldOut")) return;
      template = whole;
    } else {
      const pool = asked.pool ?? (pools.length === 1 ? pools[0] : this.random.pick(pools));
      template = chooseTemplate(this.random, pool, slots, this.choice, asked.avoid, asked.among);
    }
    if (!template) return;
    const question = fill(this.random, template, slots);
    const answers =
      asked.answers ??
      (operation === "copy"
        ? [evidence.map((span) => this.textOf(span)).join(" | ")]
        : operation === "compare"
          ? [this.textOf(evidence[evidence.length - 1])]
          : []);
    const key = question
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
    if (this.dropped.has(key)) return;
    const earlier = this.asked.get(key);
    if (earlier) {
      // The same question twice: once is enough; with two answers it is ambiguous and goes.
      if (earlier.answers[0] !== answers[0]) {
        this.drafts.splice(this.drafts.indexOf(earlier), 1);
        this.asked.delete(key);
        this.dropped.add(key);
      }
      return;
    }
    const draft: Draft = { kind, question, template, answers, operation, evidence, check: asked.check };
    this.asked.set(key, draft);
    this.drafts.push(draft);
  }
}

/** Number of templates of each kind, and of these held out. */
export function templateCounts(): Record<string, { all: number; heldOut: number }> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([kind, { pools }]) => {
      const list = pools.flatMap((pool) => POOLS[pool]);
      return [kind, { all: list.length, heldOut: list.filter((t) => t.heldOut).length }];
    }),
  );
}
