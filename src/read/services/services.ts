/**
 * Results of OCR services by what they hold: recognised, read, and made a Document or (with what the service found beyond words)
 * a LabelledDocument. How each service writes is its own file.
 */
import { DOCUMENT_VERSION, type Document, type DocumentSource, textOf } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import type { LabelledDocument } from "../../document/labelled.ts";
import { ReadError } from "../problem.ts";
import { sha256 } from "../sha256.ts";
import { sniff } from "../sniff.ts";
import { alto } from "./alto.ts";
import { azure } from "./azure.ts";
import { documentAi } from "./document-ai.ts";
import { hocr } from "./hocr.ts";
import { decodeMarkup, parseMarkup } from "./markup.ts";
import { pageXml } from "./page-xml.ts";
import { type Recognised, toPage } from "./recognised.ts";
import { textract } from "./textract.ts";

const JSON_SERVICES = [textract, azure, documentAi];

/** What `json` (parsed) holds of a service's results; null where it is of no service. @throws DocumentError */
export function recognisedJson(json: unknown): Recognised | null {
  return JSON_SERVICES.find((service) => service.recognises(json))?.read(json) ?? null;
}

/** What hOCR, ALTO or PAGE holds. @throws DocumentError */
export function recognisedMarkup(text: string): Recognised {
  // XHTML may leave tags open that XML may not.
  if (/class\s*=\s*["'][^"']*\bocr_page\b/.test(text)) return hocr.read(parseMarkup(text, "html"));
  const root = parseMarkup(text, "xml");
  const service = [alto, pageXml].find((known) => known.recognises(root));
  if (service) return service.read(root);
  throw new DocumentError("", `its element <${root.name}> is none of <alto>, <PcGts> and HTML with class "ocr_page"`);
}

/** The words as a Document. @throws DocumentError that names the word which cannot be placed */
export function documentOf(recognised: Recognised, source: DocumentSource): Document {
  return { version: DOCUMENT_VERSION, source, pages: recognised.pages.map((page, i) => toPage(page, i).page) };
}

/**
 * What an OCR service's file holds, words and what it found beyond them: key-value pairs as entities "question" and "answer" with
 * links, typed fields as entities and fields under the service's own names, the first table (a LabelledDocument holds one).
 * @throws ReadError "unsupported" where `bytes` are of no service; SyntaxError where they are broken JSON; DocumentError that names
 * the word which cannot be placed
 * @example
 * const hocr = new TextEncoder().encode(await exportDocument(document, "hocr")); // or a file of Textract, Azure, ...
 * const { entities, links, fields, table } = servicePredictions(hocr, "invoice.hocr");
 * entities.length // 0
 */
export function servicePredictions(bytes: Uint8Array, name = "document"): LabelledDocument {
  const { kind, mime } = sniff(bytes);
  const recognised =
    kind === "json"
      ? recognisedJson(JSON.parse(new TextDecoder().decode(bytes)))
      : kind === "markup"
        ? recognisedMarkup(decodeMarkup(bytes))
        : null;
  if (!recognised) {
    const known = [...JSON_SERVICES, hocr, alto, pageXml].map((service) => service.name).join(", ");
    throw new ReadError("unsupported", `${name} holds results of none of ${known}`, { file: name });
  }
  const source = { name, mime, sha256: sha256(bytes) };
  const built = recognised.pages.map(toPage);
  const entities = recognised.entities.map(({ label, page, words: given }, id) => {
    const words = given.map((word) => built[page].places[word]).filter((word) => word >= 0);
    return { id, label, page, words, text: textOf(built[page].page, words) };
  });
  const paired = new Set(["question", "answer"]);
  const fields: LabelledDocument["fields"] = {};
  for (const { label, text } of entities) {
    if (paired.has(label) || text === "") continue;
    const held = fields[label];
    fields[label] = held === undefined ? text : [held, text].flat();
  }
  const [table] = recognised.tables;
  return {
    id: source.name,
    document: { version: DOCUMENT_VERSION, source, pages: built.map(({ page }) => page) },
    questions: [],
    fields,
    entities,
    links: recognised.links,
    statements: [],
    ...(table ? { table } : {}),
  };
}
