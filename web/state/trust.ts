/** From which confidence on an answer counts as sure: what the slider of Trust says, everywhere on the page. */
import { storedSignal } from "./stored.ts";

export const trust = storedSignal("trust", 0.8);
