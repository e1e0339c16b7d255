/**
 * A predictions file: read whole, or written line by line so that it can be gone on with after any end. A line that stands is
 * kept; one that was cut off in the middle is dropped.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { type Prediction, predictionFromLine } from "../tasks/prediction.ts";
import { UsageError } from "./failure.ts";

/** The predictions of `file` by document id. @throws PredictionError naming file, line and field */
export async function readPredictions(file: string): Promise<Map<string, Prediction>> {
  const predictions = new Map<string, Prediction>();
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (line.trim() === "") continue;
    const prediction = predictionFromLine(line, file, number);
    predictions.set(prediction.id, prediction);
  }
  return predictions;
}

/** A predictions file that is being written. */
export interface PredictionsFile {
  /** How many lines stood already. */
  kept: number;
  write(prediction: Prediction): Promise<void>;
  close(): Promise<void>;
}

const NEWLINE = 0x0a;

/**
 * Opens `file` to go on with it. `ids`: the documents in the order in which they are predicted; the lines that stand must be the
 * first of them.
 * @throws UsageError when they are not; PredictionError when a line is none
 */
export async function openPredictions(file: string, ids: readonly string[]): Promise<PredictionsFile> {
  // "a+" would write at the end whatever is cut off; "r+" does not make the file.
  const handle = await open(file, "r+").catch((error) => {
    if (error.code === "ENOENT") return open(file, "w+");
    throw error;
  });
  try {
    const bytes = await handle.readFile();
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    const lines =
      end === 0
        ? []
        : bytes
            .subarray(0, end - 1)
            .toString("utf8")
            .split("\n");
    lines.forEach((line, i) => {
      const { id } = predictionFromLine(line, file, i + 1);
      if (id === ids[i]) return;
      const wanted = i < ids.length ? `the split has ${ids[i]} there` : `the split has ${ids.length} documents`;
      throw new UsageError(`${file}: line ${i + 1} is about ${id}, but ${wanted}; name another file for --out`);
    });
    await handle.truncate(end);
    return { kept: lines.length, ...writer(handle, end) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function writer(handle: FileHandle, end: number): Pick<PredictionsFile, "write" | "close"> {
  let position = end;
  return {
    async write(prediction) {
      const line = Buffer.from(`${JSON.stringify(prediction)}\n`);
      await handle.write(line, 0, line.length, position);
      position += line.length;
    },
    close: () => handle.close(),
  };
}
