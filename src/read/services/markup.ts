/**
 * XML and HTML as a tree of elements: the only file that imports htmlparser2. Names lose their namespace prefix. Lenient in
 * HTML, where tags may stay open; XML that ends in the middle is an error. Fetches nothing and knows no document type.
 */
import { Parser } from "htmlparser2";
import { DocumentError } from "../../document/json.ts";

export interface Element {
  /** Local name, in HTML in lower case. */
  name: string;
  /** By local name, in HTML in lower case. */
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
  parent: Element | null;
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** The text of `bytes` in the encoding that its XML declaration names, else UTF-8. */
export function decodeMarkup(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const named = /^\s*<\?xml[^>]*\sencoding=["']([\w.-]+)["']/.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** Elements within elements that are read; results of OCR need a dozen. The parser's time grows with the square of it. */
const DEEPEST = 1000;

/** The root element of `text`. @throws DocumentError where there is none, it has no end, or it nests deeper than 1000 */
export function parseMarkup(text: string, kind: "xml" | "html"): Element {
  const top: Element = { name: "", attributes: {}, children: [], parent: null };
  let at = top;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const own = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value]));
        const element: Element = { name: local(name), attributes: own, children: [], parent: at };
        at.children.push(element);
        at = element;
        if (++depth > DEEPEST) throw new DocumentError(nameOf(at), `it stands in more than ${DEEPEST} other elements`);
      },
      ontext(data) {
        at.children.push(data);
      },
      onclosetag() {
        at = at.parent ?? top;
        depth--;
      },
    },
    { xmlMode: kind === "xml", decodeEntities: true },
  );
  parser.write(text);
  const open = at;
  parser.end();
  const root = top.children.find((child) => typeof child !== "string");
  if (!root) throw new DocumentError("", "there is no element in it");
  if (kind === "xml" && open !== top) throw new DocumentError("", `it ends before its element ${nameOf(open)} does`);
  return root;
}

/** All elements below `element`, in the order of the file; with `names`, those called so. */
export function descendants(element: Element, ...names: string[]): Element[] {
  const found: Element[] = [];
  const open: (Element | string)[] = [...element.children].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") continue;
    if (names.length === 0 || names.includes(next.name)) found.push(next);
    for (let i = next.children.length - 1; i >= 0; i--) open.push(next.children[i]);
  }
  return found;
}

/** The children of `element` that are called one of `names`. */
export function childrenOf(element: Element, ...names: string[]): Element[] {
  return element.children.filter((child): child is Element => typeof child !== "string" && names.includes(child.name));
}

/** The nearest element above `element` that `test` takes. */
export function ancestor(element: Element, test: (element: Element) => boolean): Element | null {
  for (let at = element.parent; at; at = at.parent) if (test(at)) return at;
  return null;
}

/** The text inside of `element`, blanks as they are. */
export function textIn(element: Element): string {
  const parts: string[] = [];
  const open: (Element | string)[] = [...element.children].reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") parts.push(next);
    else for (let i = next.children.length - 1; i >= 0; i--) open.push(next.children[i]);
  }
  return parts.join("");
}

/** "word_1_3" where the element has an id, else its name: for messages. */
export function nameOf({ name, attributes }: Element): string {
  const id = attributes.id ?? attributes.ID;
  return id ? `<${name} ${id}>` : `<${name}>`;
}
