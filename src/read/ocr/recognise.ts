/**
 * Line images -> characters with their time steps: PP-OCR's recogniser in batches of similar width, bounded by pixels so that
 * memory stays flat however many or wide the lines are.
 */
import type { Pixels } from "../../document/document.ts";
import { float32, type Session } from "../../engine/runtime.ts";
import { bestPath, type CtcCharacter } from "./ctc.ts";

/** Height of a line image for the recogniser. */
export const LINE_HEIGHT = 48;
/** Wider line images are squeezed. */
export const MAX_LINE_WIDTH = 2400;
/** Lines of a batch times their padded width: each column costs 18 710 / 8 probabilities of output. */
const BATCH_COLUMNS = 3840;
const BATCH_LINES = 8;

export interface RecognisedLine {
  path: CtcCharacter[];
  /** Time steps that fall on the line image itself (the rest of the batch's steps is padding), fractional. */
  steps: number;
  /** Mean probability of the characters; 0 when there is none. */
  confidence: number;
}

/** Recognises line images of height 48, in the order given. */
export async function recogniseLines(
  session: Session,
  alphabet: readonly string[],
  lines: readonly Pixels[],
  signal?: AbortSignal,
): Promise<RecognisedLine[]> {
  const order = lines.map((_, i) => i).sort((a, b) => lines[a].width - lines[b].width);
  const results = new Array<RecognisedLine>(lines.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    const padded = (end: number) => Math.ceil(lines[order[end - 1]].width / 32) * 32;
    while (to < order.length && to - from < BATCH_LINES && (to + 1 - from) * padded(to + 1) <= BATCH_COLUMNS) to++;
    signal?.throwIfAborted();
    const members = order.slice(from, to);
    const width = padded(to);
    const input = float32([members.length, 3, LINE_HEIGHT, width]);
    members.forEach((member, row) => {
      fill(input.data as Float32Array, row, width, lines[member]);
    });
    const output = (await session.run({ [session.inputs[0]]: input }))[session.outputs[0]];
    const [, steps, classes] = output.shape; // [B, T, C]
    members.forEach((member, row) => {
      const path = bestPath(output.data as Float32Array, row, steps, classes, alphabet);
      const sum = path.reduce((total, character) => total + character.probability, 0);
      results[member] = {
        path,
        steps: (steps * lines[member].width) / width,
        confidence: path.length > 0 ? sum / path.length : 0,
      };
    });
    from = to;
  }
  return results;
}

/** Writes one line as planar BGR in -1..1; the padding stays 0. */
function fill(data: Float32Array, row: number, width: number, line: Pixels): void {
  const plane = LINE_HEIGHT * width;
  for (let channel = 0; channel < 3; channel++) {
    const base = (row * 3 + channel) * plane;
    for (let y = 0; y < LINE_HEIGHT; y++) {
      for (let x = 0; x < line.width; x++) {
        data[base + y * width + x] = line.data[(y * line.width + x) * 3 + 2 - channel] / 127.5 - 1;
      }
    }
  }
}
