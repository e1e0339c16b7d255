/**
 * The built-in OCR engine: PP-OCRv6 small (accurate) or tiny (fast) on any Runtime. Detect lines, crop them upright, recognise
 * them, place their words. Han, kana, Latin, Greek; other scripts need another engine (tesseract.ts).
 */
import { area, type Box, fromPixels, intersect } from "../../document/box.ts";
import type { Pixels } from "../../document/document.ts";
import type { Runtime, Session, SessionOptions } from "../../engine/runtime.ts";
import { dropDoubtfulAccents } from "./accents.ts";
import { type DetectOptions, detectLines } from "./detect.ts";
import type { OcrEngine, OcrOptions, OcrWord } from "./engine.ts";
import { withFigures } from "./figures.ts";
import { latinMarks } from "./marks.ts";
import { readModelFile } from "./models.ts";
import { PLACE, type PlaceOptions, placeWords } from "./place.ts";
import { cropQuad, partOf, type Quad, quarterTurn } from "./quad.ts";
import { LINE_HEIGHT, MAX_LINE_WIDTH, type RecognisedLine, recogniseLines } from "./recognise.ts";

export type PaddleSize = "small" | "tiny";

export interface PaddleOptions extends Partial<DetectOptions>, Partial<PlaceOptions> {
  /** Default "small". */
  size?: PaddleSize;
  threads?: number;
  device?: SessionOptions["device"];
  /** Lines of a lower mean probability are dropped. Default 0.5. */
  minimumConfidence?: number;
  /** Folder of the model files; default: the package's. */
  models?: string;
}

interface Loaded {
  detector: Session;
  recogniser: Session;
  alphabet: string[];
}

/** A line image to recognise: which detected line, read along which side. */
interface Candidate {
  line: number;
  quad: Quad;
  image: Pixels;
}

/** Makes the engine; models are loaded at first use. */
export function paddleEngine(runtime: Runtime, options: PaddleOptions = {}): OcrEngine {
  const { size = "small", threads = 1, device = "cpu", minimumConfidence = 0.5 } = options;
  const detection: DetectOptions = {
    side: options.side ?? 960,
    threshold: options.threshold ?? 0.3,
    islandThreshold: options.islandThreshold ?? 0.5,
    grow: options.grow ?? 1.6,
  };
  const placement: PlaceOptions = {
    gap: options.gap ?? PLACE.gap,
    gapRatio: options.gapRatio ?? PLACE.gapRatio,
    trim: options.trim ?? PLACE.trim,
    pad: options.pad ?? PLACE.pad,
  };
  let loading: Promise<Loaded> | null = null;

  async function load(): Promise<Loaded> {
    const settings: SessionOptions = { threads, device, optimization: "all", arena: false };
    const [detector, recogniser, dictionary] = await Promise.all([
      readModelFile(`${size}/det.onnx`, options.models).then((bytes) => runtime.load(bytes, settings)),
      readModelFile(`${size}/rec.onnx`, options.models).then((bytes) => runtime.load(bytes, settings)),
      readModelFile(`${size}/dict.txt`, options.models),
    ]);
    const alphabet = new TextDecoder().decode(dictionary).replace(/\n$/, "").split(/\r?\n/);
    return { detector, recogniser, alphabet };
  }

  async function recognize(pixels: Pixels, request: OcrOptions = {}): Promise<OcrWord[]> {
    loading ??= load();
    const { detector, recogniser, alphabet } = await loading.catch((error) => {
      loading = null;
      throw error;
    });
    request.signal?.throwIfAborted();
    const found = await detectLines(detector, pixels, detection);
    const wanted = found.filter(({ quad }) => !isKnown(fromPixels(partOf(quad, 0, 1), pixels), request.skip ?? []));
    const candidates = wanted.flatMap(({ quad }, line) =>
      readings(quad).map((reading): Candidate => ({ line, quad: reading, image: lineImage(pixels, reading) })),
    );
    const recognised = await recogniseLines(
      recogniser,
      alphabet,
      candidates.map(({ image }) => image),
      request.signal,
    );
    const best = new Map<number, number>();
    candidates.forEach(({ line }, i) => {
      const rival = best.get(line);
      if (rival === undefined || recognised[i].confidence > recognised[rival].confidence) best.set(line, i);
    });
    const read = [...best.values()].filter((i) => recognised[i].confidence >= minimumConfidence);
    dropDoubtfulAccents(read.map((i) => recognised[i].path));
    return withFigures(latinMarks(read.flatMap((i) => place(candidates[i], recognised[i], pixels))));
  }

  function place({ quad, image }: Candidate, line: RecognisedLine, page: Pixels): OcrWord[] {
    const angle = (quad.angle * 180) / Math.PI;
    return placeWords(line.path, line.steps, image, placement).map((word) => ({
      text: word.text,
      box: fromPixels(partOf(quad, word.from, word.to, word.top, word.bottom), page),
      confidence: word.confidence,
      centres: word.centres.map((share) => (quad.x + (share - 0.5) * quad.width * Math.cos(quad.angle)) / page.width),
      angle: Math.abs(angle) < 0.05 ? 0 : angle,
    }));
  }

  async function dispose(): Promise<void> {
    const loaded = await loading?.catch(() => null);
    loading = null;
    await loaded?.detector.dispose();
    await loaded?.recogniser.dispose();
  }

  return { name: `PP-OCRv6 ${size}`, recognize, dispose };
}

/** The ways to read a line: level; a tall one also along both of its long sides. */
function readings(quad: Quad): Quad[] {
  if (quad.height < 1.5 * quad.width) return [quad];
  const turned = [quarterTurn(quad, 1), quarterTurn(quad, -1)];
  return quad.height < 2.5 * quad.width ? [quad, ...turned] : turned;
}

function lineImage(pixels: Pixels, quad: Quad): Pixels {
  const width = Math.round((LINE_HEIGHT * quad.width) / Math.max(1, quad.height));
  return cropQuad(pixels, quad, Math.min(MAX_LINE_WIDTH, Math.max(8, width)), LINE_HEIGHT);
}

/** Whether most of `line` is covered by boxes whose words are known. */
function isKnown(line: Box, known: readonly Box[]): boolean {
  let covered = 0;
  for (const box of known) covered += area(intersect(line, box));
  return covered > 0.5 * area(line);
}
