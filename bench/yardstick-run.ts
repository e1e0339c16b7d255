/**
 * One training run in a process of its own, with the CPU time that it takes; started by bench/yardstick.ts, bundled.
 *   node yardstick-run.js DEFINITION.json FOLDER
 */
import { readFileSync } from "node:fs";
import { run } from "../src/train/run.ts";

/** CPU seconds of all threads of this process. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const [definition, folder] = process.argv.slice(2);
let questions = 0;
let losses = {};
/** CPU seconds after each update. */
const after: number[] = [];
await run(JSON.parse(readFileSync(definition, "utf8")), folder, {
  onLine(line) {
    if (line.type !== "step") return;
    questions = Number(line.questions);
    losses = line.losses as object;
    after.push(cpuSeconds());
    if (after.length % 20 === 0) {
      process.stderr.write(`step ${line.step} questions ${questions} ${JSON.stringify(losses)} ${after.at(-1)}\n`);
    }
  },
});
const end = cpuSeconds();
const half = after.length >> 1;
const result = {
  // From the first update to the end; before it, data are read.
  cpuSeconds: end - after[0],
  startSeconds: after[0],
  // In the second half, when all graphs are there.
  stepSeconds: (after[after.length - 1] - after[half]) / (after.length - 1 - half),
  questions,
  losses,
};
console.log(JSON.stringify(result));
