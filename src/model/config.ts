/**
 * Every choice of the model as one typed field, and the presets. `small`, `base`, `large` are the paper's DocFormerV2
 * (T5 v1.0 plus twelve coordinate tables); `tiny` and `mini` are ours for small budgets, with additions that depart from the
 * paper (marked "ours"), each of which can be switched alone.
 */

/** Sizes and parts of a network, as config.json of a checkpoint holds them. */
export interface ModelConfig {
  /** Rows of the shared embedding. */
  vocabularySize: number;
  /** D: width of every state. */
  width: number;
  heads: number;
  /** Width of one head; T5 keeps 64 whatever D / H is. */
  headWidth: number;
  feedForward: number;
  feedForwardKind: "relu" | "gated-gelu";
  encoderLayers: number;
  decoderLayers: number;
  norm: "rms" | "layer";
  normEpsilon: number;
  /** Divide attention scores by sqrt(headWidth). T5 does not; its initial weights make up for it. */
  attentionScale: boolean;
  /** Initial values: T5's (unit embeddings, small queries), or (ours) 1 / sqrt(fan in) with residual outputs scaled by depth. */
  initialization: "t5" | "scaled";
  /** Output = shared embedding scaled by D^-0.5 (T5 v1.0); otherwise a matrix of its own. */
  tiedOutput: boolean;
  /** Ids below this can be generated in answers; vocabularySize allows all. */
  answerVocabulary: number;
  /** Rows of T5's relative position bias, and the distance from which all is one bucket. 0 buckets: no such bias in the encoder. */
  relativeBuckets: number;
  relativeDistance: number;
  /** T5's relative bias, or (ours) a learned vector per place counted from the start of the answer. */
  decoderPositions: "relative" | "absolute";
  /** Decoder states that `absolute` can tell apart. */
  decoderPlaces: number;

  /** Six coordinate tables {x0, y0, x1, y1, w, h} for text and six for vision (paper, section 3). */
  spatial: boolean;
  spatialBins: number;
  /** Widths and heights are multiplied by these before they are put into bins: words are small against a page. */
  widthScale: number;
  heightScale: number;
  /** Tokens that the page image becomes; 0: no visual branch. */
  visualTokens: number;
  /** Rows of the grid of visual tokens; columns = visualTokens / visualRows. */
  visualRows: number;
  /** The image is resized to this many pixels square (not keeping its aspect: cells follow the page). */
  visualSize: number;
  /** Channels of the 2 x 2 convolution. */
  visualChannels: number;

  /** Token-to-grid: cells of the grid that is laid over the page. */
  gridRows: number;
  gridColumns: number;
  /** Token-to-line: classes 0, 1, ... "this many or more" lines apart. */
  lineClasses: number;

  /** What an encoder position is. Ours: one position per word, its vector composed from its pieces. */
  positions: "tokens" | "words";
  /** Pieces that a word's vector is composed from: the first two thirds and the last third of a longer word. */
  piecesPerWord: number;
  /** Ours: pieces of the lower-case text, and its letter case as features. */
  caseFold: boolean;
  /** Ours: turn queries and keys by the page coordinates of their boxes. */
  rotary: boolean;
  /** In the encoder's input (paper), or (ours) as the decoder's prompt over one encoding of the page. */
  question: "encoder" | "decoder";
  /** Ours: answers may point at positions of the page. */
  pointer: boolean;
  /** Ours: the decoder's input after a pointed position holds that position's encoder state. */
  inputFeeding: boolean;
  /** Ours: encoder attention knows same line, above and below in the column, next and previous line; pointing knows its last target. */
  relations: boolean;
  /** Ours: attention and pointer know which words match the question's, on their line and in their column. */
  matches: boolean;
  /** Ours: ink and paper colour measured under each word. */
  colours: boolean;
  /** Ours: how near these colours are to those that have a name (colour-names.ts). */
  colourNames: boolean;
  /** Ours: values of numbers and their rank in the column. */
  numbers: boolean;
  /** Ours: an answer is its evidence and then an operation on it. */
  evidenceFirst: boolean;
  /** Ours: sets of words (counts, sums) are marked at once instead of being pointed at one by one. */
  marks: boolean;

  /**
   * Labels of the entities that the encoder's states are read as; two heads then exist, for entities and for links between
   * them. No preset has any: they come with a data set.
   */
  entityLabels?: readonly string[];
  /** The field that says a document's class, and the classes, where these were taught: each is asked for by yes or no. */
  classes?: { readonly field: string; readonly labels: readonly string[] };

  /** Positions of one window over a long page, and how many of them two neighbouring windows share. */
  window: number;
  overlap: number;
}

const T5: Omit<ModelConfig, "width" | "heads" | "feedForward" | "encoderLayers" | "decoderLayers"> = {
  vocabularySize: 32128,
  headWidth: 64,
  feedForwardKind: "relu",
  norm: "rms",
  normEpsilon: 1e-6,
  attentionScale: false,
  initialization: "t5",
  tiedOutput: true,
  answerVocabulary: 32128,
  relativeBuckets: 32,
  relativeDistance: 128,
  decoderPositions: "relative",
  decoderPlaces: 0,
  spatial: true,
  spatialBins: 1024,
  widthScale: 1,
  heightScale: 1,
  visualTokens: 128,
  visualRows: 16,
  visualSize: 224,
  visualChannels: 64,
  gridRows: 4,
  gridColumns: 4,
  lineClasses: 3,
  positions: "tokens",
  piecesPerWord: 1,
  caseFold: false,
  rotary: false,
  question: "encoder",
  pointer: false,
  inputFeeding: false,
  relations: false,
  matches: false,
  colours: false,
  colourNames: false,
  numbers: false,
  evidenceFirst: false,
  marks: false,
  window: 1024,
  overlap: 128,
};

