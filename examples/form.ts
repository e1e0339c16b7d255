/**
 * Draws examples/form.jpg, a small scanned form with ticked boxes: `node --import tsx examples/form.ts`. Training pages have numbers
 * as seeds, this has a name. The picture stays as it was drawn when the generator changes.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawScene } from "../src/data/synthetic/draw.ts";
import { scan } from "../src/data/synthetic/scan.ts";
import { synthesize } from "../src/data/synthetic/synthesize.ts";
import { encodeJpeg } from "./jpeg.ts";

const seed = process.argv[2] ?? "1-train-0";
const { labelled, scene } = synthesize({ seed, kind: "form" });
const scale = 1300 / Math.max(scene.width, scene.height);
const { pixels } = scan(drawScene(scene, scale), labelled, seed, 0.15, false);
const bytes = await encodeJpeg(pixels, 72);
await writeFile(join(import.meta.dirname, "form.jpg"), bytes);
console.error(`form.jpg: ${pixels.width} x ${pixels.height}, ${Math.round(bytes.length / 1024)} KB`);
