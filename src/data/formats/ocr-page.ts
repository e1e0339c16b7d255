/** The words of a page from the result of an OCR service beside it (read/services), as the question sets ship them. */
import type { Page } from "../../document/document.ts";
import { DocumentError } from "../../document/json.ts";
import { toPage } from "../../read/services/recognised.ts";
import { recognisedJson } from "../../read/services/services.ts";
import { FormatError } from "../common-format.ts";
import { imageSize, readJson } from "./files.ts";
import { givenPage } from "./given-page.ts";

/**
 * The page whose words are in `ocr` and whose image is `image`; one of them may be absent. Without words from a service the page
 * has none: its image can still be read.
 * @param about whose page it is, for messages.
 * @throws FormatError
 */
export async function pageBeside(
  { ocr, image }: { ocr?: string; image?: string },
  about: { id: string; file: string; field: string },
  number = 0,
): Promise<Page> {
  if (ocr === undefined) {
    if (image === undefined)
      throw new FormatError(
        about.file,
        0,
        about.field,
        `of ${about.id} there is neither the image nor a file of its words`,
      );
    return givenPage({ words: [], unit: "pixels", form: "corners", size: await imageSize(image), number }, image).page;
  }
  try {
    const recognised = recognisedJson(await readJson(ocr));
    if (!recognised) throw new FormatError(ocr, 0, "", "holds the result of no OCR service that is known here");
    const [page] = recognised.pages;
    if (!page) throw new FormatError(ocr, 0, "", "holds no page");
    const size = page.size ?? (image ? { ...(await imageSize(image)), unit: "px" as const } : null);
    return toPage({ ...page, size }, number).page;
  } catch (cause) {
    if (!(cause instanceof DocumentError)) throw cause;
    throw new FormatError(ocr, 0, cause.path, cause.message.replace(`${cause.path}: `, ""), { cause });
  }
}
