/** Data of a schema out of a document: node --import tsx examples/extract.ts */
import { z } from "zod";
import { DocFormer, readDocument } from "../src/index.ts";

const Invoice = z.object({
  dueDate: z.iso.date().nullable(),
  amountDue: z.number().nullable().describe("What is the amount due?"),
  items: z.array(z.object({ description: z.string(), quantity: z.int(), amount: z.number() })),
});

const { document } = await readDocument("examples/invoice.pdf");
const model = await DocFormer.load();
const { data, fields, checks } = await model.extract(document, Invoice);
// data has the type of the schema, with null for what is absent: data.items[0].amount is number | null
console.log(data.dueDate, data.amountDue, data.items.length);
console.log(fields["items[0].amount"].evidence[0].box, checks.length);
await model.dispose();
