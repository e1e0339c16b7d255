/** DocVQA, MP-DocVQA and InfographicVQA: questions about scanned pages; evidence is found by the answers' texts. */
import type { RecipeInput } from "../recipe.ts";

export const docvqa: RecipeInput = {
  name: "docvqa",
  summary: "Questions about pages. Wants documents with questions whose answers are ways of writing one.",
  learns: { questions: "any" },
  synthetic: 0.3,
  minutes: 30,
};
