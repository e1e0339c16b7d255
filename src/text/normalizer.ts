/**
 * The normalizers of a tokenizer.json as functions on strings: what happens to text before it is cut. Those that T5, its
 * relatives and our own tokenizers use; another one is an error that names it, never silence.
 */
import { loadCharsmap } from "./charsmap.ts";
import { TokenizerError } from "./errors.ts";

export type Normalize = (text: string) => string;

/** A part of tokenizer.json: an object with `type`. */
export interface Component {
  type: string;
  [key: string]: unknown;
}

/** Replaces each lone surrogate by U+FFFD, as UTF-8 encoders do: text that is not Unicode has no bytes to fall back on. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** The function of one `normalizer` entry. @throws TokenizerError for one that is not known here. */
export function loadNormalizer(component: Component | null | undefined, field = "normalizer"): Normalize {
  if (!component) return (text) => text;
  switch (component.type) {
    case "Sequence": {
      const parts = componentsOf(component.normalizers, `${field}.normalizers`);
      const steps = parts.map((part, i) => loadNormalizer(part, `${field}.normalizers[${i}]`));
      return (text) => steps.reduce((done, step) => step(done), text);
    }
    case "Precompiled":
      return loadCharsmap(String(component.precompiled_charsmap), `${field}.precompiled_charsmap`);
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD": {
      const form = component.type;
      return (text) => text.normalize(form);
    }
    case "Lowercase":
      return (text) => text.toLowerCase();
    case "StripAccents":
      return (text) => text.replace(/\p{Mn}/gu, "");
    case "Prepend": {
      const prefix = String(component.prepend);
      return (text) => (text === "" ? "" : prefix + text);
    }
    case "Strip": {
      const { strip_left: left, strip_right: right } = component;
      return (text) => {
        const start = left ? text.replace(/^\p{White_Space}+/u, "") : text;
        return right ? start.replace(/\p{White_Space}+$/u, "") : start;
      };
    }
    case "Replace":
      return loadReplace(component, field);
  }
  throw new TokenizerError(
    `${field}.type`,
    `"${component.type}" is not known here; known are Sequence, Precompiled, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Prepend, Strip, Replace`,
  );
}

/** A "Replace" of normalizers and decoders: `pattern` is `{ String }` or `{ Regex }`. */
export function loadReplace(component: Component, field: string): Normalize {
  const pattern = component.pattern as { String?: string; Regex?: string } | undefined;
  const content = String(component.content);
  if (typeof pattern?.String === "string") {
    const { String: literal } = pattern;
    return (text) => text.replaceAll(literal, () => content);
  }
  try {
    const expression = new RegExp(pattern?.Regex as string, "gu");
    if (typeof pattern?.Regex === "string") return (text) => text.replace(expression, () => content);
  } catch (cause) {
    throw new TokenizerError(`${field}.pattern`, `"${pattern?.Regex}" is no expression that JavaScript knows`, {
      cause,
    });
  }
  throw new TokenizerError(`${field}.pattern`, "is neither { String } nor { Regex }");
}

/** `value` as a list of components. @throws TokenizerError */
export function componentsOf(value: unknown, field: string): Component[] {
  if (Array.isArray(value) && value.every((part) => typeof part?.type === "string")) return value as Component[];
  throw new TokenizerError(field, "is not a list of { type }");
}
