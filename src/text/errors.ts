/** The error of this folder: a tokenizer file that cannot be read, or training that cannot give what was asked. */

export class TokenizerError extends TypeError {
  readonly code = "tokenizer";
  /** Path inside tokenizer.json ("model.vocab[3]") or name of the option. */
  readonly field: string;
  constructor(field: string, message: string, options?: ErrorOptions) {
    super(`${field}: ${message}`, options);
    this.name = "TokenizerError";
    this.field = field;
  }
}
