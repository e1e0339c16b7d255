/** TabFact: statements about tables, entailed or refuted. */
import type { RecipeInput } from "../recipe.ts";

export const tabfact: RecipeInput = {
  name: "tabfact",
  summary: "Statements about tables, true or false. Wants tables (drawn as pages) with statements.",
  learns: { statements: true },
  synthetic: 0.3,
  syntheticKinds: ["table"],
  damaged: 0,
  minutes: 20,
};
