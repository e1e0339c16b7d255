/**
 * What TypeScript files import and throw, read with a parser: static imports, re-exports, `import()`, types by `import("...")`
 * and workers by `new URL("./x.ts", import.meta.url)`. Works on texts in memory; knows no rule.
 */
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** Texts by path from the repository's root, with "/". */
export type Files = ReadonlyMap<string, string>;

export interface Import {
  /** As written; null for an `import()` whose argument is no plain string. */
  specifier: string | null;
  /** Path from the root for a relative one, else null. A worker's ".js" is the ".ts" that it is built from. */
  path: string | null;
  /** "type": gone at run time. "lazy": `import()`. "worker": starts in a thread of its own. */
  kind: "value" | "type" | "lazy" | "worker";
  line: number;
}

export interface Module {
  imports: Import[];
  /** Lines that hold `throw new Error(` or `throw Error(`. */
  plainThrows: number[];
}

type Syntax = { type: string; [key: string]: unknown };

/** Reads one file. @throws SyntaxError naming path and message when it does not parse. */
export function readModule(path: string, text: string): Module {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const imports: Import[] = [];
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const add = (specifier: string | null, kind: Import["kind"], offset: number) => {
    const relative = specifier?.startsWith(".")
      ? posix.join(posix.dirname(path), specifier.replace(/\.js$/, ".ts"))
      : null;
    imports.push({ specifier, path: relative, kind, line: lineOf(offset) });
  };
  for (const { moduleRequest, entries, start } of module.staticImports) {
    // `import "x"` and `import {} from "x"` have no entries and run the file.
    const type = entries.length > 0 && entries.every((entry) => entry.isType);
    add(moduleRequest.value, type ? "type" : "value", start);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) {
      if (moduleRequest) add(moduleRequest.value, isType ? "type" : "value", start);
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    const plain = /^(["'`])([^"'`$\\]*)\1$/.exec(written);
    add(plain ? plain[2] : null, "lazy", start);
  }
  const plainThrows: number[] = [];
  // The tree is only built where something can be found in it.
  if (/\bimport\s*\(|\bURL\s*\(|\bError\s*\(/.test(text)) {
    visit(program as unknown as Syntax, (node) => {
      if (node.type === "TSImportType") {
        const source = (node.source ?? node.argument) as Syntax | undefined;
        add(literal(source), "type", Number(node.start));
      } else if (node.type === "NewExpression" && isNamed(node.callee, "URL")) {
        const [target] = node.arguments as Syntax[];
        const specifier = literal(target);
        if (specifier?.startsWith(".") && /\.[jt]s$/.test(specifier)) add(specifier, "worker", Number(node.start));
      } else if (node.type === "ThrowStatement") {
        const thrown = node.argument as Syntax;
        const made = thrown.type === "NewExpression" || thrown.type === "CallExpression";
        if (made && isNamed(thrown.callee, "Error")) plainThrows.push(lineOf(Number(node.start)));
      }
    });
  }
  return { imports, plainThrows };
}

function isNamed(node: unknown, name: string): boolean {
  return (node as Syntax | null)?.type === "Identifier" && (node as Syntax).name === name;
}

/** The string that a literal holds, also one wrapped as a type. */
function literal(node: Syntax | undefined): string | null {
  const inner = node?.type === "TSLiteralType" ? (node.literal as Syntax) : node;
  return inner?.type === "Literal" && typeof inner.value === "string" ? inner.value : null;
}

function visit(node: Syntax, see: (node: Syntax) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === "object" && typeof (child as Syntax).type === "string") visit(child, see);
    }
  }
}
