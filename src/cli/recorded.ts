/**
 * What predictions are made of, as a manifest beside them: the model's files, the data's and the flags by their hashes and values.
 * Predictions of another model, of other data or by other flags are not gone on with.
 */
import { existsSync, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { defaultModelFolder } from "../tasks/load.ts";
import type { Manifest } from "../train/manifest.ts";
import { UsageError } from "./failure.ts";
import type { DataFlags, OpenSplit } from "./labelled.ts";

export interface Recorded {
  /** Writes down that all is predicted. */
  finish(counts: Record<string, number>): Promise<void>;
}

const IMAGES = /\.(png|jpe?g|webp|tiff?|bmp|gif|pdf)$/i;

/** Fields in which two manifests say other things. */
function differences(a: Manifest, b: Manifest): string[] {
  const same = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y);
  const [left, right] = [a.configuration, b.configuration] as Record<string, unknown>[];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [
    ...(same(a.checkpoint, b.checkpoint) ? [] : ["model"]),
    ...(same(a.data, b.data) ? [] : ["data"]),
    ...[...names].filter((name) => !same(left[name], right[name])),
  ];
}

/**
 * Writes the manifest `path` of predictions that are begun, or gone on with where `file` holds some.
 * @throws UsageError where those were made otherwise
 */
export async function recordPredictions(
  verb: "predict" | "evaluate",
  { path, file }: { path: string; file: string },
  flags: DataFlags,
  { split }: OpenSplit,
): Promise<Recorded> {
  const { filesBelow, manifestOf, recordFiles } = await import("../train/manifest.ts");
  const { writeDurably } = await import("../train/snapshot.ts");
  const { data, format, words, entities, limit } = flags;
  const ocr = words === "ocr" ? { ocr: flags.ocr ?? "small", lang: flags.lang } : {};
  // The files that hold labels and words; images count where they are read anew.
  const files = (await filesBelow(data)).filter((name) => words === "ocr" || !IMAGES.test(name));
  const started = new Date().toISOString();
  const manifest = await manifestOf(
    {
      name: `${format} ${split}`,
      verb,
      started,
      finished: false,
      // What is not said in JSON is not there.
      configuration: JSON.parse(JSON.stringify({ format, split, words, entities, ...ocr })),
      seeds: {},
      data: [await recordFiles(`${format} ${split}`, data, files)],
      counts: limit === undefined ? {} : { limit },
    },
    flags.model ?? defaultModelFolder(),
  );
  const begun = existsSync(file) && (await stat(file)).size > 0;
  if (begun && existsSync(path)) {
    const before: Manifest = JSON.parse(readFileSync(path, "utf8"));
    const other = differences(before, manifest);
    if (other.length > 0) {
      throw new UsageError(`${file} was begun with another ${other.join(", ")}; name another place for --out`);
    }
    manifest.started = before.started;
  }
  const write = (last: Manifest) => writeDurably(path, `${JSON.stringify(last, null, 2)}\n`);
  write(manifest);
  return {
    async finish(counts) {
      write({
        ...manifest,
        finished: true,
        ended: new Date().toISOString(),
        counts: { ...manifest.counts, ...counts },
      });
    },
  };
}
