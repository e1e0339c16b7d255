/**
 * In place of src/read/image.ts: images by the browser's own decoders, upright by EXIF, on white paper. The first frame of an
 * animation; no TIFF where the browser has none.
 */
import type { Pixels } from "../../src/document/document.ts";
import type { ImageFile } from "../../src/read/image.ts";
import { type ReadLimits, withinPixels } from "../../src/read/limits.ts";
import { explain, type Problem, ReadError } from "../../src/read/problem.ts";
import type { Sniffed } from "../../src/read/sniff.ts";

/** Decodes at most once at a time; the bitmap's memory is given back at once. @throws ReadError */
export async function openImage(
  bytes: Uint8Array,
  sniffed: Sniffed,
  limits: ReadLimits,
  file: string,
): Promise<ImageFile> {
  const blob = new Blob([bytes.slice()], { type: sniffed.mime });
  const bitmapOf = async () => {
    try {
      return await createImageBitmap(blob, { imageOrientation: "from-image" });
    } catch (cause) {
      const message =
        sniffed.mime === "image/tiff"
          ? "this browser has no decoder for TIFF: save it as PNG or PDF"
          : `the image (${sniffed.mime}) cannot be decoded: ${explain(cause)}`;
      throw new ReadError(sniffed.mime === "image/tiff" ? "unsupported" : "damaged", message, { file }, { cause });
    }
  };
  const first = await bitmapOf();
  const [W, H] = [first.width, first.height];
  first.close();
  if (W * H > limits.pixels) {
    throw new ReadError("too-large", `the image has ${W} x ${H} pixels; ${limits.pixels} are allowed`, { file });
  }
  const { width, height } = withinPixels(W, H, limits.pagePixels);

  async function decode(): Promise<{ pixels: Pixels; problems: Problem[] }> {
    const bitmap = await bitmapOf();
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new ReadError("too-large", "there is no memory for the image", { file });
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0, width, height);
    bitmap.close();
    const rgba = context.getImageData(0, 0, width, height).data;
    const data = new Uint8Array(width * height * 3);
    for (let i = 0, from = 0; i < data.length; i += 3, from += 4) {
      data[i] = rgba[from];
      data[i + 1] = rgba[from + 1];
      data[i + 2] = rgba[from + 2];
    }
    const message = `the image of ${W} x ${H} pixels was shrunk to ${width} x ${height}`;
    return {
      pixels: { width, height, data },
      problems: width < W ? [{ code: "shrunk", message, page: 0 }] : [],
    };
  }

  return { pageCount: 1, problems: [], page: async () => ({ number: 0, width, height, rotation: 0, decode }) };
}
