/** The study: what its plan covers, that it goes on where it stopped, that arms are treated alike, and what its tables say. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { StudyData } from "../runs/study/data.ts";
import { type Result, runJobs, Study } from "../runs/study/jobs.ts";
import { ARMS, type Budget, jobsOf, LABELS, NOMINAL, pretrainId, SETS, scaled } from "../runs/study/plan.ts";
import { StudyTables, spreadText, withGenerated } from "../runs/study/table.ts";
import { toLine } from "../src/data/common-format.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";

const folder = mkdtempSync(join(tmpdir(), "docformer-study-"));
after(() => rmSync(folder, { recursive: true }));

test("the plan pre-trains each arm once and tunes it on every set, with every number of labels and seed", () => {
  const jobs = jobsOf();
  assert.equal(new Set(jobs.map(({ id }) => id)).size, jobs.length);
  const ids = jobs.flatMap((job) => (job.kind === "tune" ? [job.id] : [])).sort();
  const wanted = ARMS.flatMap((arm) =>
    SETS.flatMap((set) =>
      LABELS.flatMap((labels) =>
        Array.from({ length: set.seeds }, (_, i) => `tune/${set.name}-${labels}-${arm.name}-${i + 1}`),
      ),
    ),
  );
  assert.deepEqual(ids, wanted.sort());
  const pretrained = jobs.flatMap((job, at) => (job.kind === "pretrain" ? [[job.arm.name, at] as const] : []));
  assert.deepEqual(
    pretrained.map(([name]) => name),
    ARMS.filter(({ stream }) => stream !== null).map(({ name }) => name),
  );
  // Nothing is tuned from what is not there yet, and nothing asked that is not tuned.
  const tuned = jobs.findIndex(({ kind }) => kind === "tune");
  assert.ok(pretrained.every(([, at]) => at < tuned));
  jobs.forEach((job, at) => {
    if (job.kind !== "errors") return;
    const from = `tune/${job.set.name}-all-${job.arm.name}-${job.seed}`;
    assert.ok(jobs.findIndex(({ id }) => id === from) < at, job.id);
  });
});

test("several pre-trainings an arm: seeds of fine-tuning take them in turn, none starts from what is not there", () => {
  for (const pretrainings of [1, 2, 3]) {
    const jobs = jobsOf({ pretrainings });
    const done = new Set<string>();
    for (const job of jobs) {
      if (job.kind === "tune" && job.arm.stream !== null) {
        assert.equal(job.from, ((job.seed - 1) % pretrainings) + 1);
        assert.ok(done.has(pretrainId(job.arm.name, job.from)), job.id);
      }
      done.add(job.id);
    }
    const arms = ARMS.filter(({ stream }) => stream !== null).length;
    assert.equal(jobs.filter(({ kind }) => kind === "pretrain").length, arms * pretrainings);
  }
  assert.throws(() => jobsOf({ pretrainings: 0 }), /pretrainings: 0 is not a whole number above 0/);
});

test("a choice leaves out what it says and nothing else, and names what is unknown", () => {
  const short = new Set(jobsOf({ short: true }).map(({ id }) => id));
  const left = jobsOf().filter(({ id }) => !short.has(id));
  assert.ok(left.length > 0);
  for (const job of left) {
    if (job.kind === "tune") {
      const choice = job.arm.group === "choices";
      assert.ok(job.set.seeds === 1 ? job.labels === "100" || choice : job.labels === "100" && choice, job.id);
    } else assert.ok(job.kind === "errors" && job.seed > 1, job.id);
  }
  const objectives = jobsOf({ short: true }).filter((job) => job.kind === "tune" && job.arm.group === "objectives");
  // Six arms: three numbers of labels on three seeds of two sets, two on the others.
  assert.equal(objectives.length, 6 * (2 * 3 * 3 + 3 * 2));
  const few = jobsOf({ arms: ["both"], sets: ["funsd"], labels: ["20"] });
  assert.deepEqual(
    few.map(({ id }) => id),
    ["pretrain/both", "tune/funsd-20-both-1"],
  );
  assert.throws(() => jobsOf({ arms: ["bothe"] }), /no bothe; there are denoising, line/);
  assert.throws(() => jobsOf({ sets: ["cord"] }), /no cord; there are sroie/);
  assert.throws(() => jobsOf({ labels: ["5"] }), /no 5; there are 20, 100, all/);
  assert.deepEqual(scaled(1), NOMINAL);
  assert.deepEqual([scaled(0.1).pretrain, scaled(0.1).tune], [80, 20]);
});

const shared = join(folder, "shared");
before(() => {
  const put = (set: string, split: string, first: number, count: number) => {
    mkdirSync(join(shared, set), { recursive: true });
    const pages = Array.from({ length: count }, (_, i) => synthesize({ seed: first + i, kind: "receipt" }).labelled);
    writeFileSync(join(shared, set, `${split}.jsonl`), pages.map((page) => `${toLine(page)}\n`).join(""));
  };
  put("pretrain-pages", "pages", 100, 8);
  put("sroie", "train", 200, 8);
  put("sroie", "dev", 300, 2);
});

test("jobs that are done are not done again, what is missing comes out the same, and arms see the same", async () => {
  const out = join(folder, "out");
  const budget: Budget = { preset: "tiny", pretrain: 2, tune: 2, positions: 128 };
  const open = () => new Study(out, budget, new StudyData(shared, join(out, "data")));
  const jobs = jobsOf({ arms: ["denoising", "both"], sets: ["sroie"], labels: ["all"] }).filter(
    (job) => job.kind === "pretrain" || job.seed === 1,
  );
  const first = open();
  assert.equal(await runJobs(first, jobs), jobs.length);
  const results = new Map(jobs.map((job) => [job.id, first.done(job) as Result]));
  await first.dispose();

  const [lone, both] = ["denoising", "both"].map((arm) => results.get(`pretrain/${arm}`) as Result);
  assert.deepEqual(Object.keys(lone.losses), ["denoise"]);
  assert.deepEqual(Object.keys(both.losses), ["denoise", "line", "grid"]);
  const seen = ({ pages, positions, questions, updates }: Result) => ({ pages, positions, questions, updates });
  assert.deepEqual(seen(both), seen(lone));
  const tuned = (arm: string) => results.get(`tune/sroie-all-${arm}-1`) as Result;
  assert.deepEqual(seen(tuned("both")), seen(tuned("denoising")));
  assert.ok(tuned("both").questions > 0);
  assert.equal(typeof tuned("both").metrics?.exactMatch, "number");
  const errors = results.get("errors/sroie-both-1")?.errors ?? [];
  assert.deepEqual([errors[0].rate, errors[0].score], [0, tuned("both").metrics?.exactMatch]);

  const kept = join(out, "pretrain", "both.json");
  const { mtimeMs } = statSync(kept);
  rmSync(join(out, "tune", "sroie-all-both-1.json"));
  const told: string[] = [];
  const second = open();
  assert.equal(await runJobs(second, jobs, ({ id }) => told.push(id)), 1);
  assert.deepEqual(told, ["tune/sroie-all-both-1"]);
  assert.equal(statSync(kept).mtimeMs, mtimeMs);
  const again = second.done(jobs.find(({ id }) => id === told[0]) as (typeof jobs)[number]) as Result;
  assert.deepEqual([again.metrics, again.losses], [tuned("both").metrics, tuned("both").losses]);
  await second.dispose();
});

const tuned = (arm: string, set: string, labels: string, seed: number, score: object, linkF1?: number): Result => ({
  ...{ id: `tune/${set}-${labels}-${arm}-${seed}`, kind: "tune", arm, set, labels, seed },
  budget: { preset: "tiny", pretrain: 8, tune: 4, positions: 512 },
  seconds: { train: 2, ask: 1, whole: 1800 },
  ...{ updates: 4, questions: 10, pages: 8, positions: 900, losses: {} },
  metrics: score as Result["metrics"],
  linkF1,
});

test("tables hold means, deviations and paired differences; what is missing is a dash", () => {
  const results: Result[] = [
    {
      ...tuned("both", "", "", 0, {}),
      ...{ id: "pretrain/both", kind: "pretrain", set: undefined, labels: undefined, seed: undefined },
      losses: { denoise: 5, line: 1.1, grid: 2.5 },
    },
    tuned("denoising", "sroie", "20", 1, { exactMatch: 0.4 }),
    tuned("denoising", "sroie", "20", 2, { exactMatch: 0.5 }),
    tuned("both", "sroie", "20", 1, { exactMatch: 0.45 }),
    tuned("both", "sroie", "20", 2, { exactMatch: 0.45 }),
    tuned("both", "sroie", "all", 1, { exactMatch: 0.6 }),
    tuned("both", "funsd", "all", 1, { entityF1: 0.3 }, 0.7),
    {
      ...tuned("both", "sroie", "all", 1, {}),
      ...{ id: "errors/sroie-both-1", kind: "errors", metrics: undefined },
      errors: [
        { error: "characters", rate: 0, score: 0.6, ceiling: 0.97 },
        { error: "words", rate: 0.1, score: 0.5, ceiling: 0.8 },
      ],
    },
  ];
  const tables = new StudyTables(ARMS, SETS, results);
  const text = tables.markdown();
  const lines = text.split("\n");
  assert.match(lines[0], /^`tiny`, 512 page positions .* 6 fine-tunings done, \*\*4\.00 CPU hours\*\*/);
  assert.ok(lines.includes("| both | denoising and both | 4 | 8 | 900 | 2 | 5.000 | 1.100 | 2.500 |"), text);
  assert.ok(
    lines.includes("| arm | exactMatch, 20 | exactMatch, all | against denoising, 20 | against denoising, all |"),
  );
  assert.ok(lines.includes("| denoising | 45.0 ± 7.1 | - |  |  |"), text);
  // +5 and -5 of the same seeds: no difference, and its deviation.
  assert.ok(lines.includes("| both | 45.0 ± 0.0 | 60.0 | +0.0 ± 7.1 | - |"), text);
  assert.ok(lines.includes("| both | denoising and both | +0.0 ± 7.1 | 1 | 1 |"), text);
  // What has nothing of a set has no row there.
  assert.equal(lines.filter((line) => line.startsWith("| denoising |")).length, 2, text);
  assert.ok(lines.includes("| arm | entityF1, all | linkF1, all |"), text);
  assert.ok(lines.includes("| both | 30.0 | 70.0 |"), text);
  assert.ok(lines.includes("| arm | none | words, 0.1 |"), text);
  assert.ok(lines.includes("| a perfect copier | 97.0 | 80.0 |"), text);
  const charts = tables.charts({ sroie: 446 });
  assert.deepEqual(Object.keys(charts), [
    "study-sroie.svg",
    ...["characters", "words", "boxes", "lines"].map((error) => `study-errors-${error}.svg`),
  ]);
  assert.match(charts["study-sroie.svg"], /denoising/);
  assert.equal(spreadText([]), "-");
  assert.equal(spreadText([0.123], true), "+12.3");
});

test("a document's generated part is replaced, what is written by hand stays", () => {
  const first = withGenerated("# The study\n\nBy hand.\n", "one");
  assert.match(first, /^# The study\n\nBy hand\.\n\n<!-- generated .*-->\n\none\n\n<!-- end .*-->\n$/);
  const second = withGenerated(`${first}\nBelow.\n`, "two");
  assert.equal(second, `${first.replace("one", "two")}\nBelow.\n`);
});
