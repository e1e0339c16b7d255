/** `docformer relate FILE`: what belongs to what, as lines, JSON, CSV of key-value pairs, and drawn with arrows. */
import { Command } from "commander";
import { enclose } from "../document/box.ts";
import type { DrawnArrow, DrawnBox } from "../read/draw.ts";
import { csvText } from "../read/export/csv.ts";
import type { AskOptions } from "../tasks/docformer.ts";
import { keyValues, type RelatedEntity, type Relations, relate } from "../tasks/relate.ts";
import { batchArguments, isBatch, refuseInBatch, runBatch } from "./batch.ts";
import { checkDrawName, drawPages } from "./draw-pages.ts";
import { UsageError } from "./failure.ts";
import { type CommonFlags, computeFlags, outputFlags, readFlags, threadsOf } from "./flags.ts";
import { openDocument } from "./open.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import type { Terminal } from "./terminal.ts";

interface RelateFlags extends CommonFlags {
  csv?: boolean;
  draw?: string;
  out?: string;
}

/** A colour a label, the same in every picture. */
const COLOURS: Readonly<Record<string, string>> = { question: "#1464c8", answer: "#0a8a3c", header: "#c87800" };
const OTHER = "#7a7a7a";
const TICKED = "#a03cc8";

/** Boxes in the colour of their label and arrows from owner to owned, of one page. */
export function drawnRelations(
  { entities, links, ticks }: Relations,
  page: number,
): { boxes: DrawnBox[]; arrows: DrawnArrow[] } {
  const here = entities.filter((entity) => entity.page === page);
  const boxes = here.flatMap(({ label, boxes: places }) =>
    places.map((box): DrawnBox => ({ box, colour: COLOURS[label] ?? OTHER, fill: 0.14 })),
  );
  const ticked = ticks
    .filter((tick) => tick.page === page)
    .map(({ box, value }): DrawnBox => ({ box, colour: TICKED, fill: value ? 0.5 : 0 }));
  const at = new Map(here.map((entity) => [entity.id, enclose(entity.boxes)]));
  const arrows = links.flatMap(([from, to]): DrawnArrow[] => {
    const [start, end] = [at.get(from), at.get(to)];
    return start && end ? [{ from: start, to: end, colour: "#d6301e" }] : [];
  });
  return { boxes: [...boxes, ...ticked], arrows };
}

/** Pairs, then what has no partner, then ticks. */
export function relationLines(relations: Relations, style: Pick<Terminal, "bold" | "dim">): string[] {
  const { entities, links, ticks } = relations;
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const sure = ({ confidence }: RelatedEntity) =>
    confidence === null ? "" : style.dim(`  (confidence ${percent(confidence)})`);
  const linked = new Set(links.flat());
  return [
    ...links.map(([key, value]) => {
      const answer = byId.get(value) as RelatedEntity;
      return `${byId.get(key)?.text} -> ${style.bold(answer.text)}${sure(answer)}`;
    }),
    ...entities
      .filter(({ id }) => !linked.has(id))
      .map(({ label, text }) => style.dim(`${text}  (${label}, by itself)`)),
    ...ticks.map(({ label, group, value }) => {
      const name = group === null ? label : `${group} ${label}`;
      return `${value ? "☒" : "☐"} ${name === "" ? "(no label)" : name} -> ${style.bold(value ? "yes" : "no")}`;
    }),
  ];
}

export function relateCommand(context: Context): Command {
  const command = batchArguments(new Command("relate"))
    .description("Finds entities and what belongs to what: labels and their values, ticked boxes.")
    .option("--csv", "print key-value pairs as CSV")
    .option("--draw <out.png>", "draw entities and arrows on the page; several pages: out-1.png, ...");
  outputFlags(computeFlags(readFlags(command), true));
  return command.action(async (files: string[], flags: RelateFlags) => {
    checkDrawName(flags.draw);
    if (flags.csv && flags.json) throw new UsageError("--csv and --json: one of them is printed, not both");
    const { terminal, signal, streams } = context;
    const batch = await isBatch(files, flags.out);
    if (batch) refuseInBatch(flags, "csv", "draw");
    const { DocFormer } = await import("../tasks/docformer.ts");
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    try {
      const asking: AskOptions = {
        signal,
        onProgress: ({ page, done, total }) => terminal.progress(`asking page ${page + 1} (${done} of ${total} parts)`),
      };
      if (batch)
        return await runBatch(files, flags, context, { verb: "relate" }, (document) => relate(model, document, asking));
      const { document } = await openDocument(files[0], flags, context);
      const relations = await relate(model, document, asking);
      if (flags.draw) {
        const drawn = document.pages.map((page) => ({ page, ...drawnRelations(relations, page.number) }));
        await drawPages(flags.draw, document, drawn, context);
      }
      if (flags.json) terminal.json(relations);
      else if (flags.csv) {
        const ticks = relations.ticks.map(({ label, group, value }) => [
          group === null ? label : `${group} ${label}`,
          value ? "yes" : "no",
        ]);
        streams.stdout.write(csvText([["key", "value"], ...keyValues(relations), ...ticks]));
      } else if (relations.entities.length + relations.ticks.length === 0) terminal.remark("no entities were found");
      else for (const line of relationLines(relations, terminal)) terminal.print(line);
    } finally {
      await model.dispose();
    }
  });
}
