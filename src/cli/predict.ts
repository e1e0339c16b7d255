/** `docformer predict`: what a model says of each document of a data set, a line a document, without a look at its labels. */
import { Command } from "commander";
import { noPrediction, type Prediction } from "../tasks/prediction.ts";
import { computeFlags, outputFlags, threadsOf } from "./flags.ts";
import { type DataFlags, dataFlags, documentsOf, openSplit, seenDocument, surveyOf } from "./labelled.ts";
import type { Context } from "./program.ts";

interface PredictFlags extends DataFlags {
  out: string;
}

export function predictCommand(context: Context): Command {
  const command = new Command("predict")
    .description("Writes what a model says of each document: fields, questions, entities, links, statements.")
    .requiredOption(
      "--out <file.jsonl>",
      "a line a document, and a manifest beside it; a file that stands is gone on with",
    );
  outputFlags(computeFlags(dataFlags(command), true));
  return command.action(async (flags: PredictFlags) => {
    const { terminal, signal } = context;
    const opened = await openSplit(flags);
    const { predictDocument, requestOf } = await import("../tasks/predict.ts");
    const { DocFormer } = await import("../tasks/docformer.ts");
    const { openPredictions } = await import("./predictions.ts");
    const { recordPredictions } = await import("./recorded.ts");
    const { ids: all, schema } = await surveyOf(opened, context);
    const ids = all.slice(0, flags.limit);
    const model = await DocFormer.load({ model: flags.model, device: flags.device, threads: threadsOf(flags) });
    const path = `${flags.out.replace(/\.jsonl$/, "")}.manifest.json`;
    const recorded = await recordPredictions("predict", { path, file: flags.out }, flags, opened);
    const file = await openPredictions(flags.out, ids);
    const { kept } = file;
    try {
      if (kept > 0) terminal.remark(`${flags.out}: ${kept} of ${ids.length} documents stand already`);
      let done = kept;
      const write = async (prediction: Prediction) => {
        await file.write(prediction);
        done++;
      };
      const open = new Set(ids.slice(kept));
      const documents = open.size > 0 ? documentsOf(opened, { ids: open, images: true }, context) : [];
      for await (const labelled of documents) {
        signal.throwIfAborted();
        // Documents that could not be read were told of; they keep their place in the file.
        while (done < ids.length && ids[done] !== labelled.id) await write(noPrediction(ids[done]));
        const seen = await seenDocument(labelled, flags, context);
        const request = requestOf(labelled, schema, { entities: flags.entities, seen });
        await write(await predictDocument(model, request, { signal }));
        terminal.progress(`${done} of ${ids.length} documents`);
      }
      while (done < ids.length) await write(noPrediction(ids[done]));
      await recorded.finish({ documents: ids.length });
      if (flags.json) terminal.json({ documents: ids.length, kept, out: flags.out });
      else terminal.print(`${ids.length} documents: ${flags.out}`);
    } finally {
      await file.close();
      await model.dispose();
    }
  });
}