const OURS: Omit<ModelConfig, "width" | "heads" | "headWidth" | "feedForward" | "encoderLayers" | "decoderLayers"> = {
  ...T5,
  vocabularySize: 4096,
  norm: "layer",
  normEpsilon: 1e-5,
  attentionScale: true,
  initialization: "scaled",
  answerVocabulary: 64,
  decoderPositions: "absolute",
  decoderPlaces: 129,
  spatialBins: 128,
  widthScale: 2,
  heightScale: 8,
  visualTokens: 32,
  visualRows: 8,
  visualSize: 64,
  visualChannels: 32,
  positions: "words",
  piecesPerWord: 12,
  caseFold: true,
  rotary: true,
  question: "decoder",
  pointer: true,
  inputFeeding: true,
  relations: true,
  matches: true,
  colours: true,
  colourNames: true,
  numbers: true,
  evidenceFirst: true,
  marks: true,
  window: 512,
  overlap: 128,
};

export const PRESETS = {
  tiny: { ...OURS, width: 64, heads: 2, headWidth: 32, feedForward: 128, encoderLayers: 2, decoderLayers: 1 },
  mini: { ...OURS, width: 192, heads: 6, headWidth: 32, feedForward: 576, encoderLayers: 4, decoderLayers: 2 },
  small: { ...T5, width: 512, heads: 8, feedForward: 2048, encoderLayers: 6, decoderLayers: 6 },
  base: { ...T5, width: 768, heads: 12, feedForward: 3072, encoderLayers: 12, decoderLayers: 12 },
  large: { ...T5, width: 1024, heads: 16, feedForward: 4096, encoderLayers: 24, decoderLayers: 24 },
} as const satisfies Record<string, ModelConfig>;

export type PresetName = keyof typeof PRESETS;

/** A configuration contradicts itself or names an unknown preset. */
export class ConfigError extends TypeError {
  readonly code = "config";
  readonly field: string;
  constructor(field: string, message: string) {
    super(`${field}: ${message}`);
    this.name = "ConfigError";
    this.field = field;
  }
}

/** The preset called `name`. @throws ConfigError naming the presets there are. */
export function preset(name: string): ModelConfig {
  if (!Object.hasOwn(PRESETS, name)) {
    throw new ConfigError("preset", `"${name}" is not one of ${Object.keys(PRESETS).join(", ")}`);
  }
  return { ...PRESETS[name as PresetName] };
}

const areNames = (names: unknown): boolean =>
  Array.isArray(names) &&
  names.length > 0 &&
  names.every((name) => typeof name === "string" && name) &&
  new Set(names).size === names.length;

/** Checks what the types cannot. @throws ConfigError naming the field. */
export function checkConfig(c: ModelConfig): ModelConfig {
  const fail = (field: keyof ModelConfig, message: string): never => {
    throw new ConfigError(field, message);
  };
  if (c.visualTokens > 0 && c.visualTokens % c.visualRows !== 0) {
    fail("visualRows", `${c.visualRows} does not divide ${c.visualTokens} visual tokens`);
  }
  if (c.visualTokens > 0) {
    const half = c.visualSize / 2;
    if (half % c.visualRows !== 0 || half % (c.visualTokens / c.visualRows) !== 0) {
      fail("visualSize", `half of ${c.visualSize} pixels is not a multiple of the rows and columns of visual tokens`);
    }
  }
  if (c.rotary && c.headWidth % 4 !== 0) fail("headWidth", `rotary wants a multiple of 4, got ${c.headWidth}`);
  if (c.colourNames && !c.colours) fail("colourNames", "names measured colours and needs colours");
  if (c.inputFeeding && !c.pointer) fail("inputFeeding", "feeds the state of a pointed position and needs pointer");
  if (c.marks && !c.evidenceFirst) fail("marks", "marks the operands of an operation and needs evidenceFirst");
  if (c.answerVocabulary > c.vocabularySize) {
    fail("answerVocabulary", `${c.answerVocabulary} exceeds the vocabulary of ${c.vocabularySize}`);
  }
  if (c.positions === "tokens" && c.piecesPerWord !== 1) fail("piecesPerWord", "tokens are one piece each");
  if (c.entityLabels !== undefined && !areNames(c.entityLabels)) {
    fail("entityLabels", `${JSON.stringify(c.entityLabels)} is no list of different names`);
  }
  if (c.classes !== undefined && !(areNames([c.classes?.field]) && areNames(c.classes.labels))) {
    fail("classes", `${JSON.stringify(c.classes)} is no field with a list of different names`);
  }
  if (c.overlap * 2 > c.window) fail("overlap", `${c.overlap} is more than half a window of ${c.window}`);
  return c;
}
