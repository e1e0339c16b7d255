/** All layouts by name; each is loaded when it is asked for. */
import type { DataFormat } from "./format.ts";

/** A layout by its name; loaded when it is asked for. */
export interface FormatEntry {
  /** As `--format` takes it. */
  name: string;
  /** Which files it is made of. */
  summary: string;
  /** The layout itself. */
  load: () => Promise<DataFormat>;
}

/** The common format, then the others by name. */
export const FORMATS: readonly FormatEntry[] = [
  {
    name: "docformer",
    summary: "the common format: <split>.jsonl[.gz], images beside it",
    load: async () => (await import("./docformer.ts")).docformer,
  },
  {
    name: "coco",
    summary: "COCO: *.json, annotations/*.json, <split>/_annotations.coco.json",
    load: async () => (await import("./coco.ts")).coco,
  },
  {
    name: "cord",
    summary: "CORD v1 and v2: <split>/{json,image}",
    load: async () => (await import("./cord.ts")).cord,
  },
  {
    name: "docvqa",
    summary: "DocVQA: <split>_v1.0[_withQT].json, ocr_results",
    load: async () => (await import("./docvqa.ts")).docvqa,
  },
  {
    name: "donut",
    summary: "Donut: <split>/metadata.jsonl with gt_parse or gt_parses",
    load: async () => (await import("./donut.ts")).donut,
  },
  {
    name: "due",
    summary: "DUE, with DeepForm and Kleister: <split>/document.jsonl and documents_content.jsonl",
    load: async () => (await import("./due.ts")).due,
  },
  {
    name: "ec-funsd",
    summary: "EC-FUNSD and ROOR: data/jsons, data.<split>.txt",
    load: async () => (await import("./ec-funsd.ts")).ecFunsd,
  },
  {
    name: "funsd",
    summary: "FUNSD: training_data, testing_data",
    load: async () => (await import("./funsd.ts")).funsd,
  },
  {
    name: "huggingface",
    summary: "Parquet exports of Hugging Face: CORD, Donut, DocVQA, FUNSD columns",
    load: async () => (await import("./hugging-face.ts")).huggingFace,
  },
  {
    name: "infographicvqa",
    summary: "InfographicVQA: infographicsVQA_<split>_v1.0.json, words by Textract",
    load: async () => (await import("./infographicvqa.ts")).infographicvqa,
  },
  {
    name: "label-studio",
    summary: "Label Studio: <split>.json, its export as JSON",
    load: async () => (await import("./label-studio.ts")).labelStudio,
  },
  {
    name: "mp-docvqa",
    summary: "MP-DocVQA: imdb_<split>.jsonl (exported), or <split>.json",
    load: async () => (await import("./mp-docvqa.ts")).mpDocvqa,
  },
  {
    name: "ocr-vqa",
    summary: "OCR-VQA: dataset.json, images",
    load: async () => (await import("./ocr-vqa.ts")).ocrVqa,
  },
  {
    name: "ppocrlabel",
    summary: "PPOCRLabel's Label.txt, PaddleOCR's label files",
    load: async () => (await import("./ppocrlabel.ts")).ppocrlabel,
  },
  {
    name: "sroie",
    summary: "SROIE: box, key, img; or metadata.jsonl",
    load: async () => (await import("./sroie.ts")).sroie,
  },
  {
    name: "st-vqa",
    summary: "ST-VQA: <split>_task_3.json",
    load: async () => (await import("./st-vqa.ts")).stVqa,
  },
  {
    name: "tabfact",
    summary: "TabFact: tokenized_data, data/all_csv",
    load: async () => (await import("./tabfact.ts")).tabfact,
  },
  {
    name: "textvqa",
    summary: "TextVQA: TextVQA_0.5.1_<split>.json, words by Rosetta",
    load: async () => (await import("./textvqa.ts")).textvqa,
  },
  {
    name: "vrdu",
    summary: "VRDU: main/dataset.jsonl.gz, few_shot-splits",
    load: async () => (await import("./vrdu.ts")).vrdu,
  },
  {
    name: "wikitablequestions",
    summary: "WikiTableQuestions: data/*.tsv, csv",
    load: async () => (await import("./wikitablequestions.ts")).wikitablequestions,
  },
  {
    name: "wildreceipt",
    summary: "WildReceipt: class_list.txt, <split>.txt",
    load: async () => (await import("./wildreceipt.ts")).wildreceipt,
  },
  {
    name: "xfund",
    summary: "XFUND and PaddleOCR's KIE: <split>.json with documents",
    load: async () => (await import("./xfund.ts")).xfund,
  },
];

/**
 * No layout has the name that was asked for.
 * @example
 * const error = await openFormat("nosuch").catch((error) => error);
 * error instanceof UnknownFormatError && error.format // "nosuch"
 */
export class UnknownFormatError extends Error {
  readonly code = "no-such-format";
  /** What was asked for. */
  readonly format: string;
  constructor(format: string) {
    super(`no data format "${format}"; there are ${FORMATS.map(({ name }) => name).join(", ")}`);
    this.name = "UnknownFormatError";
    this.format = format;
  }
}

/**
 * The layout called `name`.
 * @throws UnknownFormatError listing the names
 * @example
 * const sroie = await openFormat("sroie");
 * sroie.name // "sroie"
 * // for await (const labelled of sroie.read("data/sroie", "train")) console.log(labelled.id, labelled.fields);
 */
export async function openFormat(name: string): Promise<DataFormat> {
  const entry = FORMATS.find((format) => format.name === name);
  if (!entry) throw new UnknownFormatError(name);
  return entry.load();
}
