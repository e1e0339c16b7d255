/** Light or dark: as the system says, or as chosen here. */
import { storedSignal } from "./stored.ts";

export type Theme = "system" | "light" | "dark";
export const theme = storedSignal<Theme>("theme", "system");

export function startTheme(): void {
  theme.subscribe((value) => {
    if (value === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value;
  });
}

export const nextTheme: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
