/** WikiTableQuestions: questions about tables; answers are sets. Evidence is found by the answers' texts in the cells. */
import type { RecipeInput } from "../recipe.ts";

export const wtq: RecipeInput = {
  name: "wtq",
  summary:
    "Questions about tables. Wants tables (drawn as pages) with questions whose answers are all members of a list.",
  learns: { questions: "all" },
  // Counting and adding up is taught by synthetic tables alone: the data says results, not what was counted.
  synthetic: 0.4,
  syntheticKinds: ["table"],
  damaged: 0,
  minutes: 20,
};
