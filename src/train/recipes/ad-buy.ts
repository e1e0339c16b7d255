/** VRDU ad-buy, DeepForm: contract number, advertiser, amount and flight dates of advertising orders of several pages. */
import type { RecipeInput } from "../recipe.ts";

export const adBuy: RecipeInput = {
  name: "ad-buy",
  summary: "Fields of advertising orders of several pages. Wants documents with fields.",
  learns: { fields: true },
  syntheticKinds: ["order", "invoice", "table"],
  minutes: 15,
};
