/** Asks a document: node --import tsx examples/ask.ts FILE "What is the total?" */
import { readDocument } from "../src/read/read-document.ts";
import { DocFormer } from "../src/tasks/docformer.ts";

const [path, ...questions] = process.argv.slice(2);
const model = await DocFormer.load();
const { document } = await readDocument(path);
for (const { text, confidence, evidence } of await model.ask(document, questions)) {
  console.log(text, confidence, evidence);
}
await model.dispose();
