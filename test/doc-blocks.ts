/** What pages of documentation and doc comments hold that can be run: fenced blocks, the commands in them, examples. Pure. */

export interface Block {
  /** From 1, of its first line of text. */
  line: number;
  /** "console", "sh", "ts", "json", "" ... */
  language: string;
  /** The file that the block is, where its fence names one: ```json file=schema.json */
  file: string | null;
  text: string;
}

export interface Command {
  line: number;
  command: string;
  /** The lines that it prints as the page says; null where the page says nothing of it. */
  printed: string[] | null;
}

/** Fenced blocks of a page, in order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  markdown.split("\n").forEach((text, i) => {
    const fence = /^\s*```(\w*)(?:\s+file=(\S+))?\s*$/.exec(text);
    if (!fence) {
      if (open) open.text += `${text}\n`;
    } else if (open) {
      blocks.push(open);
      open = null;
    } else open = { line: i + 2, language: fence[1], file: fence[2] ?? null, text: "" };
  });
  return blocks;
}

/** Commands of a block: of "console" those behind "$ " with what they print, of "sh" every line; "\" goes on in the next line. */
export function commandsOf({ language, line, text }: Block): Command[] {
  const commands: Command[] = [];
  let open = false;
  text
    .trimEnd()
    .split("\n")
    .forEach((row, i) => {
      const last = commands.at(-1);
      const begins = !open && (language === "console" ? row.startsWith("$ ") : !/^\s*(#|$)/.test(row));
      const said = row.replace(/^\$ /, "").replace(/\\$/, "");
      if (open && last) last.command += said.trimStart();
      else if (begins) commands.push({ line: line + i, command: said, printed: language === "console" ? [] : null });
      else last?.printed?.push(row);
      open = (open || begins) && row.endsWith("\\");
    });
  return commands.map((one) => ({ ...one, command: one.command.replace(/\s+#\s.*$/, "").trim() }));
}

/** Whether `lines` are those shown; "..." stands for any, at the end of a line for its rest. */
export function shows(shown: readonly string[], lines: readonly string[]): boolean {
  if (shown.length === 0) return lines.length === 0;
  const [first, ...rest] = shown;
  if (first.trim() === "...") {
    for (let skip = 0; skip <= lines.length; skip++) if (shows(rest, lines.slice(skip))) return true;
    return false;
  }
  if (lines.length === 0) return false;
  const same = first.endsWith(" ...") ? lines[0].startsWith(first.slice(0, -4)) : first === lines[0];
  return same && shows(rest, lines.slice(1));
}

/** Lines without what changes from run to run, and without figures of confidence, which change with the checkpoint. */
export function steady(lines: readonly string[]): string[] {
  return lines.map((line) =>
    line
      .trimEnd()
      .replace(/confidence (\d+ %)/g, "confidence N %")
      .replace(/"confidence": ?[\d.e-]+/g, '"confidence": N')
      .replace(/"milliseconds": ?[\d.]+/g, '"milliseconds": N')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
      .replace(/http:\/\/(127\.0\.0\.1|localhost):\d+/g, "http://127.0.0.1:N"),
  );
}

export interface Example {
  line: number;
  text: string;
}

/** The examples of a source file's doc comments. */
export function examplesOf(source: string): Example[] {
  const examples: Example[] = [];
  let open: Example | null = null;
  source.split("\n").forEach((row, i) => {
    const text = /^\s*\* ?(.*)$/.exec(row)?.[1];
    if (text === undefined || text === "/" || text.startsWith("@")) open = null;
    else if (open) open.text += `${text}\n`;
    if (text === "@example") {
      open = { line: i + 2, text: "" };
      examples.push(open);
    }
  });
  return examples;
}

/**
 * TypeScript whose expressions with a value behind them (`a + b // 3`, no semicolon) are compared with it, by a function `same_`.
 * Statements with a remark behind them stay as they are.
 */
export function comparing(code: string): string {
  return code
    .split("\n")
    .map((row) => {
      const [, expression, wanted] = /^([^/\s].*[^;{},\s]) \/\/ (.+)$/.exec(row) ?? [];
      return expression === undefined ? row : `same_(${expression}, (${wanted}), ${JSON.stringify(row)});`;
    })
    .join("\n");
}

/** Paths of the trees among blocks: two blanks of indentation a level, folders end in "/", remarks stand behind blanks. */
export function treePaths(blocks: readonly Block[]): string[] {
  return blocks.flatMap(({ language, text }) => {
    if (language !== "" || !/^[a-z-]+\/(\s|$)/.test(text)) return [];
    const folders: string[] = [];
    return text.split("\n").flatMap((row) => {
      const [, indent, name] = /^( *)(\S+)/.exec(row) ?? [];
      if (name === undefined) return [];
      folders.length = Math.min(folders.length, indent.length / 2);
      const path = `${folders.join("")}${name}`;
      if (name.endsWith("/")) folders.push(name);
      return [path];
    });
  });
}
