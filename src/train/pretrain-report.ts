/** report.md of a pre-training: what it was made of, how its losses went, what it cost. Text alone. */
import { table } from "./markdown.ts";
import type { PretrainResult } from "./pretrain.ts";
import type { RunDefinition } from "./run.ts";

type Line = Record<string, unknown>;

/** Rows of a curve: no more than people read. */
const ROWS = 25;

/** Losses by step; of a step that was done again after a crash the last. */
function curve(lines: readonly Line[]): string[] {
  const bySteps = new Map<number, Line>();
  for (const line of lines) {
    if (line.type !== "step") continue;
    const step = Number(line.step);
    for (const later of [...bySteps.keys()].filter((known) => known >= step)) bySteps.delete(later);
    bySteps.set(step, line);
  }
  const all = [...bySteps.values()];
  if (all.length === 0) return ["No interval of the log was completed."];
  const stride = Math.ceil(all.length / ROWS);
  const shown = all.filter((_, i) => (all.length - 1 - i) % stride === 0);
  const names = [...new Set(all.flatMap(({ losses }) => Object.keys(losses as object)))].sort();
  const rows = shown.map((line) => {
    const losses = line.losses as Record<string, number>;
    const padding = typeof line.padding === "number" ? (100 * line.padding).toFixed(1) : "-";
    return [
      ...[Number(line.step), String(line.minutes)],
      ...names.map((name) => losses[name]?.toPrecision(4) ?? "-"),
      ...[String(line.gradientNorm), padding, String(line.gflops)],
    ];
  });
  return table(["step", "minutes", ...names, "gradient norm", "padding, %", "GFLOP/s"], rows);
}

/** The report of a run as it stands. @param metrics the lines of metrics.jsonl */
export function reportText(definition: RunDefinition, result: PretrainResult, metrics: readonly Line[]): string {
  const { config, trainer, stream, seed, from, workers } = definition;
  const { manifest, estimate, finished, steps, minutes, pages } = result;
  const { losses, schedule } = trainer;
  const { corruption, places } = stream;
  return [
    `# ${definition.name}`,
    "",
    `${finished ? "Finished" : "Stopped before its end"}: ${steps} updates, ${pages} pages, ${minutes} minutes of training; ${manifest.counts.ranks} ranks.`,
    `Estimated before: ${estimate.secondsPerStep.toPrecision(2)} s an update, ${Math.round(estimate.megabytes)} MB, ${(estimate.parameters / 1e6).toPrecision(3)} M parameters.`,
    "",
    "## What it was made of",
    "",
    ...table(
      ["", ""],
      [
        ["from", from],
        ["seed", seed],
        ["threads or processes", String(manifest.counts.ranks ?? workers)],
        ["width, encoder and decoder layers", `${config.width}, ${config.encoderLayers}, ${config.decoderLayers}`],
        ["positions", config.positions],
        ["rate, warm-up, decay", `${schedule.peak}, ${schedule.warmUp}, ${schedule.decay}`],
        ["weights: denoise, line, grid", `${losses.denoise}, ${losses.line}, ${losses.grid}`],
        ["masked, span, hidden", `${corruption.density}, ${corruption.span}, ${corruption.hidden}`],
        ["grid", `${config.gridRows} x ${config.gridColumns}${places?.grid === false ? " (not asked)" : ""}`],
        ["share of batches that pre-train", stream.pretrain],
      ],
    ),
    "",
    ...table(
      ["data", "files", "bytes", "SHA-256"],
      manifest.data.map(({ name, files, bytes, sha256 }) => [name, files, bytes, sha256.slice(0, 16)]),
    ),
    "",
    "## Losses",
    "",
    ...curve(metrics),
    "",
  ].join("\n");
}
