/** The pages of an image file as pages of a Document: decoded, stood upright, recognised. Decoding itself is image.ts. */
import type { Page } from "../document/document.ts";
import { openImage } from "./image.ts";
import { decoding, type PageSource, type ReadContext, recognising } from "./page-source.ts";
import { cleanOcrWords, pageImage, pageWords } from "./page-words.ts";
import { turn } from "./pixels.ts";
import type { Problem } from "./problem.ts";
import type { Sniffed } from "./sniff.ts";
import { recognizeUpright } from "./upright.ts";

/** Opens an image file. @throws ReadError */
export async function openImagePages(bytes: Uint8Array, sniffed: Sniffed, context: ReadContext): Promise<PageSource> {
  const { settings, file } = context;
  const opened = await decoding(context, () => openImage(bytes, sniffed, settings.limits, file));

  async function read(number: number): Promise<{ page: Page; problems: Problem[] }> {
    const source = await opened.page(number);
    const decoded = await decoding(context, () => source.decode());
    settings.signal?.throwIfAborted();
    const { result, problem } = await recognising(context, number, (engine) =>
      recognizeUpright(decoded.pixels, engine, context.orientation, { signal: settings.signal }),
    );
    const pixels = result?.pixels ?? decoded.pixels;
    const turned = result?.turn ?? 0;
    const again = async () => turn((await source.decode()).pixels, turned);
    const page: Page = {
      number,
      width: pixels.width,
      height: pixels.height,
      unit: "px",
      rotation: ((source.rotation + turned) % 360) as Page["rotation"],
      ...pageWords(cleanOcrWords(result?.words ?? []), pixels),
      image: pageImage(pixels, again),
    };
    return { page, problems: problem ? [...decoded.problems, problem] : decoded.problems };
  }

  return { pageCount: opened.pageCount, problems: opened.problems, read, close: async () => {} };
}
