/** ICDAR 2019 SROIE, task 3: company, date, address and total of receipts. */
import type { RecipeInput } from "../recipe.ts";

export const sroie: RecipeInput = {
  name: "sroie",
  summary: "Fields of receipts. Wants documents with fields and, where known, entities that say where they stand.",
  learns: { fields: true },
  minutes: 12,
};
