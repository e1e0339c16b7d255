/**
 * Image files -> upright RGB: the only file that imports sharp. Pages of a TIFF, the first frame of an animation. Memory stays
 * bounded: headers are checked before anything is decoded, large images are shrunk while they are decoded.
 */
import sharp from "sharp";
import type { Pixels } from "../document/document.ts";
import { type ReadLimits, withinPixels } from "./limits.ts";
import { type Turn, turn } from "./pixels.ts";
import { explain, type Problem, ReadError } from "./problem.ts";
import { decodeBitmap } from "./skia.ts";
import type { Sniffed } from "./sniff.ts";

sharp.concurrency(1);
sharp.cache(false);

export interface ImagePage {
  /** Index in the file. */
  number: number;
  /** Size of the upright image that `decode` gives. */
  width: number;
  height: number;
  /** Turn that EXIF asked for. */
  rotation: Turn;
  decode(): Promise<{ pixels: Pixels; problems: Problem[] }>;
}

export interface ImageFile {
  pageCount: number;
  problems: Problem[];
  /** @throws ReadError of that page */
  page(number: number): Promise<ImagePage>;
}

/** EXIF orientation 1..8 as (mirror left-right first, then turn clockwise). */
const ORIENTATIONS: readonly { mirror: boolean; turn: Turn }[] = [
  { mirror: false, turn: 0 },
  { mirror: true, turn: 0 },
  { mirror: false, turn: 180 },
  { mirror: true, turn: 180 },
  { mirror: true, turn: 270 },
  { mirror: false, turn: 90 },
  { mirror: true, turn: 90 },
  { mirror: false, turn: 270 },
];

function mirror(pixels: Pixels): Pixels {
  const { width, height, data } = pixels;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [to, from] = [(y * width + x) * 3, (y * width + width - 1 - x) * 3];
      out[to] = data[from];
      out[to + 1] = data[from + 1];
      out[to + 2] = data[from + 2];
    }
  }
  return { width, height, data: out };
}

/** First line of what libvips said; the rest repeats it. */
function reason(error: unknown): string {
  return explain(error).split("\n")[0].trim() || "the decoder gave no reason";
}

/** What libvips says of whole TIFF files of kinds that it does not read: 12 bits a sample, CIE Lab, colours left unsaid. */
const UNSUPPORTED = /not a whole number of bytes|bad labq format|required field 262 missing/;

/** Opens an image file: reads headers only. @throws ReadError */
export async function openImage(
  bytes: Uint8Array,
  sniffed: Sniffed,
  limits: ReadLimits,
  file: string,
): Promise<ImageFile> {
  if (sniffed.kind === "bmp") return openBitmap(bytes, limits, file);
  const input = { limitInputPixels: limits.pixels, sequentialRead: true } as const;
  const header = async (page: number) => {
    try {
      return await sharp(bytes, { ...input, failOn: "none", page }).metadata();
    } catch (error) {
      const where = { file, page: page || null };
      if (/exceeds pixel limit|too large|exceeds limit/i.test(explain(error))) {
        throw new ReadError(
          "too-large",
          `the image claims more than the ${Math.round(limits.pixels / 1e6)} million pixels allowed (limits.pixels)`,
          where,
          { cause: error },
        );
      }
      const code = UNSUPPORTED.test(explain(error)) ? "unsupported" : "damaged";
      throw new ReadError(code, `the image (${sniffed.mime}) cannot be decoded: ${reason(error)}`, where, {
        cause: error,
      });
    }
  };
  const first = await header(0);
  const tiff = sniffed.mime === "image/tiff";
  const frames = first.pages ?? 1;
  const problems: Problem[] = [];
  if (!tiff && frames > 1) {
    problems.push({ code: "pages-left-out", message: `an animation of ${frames} frames: only the first is read` });
  }

  async function decode(
    number: number,
    width: number,
    height: number,
    shrunk: boolean,
  ): Promise<{ pixels: Pixels; damage: string | null }> {
    const attempt = async (failOn: "error" | "none", background: string) => {
      let pipeline = sharp(bytes, { ...input, failOn, page: number });
      if (shrunk) pipeline = pipeline.resize(width, height, { fit: "fill", kernel: "linear" });
      const { data, info } = await pipeline
        .flatten({ background })
        .toColourspace("srgb")
        .timeout({ seconds: Math.ceil(limits.seconds) })
        .raw({ depth: "uchar" })
        .toBuffer({ resolveWithObject: true });
      return rgb(data, info.width, info.height, info.channels);
    };
    const flat = async (failOn: "error" | "none") => {
      const pixels = await attempt(failOn, "#ffffff");
      // White strokes on nothing vanish on white paper.
      return number === 0 && first.hasAlpha && isUniform(pixels) ? attempt(failOn, "#000000") : pixels;
    };
    try {
      return { pixels: await flat("error"), damage: null };
    } catch (error) {
      if (/timeout/i.test(explain(error))) {
        throw new ReadError("timeout", `the image took more than ${limits.seconds} s to decode`, {
          file,
          page: number,
        });
      }
      try {
        return { pixels: await flat("none"), damage: reason(error) };
      } catch (second) {
        throw new ReadError(
          "damaged",
          `the image cannot be decoded: ${reason(second)}`,
          { file, page: number },
          { cause: second },
        );
      }
    }
  }

  async function page(number: number): Promise<ImagePage> {
    const meta = number === 0 ? first : await header(number);
    const size = withinPixels(meta.width, meta.height, limits.pagePixels);
    const shrunk = size.width < meta.width;
    const orientation = ORIENTATIONS[(meta.orientation ?? 1) - 1] ?? ORIENTATIONS[0];
    const sideways = orientation.turn === 90 || orientation.turn === 270;
    return {
      number,
      width: sideways ? size.height : size.width,
      height: sideways ? size.width : size.height,
      rotation: orientation.turn,
      decode: async () => {
        const { pixels, damage } = await decode(number, size.width, size.height, shrunk);
        const found: Problem[] = [];
        if (damage) found.push({ code: "truncated", message: `part of the image is missing: ${damage}`, page: number });
        if (shrunk) {
          const message = `the image of ${meta.width} x ${meta.height} pixels was shrunk to ${size.width} x ${size.height}`;
          found.push({ code: "shrunk", message, page: number });
        }
        return { pixels: turn(orientation.mirror ? mirror(pixels) : pixels, orientation.turn), problems: found };
      },
    };
  }

  return { pageCount: tiff ? frames : 1, problems, page };
}

