/**
 * The pages of a PDF as pages of a Document: its text layer as judged (pdf/judge.ts), completed by OCR in places or replaced
 * by OCR of the drawn page. PDFium itself is behind pdf/reader.ts.
 */
import { type Box, fromPixels } from "../document/box.ts";
import type { Page, Pixels } from "../document/document.ts";
import { type CharacterWord, newWords } from "./merge.ts";
import { decoding, type PageSource, type ReadContext, recognising } from "./page-source.ts";
import { cleanOcrWords, pageImage, pageWords } from "./page-words.ts";
import type { PdfPage } from "./pdf/page.ts";
import { openPdfFile } from "./pdf/reader.ts";
import type { PdfWord } from "./pdf/words.ts";
import { type Turn, turn } from "./pixels.ts";
import type { Problem } from "./problem.ts";
import { recognizeUpright, turnBox } from "./upright.ts";

/** Opens a PDF. @throws ReadError */
export async function openPdfPages(bytes: Uint8Array, context: ReadContext): Promise<PageSource> {
  const { settings, file } = context;
  const { signal, password, limits } = settings;
  const reader = await decoding(context, () => openPdfFile(bytes, password, limits, file, signal));

  async function read(number: number): Promise<{ page: Page; problems: Problem[] }> {
    const drawn = await decoding(context, () => reader.page(number, signal));
    const { width, height } = drawn.pixels;
    const { pixels, turned, words, problems } = await wordsOf(drawn, number, context);
    const sideways = turned === 90 || turned === 270;
    const page: Page = {
      number,
      width: sideways ? drawn.height : drawn.width,
      height: sideways ? drawn.width : drawn.height,
      unit: "pt",
      rotation: ((drawn.rotation + turned) % 360) as Page["rotation"],
      ...pageWords(words, pixels),
      image: pageImage(pixels, async () => turn(await reader.render(number, width, height), turned)),
    };
    return { page, problems };
  }

  return { pageCount: reader.pageCount, problems: [], read, close: () => reader.close() };
}

interface Read {
  pixels: Pixels;
  turned: Turn;
  words: CharacterWord[];
  problems: Problem[];
}

async function wordsOf(drawn: PdfPage, number: number, context: ReadContext): Promise<Read> {
  const { verdict, fieldWords, estimated, pixels } = drawn;
  const { signal } = context.settings;
  const problems: Problem[] = [];
  const note = (code: Problem["code"], message: string) => problems.push({ code, message, page: number });
  if (verdict.hidden > 0) {
    note("hidden-text", `${verdict.hidden} words that cannot be seen were dropped: "${verdict.hiddenSample}"`);
  }
  if (estimated > 0) note("form", `the values of ${estimated} form fields are placed by estimate`);
  const fields = fieldWords.map((word) => fromPdf(word, drawn));
  const layer = [...fields, ...verdict.words.map((word) => fromPdf(word, drawn))];
  const asIs: Read = { pixels, turned: 0, words: layer, problems };
  const known = layer.map((word) => word.box);

  if (verdict.ocr === "none") return asIs;
  if (verdict.ocr !== "page") {
    // Pictures beside a good text layer: without OCR the page still counts as read.
    if (!context.engine) return asIs;
    const places = verdict.ocr.boxes.map((box) => fromPixels(box as Box, drawn));
    const { result, problem } = await recognising(context, number, (engine) =>
      engine.recognize(pixels, { signal, skip: known }),
    );
    if (problem) problems.push(problem);
    return { ...asIs, words: [...layer, ...cleanOcrWords(newWords(result ?? [], layer, places))] };
  }

  const standIn = verdict.reason ? [...fields, ...verdict.fallback.map((word) => fromPdf(word, drawn))] : layer;
  if (!context.engine && verdict.reason && verdict.fallback.length > 0) {
    note("text-layer-unchecked", `OCR is off: the text layer was taken although ${verdict.reason}`);
    return { ...asIs, words: standIn };
  }
  const { result, problem } = await recognising(context, number, (engine) =>
    recognizeUpright(pixels, engine, context.orientation, { signal, skip: known }),
  );
  if (problem || !result) {
    if (problem) problems.push(problem);
    return { ...asIs, words: standIn };
  }
  if (verdict.reason) note("text-layer-ignored", `the text layer was replaced by OCR: ${verdict.reason}`);
  const kept = layer.map((word) => turnWord(word, result.turn));
  return {
    pixels: result.pixels,
    turned: result.turn,
    words: [...kept, ...cleanOcrWords(newWords(result.words, kept))],
    problems,
  };
}

function fromPdf(word: PdfWord, page: PdfPage): CharacterWord {
  const box = fromPixels(word.box, page);
  return { text: word.text, box, confidence: null, origin: "pdf", ...(word.angle === 0 ? {} : { angle: word.angle }) };
}

function turnWord(word: CharacterWord, degrees: Turn): CharacterWord {
  if (degrees === 0) return word;
  return { ...word, box: turnBox(word.box, degrees), angle: ((word.angle ?? 0) + degrees) % 360 };
}
