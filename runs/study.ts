/**
 * The study of the objectives: arms pre-trained alike on pages without labels, each fine-tuned with few and with all labels.
 * A job is a file of OUT with its result; what is there is not done again, so that the same command goes on after any end.
 *   node --import tsx runs/study.ts OUT [--scale 0.1] [--preset mini --updates 800,200 --positions 1024] [--only ARM,ARM]
 *     [--data SET,SET] [--labels 20,100,all] [--pretrainings N] [--short] [--plan] [--report FILE.md]
 * Budgets are updates of equal numbers of positions, not minutes: a busy machine favours no arm. What an arm costs more per
 * update (tokens as positions) is not taken from it; its CPU seconds stand beside its scores. --report writes the generated
 * section of FILE.md from what is done so far, with its charts beside it in images/, and runs nothing.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, PRESETS, type PresetName } from "../src/model/config.ts";
import { StudyData } from "./study/data.ts";
import { runJobs, Study } from "./study/jobs.ts";
import { ARMS, type Budget, type Job, jobsOf, SETS, scaled } from "./study/plan.ts";
import { StudyTables, withGenerated } from "./study/table.ts";

const SHARED = "../shared/data";

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: "string", default: "1" },
    preset: { type: "string" },
    updates: { type: "string" },
    positions: { type: "string" },
    only: { type: "string" },
    data: { type: "string" },
    labels: { type: "string" },
    pretrainings: { type: "string", default: "1" },
    short: { type: "boolean", default: false },
    plan: { type: "boolean", default: false },
    report: { type: "string" },
  },
});

function usage(message: string): never {
  console.error(message);
  process.exit(2);
}

function budgetOf(): Budget {
  const budget = scaled(Number(flags.scale));
  const [pretrain = budget.pretrain, tune = budget.tune] = flags.updates?.split(",").map(Number) ?? [];
  const positions = Number(flags.positions ?? budget.positions);
  if (![pretrain, tune, positions].every((count) => Number.isInteger(count) && count > 0)) {
    usage("--scale wants a number above 0, --updates two whole numbers (pre-training, fine-tuning), --positions one");
  }
  if (flags.preset !== undefined && !Object.hasOwn(PRESETS, flags.preset)) {
    usage(`--preset ${flags.preset}: there are ${Object.keys(PRESETS).join(", ")}`);
  }
  return { preset: (flags.preset as PresetName) ?? budget.preset, pretrain, tune, positions };
}

const list = (text: string | undefined) => text?.split(",");

async function main(out: string): Promise<void> {
  const budget = budgetOf();
  const choice = {
    ...{ arms: list(flags.only), sets: list(flags.data), labels: list(flags.labels), short: flags.short },
    pretrainings: Number(flags.pretrainings),
  };
  const jobs = jobsOf(choice);
  const count = (kind: string) => jobs.filter((job) => job.kind === kind).length;
  console.error(
    `${count("pretrain")} pre-trainings of ${budget.pretrain} updates, ${count("tune")} fine-tunings of ${budget.tune}, ` +
      `${count("errors")} models asked under reading errors; ${budget.preset}, ${budget.positions} positions an update`,
  );
  if (flags.plan) {
    for (const { id } of jobs) console.log(id);
    return;
  }
  const data = new StudyData(SHARED, `${out}/data`);
  const study = new Study(out, budget, data);
  if (flags.report) return report(study, data, jobs, flags.report);
  const started = performance.now();
  const done = await runJobs(study, jobs, (job, { seconds, losses, metrics }) => {
    const minutes = (performance.now() - started) / 60_000;
    const score = job.kind === "tune" ? ` ${job.set.scores[0]} ${metrics?.[job.set.scores[0]]}` : "";
    const loss = Object.entries(losses).map(([name, value]) => `${name} ${value.toFixed(3)}`);
    const spent = `${seconds.whole.toFixed(1)} s of CPU time (training ${seconds.train.toFixed(1)}, asking ${seconds.ask.toFixed(1)})`;
    console.error(`${minutes.toFixed(1)} min ${job.id}: ${spent}; ${loss.join(", ")}${score}`);
  });
  await study.dispose();
  console.error(`${done} jobs done, ${jobs.length - done} were there`);
}

/** Tables of what is done into FILE.md, and charts beside it. */
async function report(study: Study, data: StudyData, jobs: readonly Job[], file: string): Promise<void> {
  const results = jobs.flatMap((job) => study.done(job) ?? []);
  if (results.length === 0) usage(`${study.folder}: nothing is done yet that could be reported`);
  const sizes: Record<string, number> = {};
  for (const set of SETS.filter(({ seeds }) => seeds > 1)) sizes[set.name] = (await data.set(set)).train.length;
  const tables = new StudyTables(ARMS, SETS, results, basename(file, ".md"));
  const text = existsSync(file) ? readFileSync(file, "utf8") : "# The study\n";
  writeFileSync(file, withGenerated(text, tables.markdown()));
  mkdirSync(join(dirname(file), "images"), { recursive: true });
  for (const [name, svg] of Object.entries(tables.charts(sizes)))
    writeFileSync(join(dirname(file), "images", name), svg);
  console.error(`${results.length} of ${jobs.length} jobs are in ${file}`);
}

const [out] = positionals;
if (!out) usage("a folder OUT is wanted");
try {
  await main(out);
} catch (error) {
  if (error instanceof ConfigError) usage(error.message);
  throw error;
}
