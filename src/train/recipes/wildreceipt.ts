/** WildReceipt: receipts whose lines are keys and values of 12 classes, or nothing ("Ignore", "Others"). */
import type { RecipeInput } from "../recipe.ts";

export const wildreceipt: RecipeInput = {
  name: "wildreceipt",
  summary: "Keys and values of receipts by their class. Wants documents with entities.",
  format: "wildreceipt",
  learns: { entities: { ignore: ["Ignore", "Others"], links: false } },
  synthetic: 0,
  minutes: 12,
};
