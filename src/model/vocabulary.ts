/**
 * The tokenizer as the model sees it, and the special tokens of our vocabularies: control, operations that turn evidence into
 * an answer, colours, digits, sentinels. They stand first, so that an answer's vocabulary is the head of the table.
 */
import type { Rgb } from "../document/document.ts";

/** What the model needs of a tokenizer (text/ provides it). */
export interface Tokenizer {
  readonly vocabularySize: number;
  /** Ids of one word, its start marked as the tokenizer does. */
  encodeWord(word: string): number[];
  decode(ids: readonly number[]): string;
  /** Id of a piece or special token; undefined when there is none. */
  idOf(piece: string): number | undefined;
}

const COLOUR_NAMES = [
  "black",
  "white",
  "grey",
  "red",
  "orange",
  "yellow",
  "green",
  "blue",
  "purple",
  "pink",
  "brown",
] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];
export const COLOURS: readonly ColourName[] = COLOUR_NAMES;

/** Typical colours of the names: for drawing and for naming a measured colour. */
export const COLOUR_VALUES: Record<ColourName, Rgb> = {
  black: [20, 20, 20],
  white: [245, 245, 245],
  grey: [128, 128, 128],
  red: [200, 30, 35],
  orange: [240, 130, 30],
  yellow: [245, 215, 40],
  green: [40, 140, 60],
  blue: [35, 80, 180],
  purple: [120, 50, 150],
  pink: [240, 130, 175],
  brown: [115, 70, 35],
};

const OPERATION_TOKENS = [
  /** next item of a list */
  "<sep>",
  /** what was pointed at decided; what follows is the answer */
  "<compare>",
  "<absent>",
  "<yes>",
  "<no>",
  /** operations on marked or pointed units */
  "<count>",
  "<sum>",
  "<difference>",
  /** yes or no by arithmetic */
  "<greater>",
  "<count-is>",
  "<sum-is>",
] as const;
export type OperationToken = (typeof OPERATION_TOKENS)[number];

export const SENTINELS = 32;

/** The special tokens of our vocabularies in the order of their ids. */
export const SPECIAL_TOKENS: readonly string[] = [
  "<pad>",
  "</s>",
  "<unk>",
  "<s>",
  ...OPERATION_TOKENS,
  ...COLOURS.map((name) => `<${name}>`),
  ..."0123456789".split("").map((digit) => `<${digit}>`),
  ...Array.from({ length: 64 - 4 - OPERATION_TOKENS.length - COLOURS.length - 10 }, (_, i) => `<unused_${i}>`),
  "<denoise>",
  ...Array.from({ length: SENTINELS }, (_, i) => `<extra_id_${i}>`),
];

/** The ids that building inputs and reading answers need, found once. */
export interface SpecialIds {
  pad: number;
  end: number;
  start: number;
  unknown: number;
  /** Undefined in vocabularies without our operations (T5's). */
  operation: Partial<Record<OperationToken, number>>;
  colour: Partial<Record<ColourName, number>>;
  denoise: number | undefined;
  sentinels: number[];
}

/** Special ids of a vocabulary; T5's start token is its padding. */
export function specialIds(tokenizer: Tokenizer): SpecialIds {
  const pad = tokenizer.idOf("<pad>") ?? 0;
  const present = <T extends string>(names: readonly T[], piece: (name: T) => string) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const id = tokenizer.idOf(piece(name));
        return id === undefined ? [] : [[name, id]];
      }),
    ) as Partial<Record<T, number>>;
  const sentinels: number[] = [];
  for (let i = 0; ; i++) {
    const id = tokenizer.idOf(`<extra_id_${i}>`);
    if (id === undefined) break;
    sentinels.push(id);
  }
  return {
    pad,
    end: tokenizer.idOf("</s>") ?? 1,
    start: tokenizer.idOf("<s>") ?? pad,
    unknown: tokenizer.idOf("<unk>") ?? 2,
    operation: present(OPERATION_TOKENS, (name) => name),
    colour: present(COLOURS, (name) => `<${name}>`),
    denoise: tokenizer.idOf("<denoise>"),
    sentinels,
  };
}
