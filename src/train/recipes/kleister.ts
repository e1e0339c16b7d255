/** Kleister: parties, jurisdiction, dates and terms of agreements; values are normalised and found by what they mean. */
import type { RecipeInput } from "../recipe.ts";

export const kleister: RecipeInput = {
  name: "kleister",
  summary: "Fields of agreements. Wants documents with fields, also such as have several values.",
  learns: { fields: true },
  syntheticKinds: ["agreement", "report"],
  minutes: 15,
};
