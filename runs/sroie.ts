/**
 * Fine-tuning on SROIE's training receipts (company, date, address, total), by the recipe `sroie`, from the shipped checkpoint.
 *   node --import tsx runs/sroie.ts OUT [--minutes 12] [--limit N] [--repeats N] [--resume]      all flags of docformer finetune
 * The same as: docformer finetune sroie --data ../shared/data/sroie --out OUT
 */
import { runProgram } from "../src/cli/program.ts";

const [out, ...flags] = process.argv.slice(2);
const data = flags.includes("--data") ? [] : ["--data", "../shared/data/sroie"];
const controller = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
process.exitCode = await runProgram(["finetune", "sroie", "--out", out, ...data, ...flags], process, controller.signal);
