/** VRDU registration: number, registrant, signer, date and type of filings with an office. */
import type { RecipeInput } from "../recipe.ts";

export const registration: RecipeInput = {
  name: "registration",
  summary: "Fields of filings. Wants documents with fields.",
  learns: { fields: true },
  syntheticKinds: ["filing", "form", "letter"],
  minutes: 12,
};
