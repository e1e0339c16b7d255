/** FUNSD and EC-FUNSD: questions, answers and headers of noisy forms, and which answer belongs to which question. */
import type { RecipeInput } from "../recipe.ts";

export const funsd: RecipeInput = {
  name: "funsd",
  summary: "Entities of forms and the links between them. Wants documents with entities and links.",
  // What is none of the three counts as outside, as in the published scores.
  learns: { entities: { ignore: ["other"], links: true } },
  // Synthetic forms label the same three.
  synthetic: 0.2,
  syntheticKinds: ["form", "filing", "order", "invoice", "label"],
  minutes: 8,
};
