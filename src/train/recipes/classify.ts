/** Kinds of documents: each class is asked for by yes or no, and the surest yes is the class (tasks/classify.ts). */
import type { RecipeInput } from "../recipe.ts";

export const classify: RecipeInput = {
  name: "classify",
  summary: 'The class of a document. Wants documents whose field "document_type" names it.',
  learns: { classes: "document_type" },
  minutes: 10,
};
