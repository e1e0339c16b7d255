/** Forms of any kind in the common format, e.g. written by docformer synth: questions, entities and links together. */
import type { RecipeInput } from "../recipe.ts";

export const forms: RecipeInput = {
  name: "forms",
  summary: "Questions, entities and links of forms. Wants documents with questions, entities and links.",
  learns: { questions: "any", entities: { ignore: ["other"], links: true } },
  syntheticKinds: ["form", "filing", "order", "invoice", "label"],
  minutes: 15,
};
