/** Any Unicode text as an arbitrary. fast-check's units "grapheme" and "binary" build tables for seconds before the first string. */
import fc from "fast-check";

const codePoint = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0, max: 0x2ff }),
  fc.integer({ min: 0, max: 0xd7ff }),
  fc.integer({ min: 0xe000, max: 0x10ffff }),
);

/** Strings of up to `maxLength` code points, without lone surrogates. */
export function unicode(maxLength: number, minLength = 0): fc.Arbitrary<string> {
  return fc.array(codePoint, { minLength, maxLength }).map((codes) => String.fromCodePoint(...codes));
}
