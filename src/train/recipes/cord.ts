/** CORD v1 and v2: receipts with nested fields (menu.nm, total.total_price), and every word labelled. */
import type { RecipeInput } from "../recipe.ts";

export const cord: RecipeInput = {
  name: "cord",
  summary: "Every word of receipts by its class. Wants documents with entities.",
  format: "cord",
  learns: { entities: { links: false } },
  synthetic: 0,
  minutes: 12,
};
