/**
 * Speed of synthetic pages on one core: layout, damage, drawing, scanning; pages a CPU second by kind.
 * node --import tsx bench/synth.ts
 */
import { damage } from "../src/data/synthetic/damage.ts";
import { drawScene } from "../src/data/synthetic/draw.ts";
import { PAGE_KINDS } from "../src/data/synthetic/layouts/layouts.ts";
import { scan } from "../src/data/synthetic/scan.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import { thumbnail } from "../src/data/synthetic/thumbnail.ts";

function perSecond(count: number, work: (i: number) => void): number {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) work(i);
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1e6);
}

for (let i = 0; i < 200; i++) synthesize({ seed: `warm ${i}` });
let words = 0;
let questions = 0;
const all = perSecond(1000, (seed) => {
  const { labelled } = synthesize({ seed });
  words += labelled.document.pages[0].words.length;
  questions += labelled.questions.length;
});
console.log(
  `layout, all kinds     ${all.toFixed(0)} pages/s at ${(words / 1000).toFixed(0)} words and ${(questions / 1000).toFixed(0)} questions`,
);
for (const kind of PAGE_KINDS)
  console.log(`layout, ${kind.padEnd(13)} ${perSecond(100, (seed) => synthesize({ seed, kind })).toFixed(0)} pages/s`);
const made = Array.from({ length: 40 }, (_, seed) => synthesize({ seed }));
console.log(`damage                ${perSecond(400, (i) => damage(made[i % 40].labelled, i)).toFixed(0)} pages/s`);
console.log(`thumbnail             ${perSecond(400, (i) => thumbnail(made[i % 40].scene)).toFixed(0)} pages/s`);
const drawn = made.map(({ scene }) => drawScene(scene));
console.log(`draw                  ${perSecond(80, (i) => drawScene(made[i % 40].scene)).toFixed(0)} pages/s`);
console.log(
  `scan, strength 0.5    ${perSecond(40, (i) => scan(drawn[i], made[i].labelled, i, 0.5)).toFixed(1)} pages/s`,
);
