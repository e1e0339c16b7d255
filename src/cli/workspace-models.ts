/** The parts of `docformer workspace` about training and models. */
import type { Command } from "commander";
import { EXIT, UsageError } from "./failure.ts";
import { lineText } from "./finetune.ts";
import { numberWithin, wholeNumber } from "./flags.ts";
import type { Context } from "./program.ts";
import { percent } from "./read.ts";
import { columns, openWorkspace, part, type WorkspaceFlags, whoIs } from "./workspace-parts.ts";

function trainPart(context: Context): Command {
  interface Flags extends WorkspaceFlags {
    minutes?: number;
    steps?: number;
    held?: number;
    seed?: number;
    workers?: number;
    resume?: string;
    activate?: boolean;
  }
  return part("train", "Teaches the active model what is labelled; the result answers once it is activated.")
    .option("--minutes <minutes>", "minutes of training (default: 10)", numberWithin(0.01, 10_000))
    .option("--steps <count>", "updates instead of minutes", wholeNumber(1))
    .option("--held <count>", "documents held back to compare by (default: about a fifth)", wholeNumber(0))
    .option("--seed <seed>", "the same seed gives the same run", wholeNumber(0))
    .option(
      "--workers <count>",
      "threads that train side by side (default: the machine's, at most 4)",
      wholeNumber(1, 256),
    )
    .option("--resume <run>", "go on with a run that was stopped")
    .option("--activate", "let the new model answer at once")
    .action(async (folder: string, flags: Flags) => {
      const { terminal, signal } = context;
      const { planRun, planOf } = await import("../workspace/runs.ts");
      const { trainRun } = await import("../workspace/train.ts");
      const { activateModel, modelFolder, modelRecord } = await import("../workspace/models.ts");
      const workspace = await openWorkspace(folder);
      if (flags.resume && [flags.minutes, flags.steps, flags.held, flags.seed].some((value) => value !== undefined)) {
        throw new UsageError("--resume goes on as the run was planned: without --minutes, --steps, --held and --seed");
      }
      const who = whoIs(flags);
      const { minutes, steps, held, seed } = flags;
      const plan = flags.resume
        ? planOf(workspace, flags.resume)
        : planRun(workspace, { minutes, steps, held, seed, who });
      terminal.remark(`run ${plan.id}, from ${plan.from}`);
      const id = await trainRun(workspace, plan.id, {
        signal,
        workers: flags.workers,
        onRemark: (text) => terminal.remark(text),
        onLine(line) {
          const text = lineText(line);
          if (text !== null) terminal.progress(text);
        },
      });
      if (id === null) {
        if (flags.json) terminal.json({ run: plan.id, state: "stopped", model: null });
        else terminal.print(`stopped; docformer workspace train ${folder} --resume ${plan.id} goes on`);
        context.exitCode = EXIT.partial;
        return;
      }
      if (flags.activate) activateModel(workspace, id, who);
      const { scores, remark, documents } = modelRecord(workspace, id);
      if (flags.json) {
        const place = modelFolder(workspace, id);
        terminal.json({
          run: plan.id,
          state: "done",
          model: id,
          folder: place,
          documents: documents.length,
          scores,
          remark,
        });
        return;
      }
      for (const line of scoreLines(scores)) terminal.print(line);
      terminal.remark(remark);
      terminal.print(
        `model ${id}${flags.activate ? ", which answers from now on" : `: docformer workspace activate ${folder} ${id}`}`,
      );
    });
}

function scoreLines(scores: Record<string, { exactMatch: number; wordF1: number; n: number }> | null): string[] {
  if (!scores) return ["no documents were held back to measure by"];
  const rows = Object.entries(scores).map(([field, { exactMatch, wordF1, n }]) => [
    field,
    percent(exactMatch),
    percent(wordF1),
    `${n}`,
  ]);
  return columns([["field", "exact match", "word F1", "answers"], ...rows]);
}

function runsPart({ terminal }: Context): Command {
  return part("runs", "Training runs and their state.").action(async (folder: string, flags: WorkspaceFlags) => {
    const { runIds, runView } = await import("../workspace/runs.ts");
    const workspace = await openWorkspace(folder);
    const views = await Promise.all(runIds(workspace).map((id) => runView(workspace, id)));
    if (flags.json) terminal.json(views);
    else {
      const rows = views.map(({ id, state, minutesDone, documents, model, error }) => [
        id,
        state,
        `${minutesDone.toFixed(1)} min`,
        `${documents.length} documents`,
        model ?? error ?? "",
      ]);
      for (const line of columns(rows)) terminal.print(line);
    }
  });
}

function stopPart({ terminal }: Context): Command {
  return part("stop", "Asks a run to stop, in whichever process it trains; it can be resumed.")
    .argument("<run>", "id of the run")
    .action(async (folder: string, run: string, flags: WorkspaceFlags) => {
      const { stopRun } = await import("../workspace/runs.ts");
      stopRun(await openWorkspace(folder), run);
      if (flags.json) terminal.json({ run, stopping: true });
      else terminal.print(`${run} is asked to stop`);
    });
}

