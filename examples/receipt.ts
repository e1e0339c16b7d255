/**
 * Draws examples/receipt.jpg, a receipt of the synthetic kind as a camera sees it: `node --import tsx examples/receipt.ts`,
 * with another seed behind it if wished. Seeds below TRAINING_SEEDS (src/train/sources.ts) are of no training page.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawScene } from "../src/data/synthetic/draw.ts";
import { scan } from "../src/data/synthetic/scan.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import { encodeJpeg } from "./jpeg.ts";

const seed = Number(process.argv[2] ?? 41);
const { labelled, scene } = synthesize({ seed, kind: "receipt" });
const scale = 1300 / Math.max(scene.width, scene.height);
const { pixels } = scan(drawScene(scene, scale), labelled, seed, 0.55, true);
const bytes = await encodeJpeg(pixels, 72);
await writeFile(join(import.meta.dirname, "receipt.jpg"), bytes);
console.error(`receipt.jpg: ${pixels.width} x ${pixels.height}, ${Math.round(bytes.length / 1024)} KB`);
console.log(JSON.stringify(labelled.fields, null, 2));