async function openBitmap(bytes: Uint8Array, limits: ReadLimits, file: string): Promise<ImageFile> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [W, H] = [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))];
  if (W * H > limits.pixels) {
    throw new ReadError(
      "too-large",
      `the image claims ${W} x ${H} pixels; ${limits.pixels} are allowed (limits.pixels)`,
      { file },
    );
  }
  if (W * H === 0) throw new ReadError("damaged", "the image (image/bmp) has no pixels", { file });
  const { width, height } = withinPixels(W, H, limits.pagePixels);
  const decode = async () => {
    try {
      return { pixels: await decodeBitmap(bytes, width, height), problems: [] };
    } catch (error) {
      throw new ReadError(
        "damaged",
        `the image (image/bmp) cannot be decoded: ${reason(error)}`,
        { file },
        { cause: error },
      );
    }
  };
  return { pageCount: 1, problems: [], page: async () => ({ number: 0, width, height, rotation: 0, decode }) };
}

/** Three channels from one to four. */
function rgb(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels === 3) return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, width * height * 3) };
  const out = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) out[3 * i + c] = data[i * channels + (channels > 2 ? c : 0)];
  }
  return { width, height, data: out };
}

function isUniform(pixels: Pixels): boolean {
  let [low, high] = [255, 0];
  for (const value of pixels.data) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (high - low > 12) return false;
  }
  return true;
}

/** Encodes pixels as PNG. */
export async function encodePng(pixels: Pixels): Promise<Uint8Array> {
  const raw = { width: pixels.width, height: pixels.height, channels: 3 } as const;
  return sharp(pixels.data, { raw }).png({ compressionLevel: 6 }).toBuffer();
}

export interface JpegOptions {
  /** The picture is shrunk to fit. */
  width: number;
  height: number;
  /** 1..100 */
  quality: number;
}

/** Encodes pixels as JPEG. */
export async function encodeJpeg(pixels: Pixels, { width, height, quality }: JpegOptions): Promise<Uint8Array> {
  const raw = { width: pixels.width, height: pixels.height, channels: 3 } as const;
  const fitted = sharp(pixels.data, { raw }).resize(width, height, { fit: "inside", withoutEnlargement: true });
  return fitted.jpeg({ quality, mozjpeg: true }).toBuffer();
}

/** Encodes pixels as WebP, shrunk so that no side is longer than `side`. */
export async function encodeWebp(pixels: Pixels, side: number): Promise<Uint8Array> {
  const raw = { width: pixels.width, height: pixels.height, channels: 3 } as const;
  const fitted = sharp(pixels.data, { raw }).resize(side, side, { fit: "inside", withoutEnlargement: true });
  return fitted.webp({ quality: 85 }).toBuffer();
}

/** The image in `bytes` as WebP, at most `width` pixels wide. */
export async function narrowWebp(bytes: Uint8Array, width: number): Promise<Uint8Array> {
  return sharp(bytes).resize({ width, withoutEnlargement: true }).webp({ quality: 85 }).toBuffer();
}