function modelsPart({ terminal }: Context): Command {
  return part("models", "The models, the newest first, with their scores on documents held back.").action(
    async (folder: string, flags: WorkspaceFlags) => {
      const { modelFolder, modelList } = await import("../workspace/models.ts");
      const workspace = await openWorkspace(folder);
      const models = modelList(workspace);
      if (flags.json) {
        terminal.json(models.map((model) => ({ ...model, folder: modelFolder(workspace, model.id) })));
        return;
      }
      for (const { id, active, documents, scores, remark } of models) {
        const learned = documents > 0 ? `  from ${documents} documents` : "";
        terminal.print(terminal.bold(`${id}${active ? "  (answers)" : ""}`) + learned);
        if (scores) for (const line of scoreLines(scores)) terminal.print(`  ${line}`);
        terminal.print(terminal.dim(`  ${remark}`));
      }
    },
  );
}

function activatePart({ terminal }: Context): Command {
  return part("activate", "Lets a model answer from now on.")
    .argument("<model>", "id of the model, or base")
    .action(async (folder: string, id: string, flags: WorkspaceFlags) => {
      const { activateModel } = await import("../workspace/models.ts");
      const active = activateModel(await openWorkspace(folder), id, whoIs(flags));
      if (flags.json) terminal.json({ active });
      else terminal.print(`${active} answers from now on`);
    });
}

function rollbackPart({ terminal }: Context): Command {
  return part("rollback", "Goes back to the model that answered before.").action(
    async (folder: string, flags: WorkspaceFlags) => {
      const { rollBack } = await import("../workspace/models.ts");
      const active = rollBack(await openWorkspace(folder), whoIs(flags));
      if (flags.json) terminal.json({ active });
      else terminal.print(`${active} answers again`);
    },
  );
}

function comparePart({ terminal }: Context): Command {
  return part("compare", "Two models beside each other, field by field, on documents held back.")
    .argument("[old]", "id of a model (default: the one that the other was trained from)")
    .argument("[new]", "id of a model (default: the newest)")
    .action(async (folder: string, old: string | undefined, fresh: string | undefined, flags: WorkspaceFlags) => {
      const { compareModels } = await import("../workspace/compare.ts");
      const { modelFolder, modelList } = await import("../workspace/models.ts");
      const workspace = await openWorkspace(folder);
      const models = modelList(workspace);
      const second = fresh ?? models[0].id;
      const first = old ?? models.find(({ id }) => id === second)?.parent ?? "base";
      for (const id of [first, second]) modelFolder(workspace, id);
      const compared = await compareModels(workspace, first, second);
      if (flags.json) {
        terminal.json(compared);
        return;
      }
      const rows = Object.entries(compared.fields).map(([field, one]) => [
        field,
        percent(one.old),
        percent(one.new),
        `${one.n}`,
      ]);
      for (const line of columns([["field", first, second, "answers"], ...rows])) terminal.print(line);
      if (rows.length === 0) terminal.remark("no document was held back from both and asked of both");
    });
}

function thresholdsPart({ terminal }: Context): Command {
  return part("thresholds", "What a threshold of confidence would accept, and how much of it wrongly.").action(
    async (folder: string, flags: WorkspaceFlags) => {
      const { judgedAnswers } = await import("../workspace/compare.ts");
      const { thresholdTable } = await import("../tasks/metrics/thresholds.ts");
      const table = thresholdTable(await judgedAnswers(await openWorkspace(folder)));
      if (flags.json) {
        terminal.json(table);
        return;
      }
      const rows = table.map(({ threshold, accepted, wrong }) => [
        threshold.toFixed(2),
        percent(accepted),
        percent(wrong),
      ]);
      for (const line of columns([["from confidence", "accepted", "of them wrong"], ...rows])) terminal.print(line);
      if (table.length === 0) terminal.remark("no labelled document was predicted that the model has not learned from");
    },
  );
}

function evaluatePart(context: Context): Command {
  return part("evaluate", "Scores of a model of the workspace on a data set; flags are those of docformer evaluate.")
    .argument("[flags...]", "--data FOLDER, --format, --split, --limit, --words, --report ...")
    .option("--model <id>", "a model of the workspace (default: the one that answers)")
    .allowUnknownOption()
    .action(async (folder: string, rest: string[], flags: WorkspaceFlags) => {
      const { activeModel, modelFolder } = await import("../workspace/models.ts");
      const { evaluateCommand } = await import("./evaluate.ts");
      const workspace = await openWorkspace(folder);
      const model = modelFolder(workspace, flags.model ?? activeModel(workspace));
      const own = (["json", "quiet"] as const).flatMap((name) => (flags[name] ? [`--${name}`] : []));
      const command = evaluateCommand(context)
        .exitOverride()
        .configureOutput({ writeErr: () => {} });
      await command.parseAsync(["--model", model, ...rest, ...own], { from: "user" });
    });
}

export function modelCommands(context: Context): Command[] {
  const parts = [
    trainPart,
    runsPart,
    stopPart,
    modelsPart,
    activatePart,
    rollbackPart,
    comparePart,
    thresholdsPart,
    evaluatePart,
  ];
  return parts.map((make) => make(context));
}
