/** In place of src/read/ocr/models.ts: the OCR models beside the page, checked against their manifest. */
import { explain, ReadError } from "../../src/read/problem.ts";
import { fetched } from "./fetched.ts";
import { sha256 } from "./sha256.ts";

/** Reads one model file, e.g. "tiny/det.onnx". @throws ReadError "ocr-unavailable" */
export async function readModelFile(name: string): Promise<Uint8Array> {
  let bytes: Uint8Array;
  let wanted: string | undefined;
  try {
    const manifest = JSON.parse(new TextDecoder().decode(await fetched("models/ocr/manifest.json")));
    wanted = manifest.files[name]?.sha256;
    bytes = await fetched(`models/ocr/${name}`);
  } catch (cause) {
    throw new ReadError("ocr-unavailable", `the OCR model ${name} cannot be loaded: ${explain(cause)}`, {}, { cause });
  }
  if (sha256(bytes) !== wanted) {
    throw new ReadError("ocr-unavailable", `the OCR model ${name} is not the one of the manifest: reload the page`);
  }
  return bytes;
}
