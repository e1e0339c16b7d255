/**
 * A set of strings as a tree of code points, for finding all pieces that start at a place. Children stand in one open-addressed
 * hash table of integers: no object per node, so a million pieces fit. Used to segment and to train.
 */

export interface Trie {
  /** Child of `node` along `code`, or -1. */
  child(node: number, code: number): number;
  /** Number of the string that ends at `node`, or -1. */
  value(node: number): number;
  /** Adds a string (code points) with its number, 0 or more. */
  add(codes: ArrayLike<number>, value: number): void;
}

export const ROOT = 0;

/** An empty trie; it grows as strings are added. */
export function createTrie(): Trie {
  let nodes = 1;
  let mask = 1023;
  let parents = new Int32Array(mask + 1).fill(-1);
  let codes = new Int32Array(mask + 1);
  let children = new Int32Array(mask + 1);
  let values = new Int32Array(1024).fill(-1);

  const slot = (node: number, code: number) => {
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    while (parents[at] !== -1 && (parents[at] !== node || codes[at] !== code)) at = (at + 1) & mask;
    return at;
  };
  const grow = () => {
    const old = { parents, codes, children };
    mask = 2 * mask + 1;
    parents = new Int32Array(mask + 1).fill(-1);
    codes = new Int32Array(mask + 1);
    children = new Int32Array(mask + 1);
    for (let i = 0; i < old.parents.length; i++) {
      if (old.parents[i] === -1) continue;
      const at = slot(old.parents[i], old.codes[i]);
      parents[at] = old.parents[i];
      codes[at] = old.codes[i];
      children[at] = old.children[i];
    }
    const grown = new Int32Array(mask + 1).fill(-1);
    grown.set(values);
    values = grown;
  };

  return {
    child(node, code) {
      const at = slot(node, code);
      return parents[at] === -1 ? -1 : children[at];
    },
    value: (node) => values[node],
    add(string, value) {
      let node = ROOT;
      for (let i = 0; i < string.length; i++) {
        const at = slot(node, string[i]);
        if (parents[at] !== -1) {
          node = children[at];
          continue;
        }
        parents[at] = node;
        codes[at] = string[i];
        children[at] = nodes;
        node = nodes++;
        // Two thirds full at most; `values` has as many places as the table, which is more than there are nodes.
        if (nodes * 3 > mask * 2) grow();
      }
      values[node] = value;
    },
  };
}

/** The code points of `text`; lone surrogates stay as they are. */
export function codePoints(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    if (code > 0xffff) i++;
    codes.push(code);
  }
  return codes;
}
