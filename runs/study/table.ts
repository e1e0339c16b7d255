/** Results of jobs as the tables and charts of docs/study.md. Pure: what is there is shown, what is missing is a dash. */
import { READING_ERRORS } from "../../src/data/synthetic/misread.ts";
import { chartSvg, type Series } from "../../src/tasks/report/chart.ts";
import type { Result } from "./jobs.ts";
import { type Arm, LABELS, type ScoreName, type SetPlan } from "./plan.ts";

/** The arm that the others are held against. */
const BASE = "denoising";

const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

/** Sample deviation; null for fewer than two. */
export function deviation(list: readonly number[]): number | null {
  if (list.length < 2) return null;
  const middle = mean(list);
  return Math.sqrt(list.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (list.length - 1));
}

/** Shares as percent: mean and, of several, sample deviation. */
export function spreadText(shares: readonly number[], sign = false): string {
  if (shares.length === 0) return "-";
  const percent = 100 * mean(shares);
  const spread = deviation(shares);
  const text = `${sign && percent >= 0 ? "+" : ""}${percent.toFixed(1)}`;
  return spread === null ? text : `${text} ± ${(100 * spread).toFixed(1)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(heads), line(heads.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** The next quarter above all values, where an axis with five ticks ends. */
const quarter = (values: readonly number[]) => Math.min(1, Math.max(0.25, Math.ceil(4 * Math.max(...values)) / 4));

export function scoreOf(result: Result, score: ScoreName): number | null {
  // Between labelled entities, so that the two heads are judged apart.
  if (score === "linkF1") return result.linkF1 ?? null;
  return result.metrics?.[score] ?? null;
}

export class StudyTables {
  readonly #arms: readonly Arm[];
  readonly #sets: readonly SetPlan[];
  readonly #results: readonly Result[];
  readonly #name: string;

  /** `arms` and `sets` in the order of the tables; `name` begins the names of the charts. */
  constructor(arms: readonly Arm[], sets: readonly SetPlan[], results: readonly Result[], name = "study") {
    this.#results = results;
    this.#name = name;
    this.#arms = arms.filter(({ name }) => results.some(({ arm }) => arm === name));
    this.#sets = sets.filter(({ name }) => results.some(({ set }) => set === name));
  }

  #tuned(arm: string, set: SetPlan, labels: string): Result[] {
    return this.#results
      .filter((one) => one.kind === "tune" && one.arm === arm && one.set === set.name && one.labels === labels)
      .sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0));
  }

  /** Shares by seed. */
  #scores(arm: string, set: SetPlan, labels: string, score: ScoreName): Map<number, number> {
    const known = this.#tuned(arm, set, labels).flatMap((one): [number, number][] => {
      const share = scoreOf(one, score);
      return share === null ? [] : [[one.seed ?? 0, share]];
    });
    return new Map(known);
  }

  /** Differences to BASE with the same seed: the same documents in the same order. */
  #gains(arm: string, set: SetPlan, labels: string): number[] {
    const base = this.#scores(BASE, set, labels, set.scores[0]);
    return [...this.#scores(arm, set, labels, set.scores[0])].flatMap(([seed, share]) => {
      const other = base.get(seed);
      return other === undefined ? [] : [share - other];
    });
  }

  pretraining(): string {
    const done = this.#results.filter(({ kind }) => kind === "pretrain");
    const rows = this.#arms.flatMap(({ name, what }) => {
      const own = done.filter(({ arm }) => arm === name);
      if (own.length === 0) return [];
      const loss = (task: string) => {
        const values = own.flatMap(({ losses }) => losses[task] ?? []);
        const spread = deviation(values);
        if (values.length === 0) return "-";
        return spread === null ? mean(values).toFixed(3) : `${mean(values).toFixed(3)} ± ${spread.toFixed(3)}`;
      };
      const counts = (["updates", "pages", "positions"] as const).map((key) =>
        own.reduce((sum, one) => sum + one[key], 0),
      );
      const seconds = own.reduce((sum, one) => sum + one.seconds.train, 0);
      const rest = [...counts.map(String), seconds.toFixed(0), loss("denoise"), loss("line"), loss("grid")];
      return [[own.length > 1 ? `${name}, ${own.length} times` : name, what, ...rest]];
    });
    const heads = ["arm", "what", "updates", "pages", "positions", "CPU s", "denoising", "line", "grid"];
    return table(heads, rows);
  }

  set(set: SetPlan): string {
    const labels = LABELS.filter((count) => this.#arms.some(({ name }) => this.#tuned(name, set, count).length > 0));
    const several = set.seeds > 1;
    const gained = (name: string) =>
      several ? labels.map((count) => (name === BASE ? "" : spreadText(this.#gains(name, set, count), true))) : [];
    const arms = this.#arms.filter(({ name }) => labels.some((count) => this.#tuned(name, set, count).length > 0));
    const rows = arms.map(({ name }) => [
      name,
      ...set.scores.flatMap((score) =>
        labels.map((count) => spreadText([...this.#scores(name, set, count, score).values()])),
      ),
      ...gained(name),
    ]);
    const heads = [
      "arm",
      ...set.scores.flatMap((score) => labels.map((count) => `${score}, ${count}`)),
      ...(several ? labels.map((count) => `against ${BASE}, ${count}`) : []),
    ];
    return table(heads, rows);
  }

  /** Each arm against BASE over all that both were tuned on: a difference for each set, number of labels and seed. */
  overall(): string {
    const rows = this.#arms.flatMap(({ name, what }) => {
      const gains = this.#sets.flatMap((set) => LABELS.flatMap((count) => this.#gains(name, set, count)));
      if (name === BASE || gains.length === 0) return [];
      const count = (holds: (gain: number) => boolean) => String(gains.filter(holds).length);
      return [[name, what, spreadText(gains, true), count((gain) => gain > 0), count((gain) => gain < 0)]];
    });
    return table(["arm", "what", `against ${BASE}`, "better", "worse"], rows);
  }

  /** What a fine-tuning of each arm costs and sees, means over all of them. */
  cost(): string {
    const rows = this.#arms.flatMap(({ name }) => {
      const own = this.#sets.map((set) => LABELS.flatMap((count) => this.#tuned(name, set, count)));
      if (own.every((list) => list.length === 0)) return [];
      const cells = own.map((list) => {
        if (list.length === 0) return "-";
        const seconds = mean(list.map(({ seconds }) => seconds.train));
        const questions = mean(list.map(({ questions }) => questions));
        return `${seconds.toFixed(1)} s${questions > 0 ? `, ${questions.toFixed(0)}` : ""}`;
      });
      return [[name, ...cells]];
    });
    return table(["arm", ...this.#sets.map(({ name }) => name)], rows);
  }

  /** Under reading errors: means over the seeds. */
  errors(): string {
    const asked = this.#results.filter(({ kind }) => kind === "errors");
    const points = asked[0]?.errors ?? [];
    const cell = (arm: string, error: string, rate: number) => {
      const shares = asked.flatMap((one) =>
        one.arm === arm ? (one.errors?.find((p) => p.error === error && p.rate === rate)?.score ?? []) : [],
      );
      return spreadText(shares);
    };
    const head = ({ error, rate }: (typeof points)[number]) => (rate === 0 ? "none" : `${error}, ${rate}`);
    const arms = this.#arms.filter(({ name }) => asked.some(({ arm }) => arm === name));
    const rows = arms.map(({ name }) => [name, ...points.map(({ error, rate }) => cell(name, error, rate))]);
    const ceiling = ["a perfect copier", ...points.map(({ ceiling }) => spreadText(ceiling === null ? [] : [ceiling]))];
    return table(["arm", ...points.map(head)], [...rows, ceiling]);
  }

  /** Charts by file name. `sizes`: documents of "all", by set. */
  charts(sizes: Readonly<Record<string, number>>): Record<string, string> {
    const charts: Record<string, string> = {};
    const arms = this.#arms.filter(({ group }) => group === "objectives");
    for (const set of this.#sets.filter(({ seeds }) => seeds > 1)) {
      const all = sizes[set.name] ?? 400;
      const series = arms.map(({ name }): Series => {
        const points = LABELS.flatMap((count) => {
          const shares = [...this.#scores(name, set, count, set.scores[0]).values()];
          return shares.length > 0 ? [[count === "all" ? all : Number(count), mean(shares)] as const] : [];
        });
        return { name, points };
      });
      const title = `${set.name}: ${set.scores[0]} by labelled documents`;
      const widest = 50 * Math.ceil(all / 50);
      const highest = quarter(series.flatMap(({ points }) => points.map(([, y]) => y)));
      charts[`${this.#name}-${set.name}.svg`] = chartSvg({
        title,
        x: "labelled documents",
        y: set.scores[0],
        widest,
        highest,
        series,
      });
    }
    const asked = this.#results.filter(({ kind }) => kind === "errors");
    if (asked.length === 0) return charts;
    const rates = [...new Set(asked[0].errors?.map(({ rate }) => rate))];
    for (const error of READING_ERRORS) {
      const at = (arm: string, rate: number, key: "score" | "ceiling") => {
        const family = rate === 0 ? READING_ERRORS[0] : error;
        const of = asked.filter((one) => one.arm === arm).flatMap(({ errors = [] }) => errors);
        return mean(of.filter((p) => p.error === family && p.rate === rate).map((p) => p[key] ?? 0));
      };
      const own = arms.filter(({ name }) => asked.some(({ arm }) => arm === name));
      const series = own.map(
        ({ name }): Series => ({
          name,
          points: rates.map((rate) => [rate, at(name, rate, "score")] as const),
        }),
      );
      const guide = rates.map((rate) => [rate, at(own[0].name, rate, "ceiling")] as const);
      charts[`${this.#name}-errors-${error}.svg`] = chartSvg({
        title: `SROIE under errors of ${error}`,
        x:
          error === "boxes"
            ? "deviation of an edge in heights of the box"
            : `share of ${error === "lines" ? "lines" : "words"} in error`,
        y: "exactMatch",
        widest: Math.max(...rates, 0.01),
        series: [...series, { name: "a perfect copier", points: guide, guide: true }],
      });
    }
    return charts;
  }

  /** The whole generated section. */
  markdown(): string {
    const tuned = this.#results.filter(({ kind }) => kind === "tune");
    const { budget } = tuned[0] ?? this.#results[0];
    const hours = this.#results.reduce((sum, { seconds }) => sum + seconds.whole, 0) / 3600;
    const parts = [
      `\`${budget.preset}\`, ${budget.positions} page positions an update; ${budget.pretrain} updates of pre-training, ${budget.tune} of fine-tuning; ` +
        `${tuned.length} fine-tunings done, **${hours.toFixed(2)} CPU hours** in all (compiling, reading and asking included).`,
      "### Pre-training",
      "Losses are means over the last quarter of the updates, in nats.",
      this.pretraining(),
    ];
    parts.push(
      "### All sets together",
      `Differences of the first score of each set to \`${BASE}\` with the same labels and seed, in points: mean and sample deviation, and how often.`,
      this.overall(),
    );
    for (const set of this.#sets) {
      const several = set.seeds > 1;
      const spread = several
        ? `Mean and sample deviation over the seeds; the right half is the difference to \`${BASE}\` with the same seed.`
        : "One seed.";
      parts.push(`### ${set.name}`, `Percent, by labelled documents. ${spread}`, this.set(set));
      if (several) parts.push(`![${set.name} by labelled documents](images/${this.#name}-${set.name}.svg)`);
    }
    if (this.#results.some(({ kind }) => kind === "errors")) {
      parts.push(
        "### Reading errors",
        "SROIE, tuned on all labels, exactMatch in percent; the rates are of misread.ts.",
        this.errors(),
        READING_ERRORS.map((error) => `![errors of ${error}](images/${this.#name}-errors-${error}.svg)`).join("\n"),
      );
    }
    parts.push("### Cost of a fine-tuning", "CPU seconds of training, and questions seen, by set.", this.cost());
    return parts.join("\n\n");
  }
}

const MARKS = ["<!-- generated by runs/study.ts -->", "<!-- end of what is generated -->"] as const;

/** `text` with its generated part replaced, or put at its end where it has none. */
export function withGenerated(text: string, generated: string): string {
  const [start, end] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])];
  const part = `${MARKS[0]}\n\n${generated}\n\n${MARKS[1]}`;
  if (start < 0 || end < start) return `${text.trimEnd()}\n\n${part}\n`;
  return text.slice(0, start) + part + text.slice(end + MARKS[1].length);
}
