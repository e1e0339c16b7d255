/** TextVQA, ST-VQA and OCR-VQA: questions about the text in photographs and on covers. */
import type { RecipeInput } from "../recipe.ts";

export const textvqa: RecipeInput = {
  name: "textvqa",
  summary: "Questions about text in photographs. Wants images with words and questions.",
  learns: { questions: "any" },
  synthetic: 0.3,
  syntheticKinds: ["scene"],
  // A photograph says more than its few words.
  pictured: 0.5,
  minutes: 30,
};
