/**
 * The keyboard map: commands with their keys, changed by the person and kept. Views say what a command does while they are
 * shown; the last one to say so is asked first.
 */
import { computed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { storedSignal } from "./stored.ts";

export interface Command {
  id: string;
  group: "Fields" | "Page" | "Documents" | "Everywhere";
  label: string;
  keys: readonly string[];
  /** Also while a text is typed. */
  typing?: boolean;
}

export const COMMANDS: readonly Command[] = [
  { id: "field.accept", group: "Fields", label: "Accept, go to the next doubtful field", keys: ["Enter"] },
  { id: "field.absent", group: "Fields", label: "Not in this document", keys: ["0", "Alt+0"] },
  { id: "field.edit", group: "Fields", label: "Type the value", keys: ["e", "F2"] },
  { id: "field.clear", group: "Fields", label: "Take the label away", keys: ["Backspace", "Delete"] },
  { id: "field.next", group: "Fields", label: "Next field", keys: ["ArrowDown"] },
  { id: "field.previous", group: "Fields", label: "Previous field", keys: ["ArrowUp"] },
  { id: "field.sure", group: "Fields", label: "Accept all sure fields", keys: ["Alt+Enter"], typing: true },
  {
    id: "document.submit",
    group: "Fields",
    label: "Accept what is left, next document",
    keys: ["Mod+Enter"],
    typing: true,
  },
  { id: "undo", group: "Fields", label: "Undo", keys: ["Mod+z"] },
  { id: "redo", group: "Fields", label: "Redo", keys: ["Mod+Shift+z", "Mod+y"] },
  { id: "page.box", group: "Page", label: "Draw a box: two clicks", keys: ["b"] },
  { id: "page.link", group: "Page", label: "Link what names the value: click it", keys: ["Alt+r"], typing: true },
  { id: "page.correct", group: "Page", label: "Correct a word: click it", keys: ["c"] },
  { id: "page.words", group: "Page", label: "Show words", keys: ["w"] },
  { id: "page.lines", group: "Page", label: "Show lines", keys: ["l"] },
  { id: "page.hide", group: "Page", label: "Hide all boxes", keys: ["Alt+h"], typing: true },
  { id: "page.rotate", group: "Page", label: "Turn the page", keys: ["r"] },
  { id: "page.in", group: "Page", label: "Zoom in", keys: ["+", "="] },
  { id: "page.out", group: "Page", label: "Zoom out", keys: ["-"] },
  { id: "page.fit", group: "Page", label: "Fit to width", keys: ["Shift+0", "f"] },
  { id: "page.choose", group: "Page", label: "Choose words with the arrow keys", keys: ["Alt+w"], typing: true },
  { id: "page.cycle", group: "Page", label: "Go through the boxes", keys: ["Alt+."], typing: true },
  { id: "page.next", group: "Page", label: "Next page", keys: ["Alt+ArrowRight", "PageDown"], typing: true },
  { id: "page.previous", group: "Page", label: "Previous page", keys: ["Alt+ArrowLeft", "PageUp"], typing: true },
  { id: "document.next", group: "Documents", label: "Next document", keys: ["Mod+ArrowRight"] },
  { id: "document.previous", group: "Documents", label: "Previous document", keys: ["Mod+ArrowLeft"] },
  { id: "document.predict", group: "Documents", label: "Let the model predict", keys: ["Alt+p"], typing: true },
  { id: "ask", group: "Everywhere", label: "Ask a question", keys: ["/"] },
  { id: "leave", group: "Everywhere", label: "Leave, close, let go", keys: ["Escape"], typing: true },
  { id: "help", group: "Everywhere", label: "Show this map", keys: ["?"] },
];

const changed = storedSignal<Record<string, string[]>>("keys", {});

/** Commands with the keys that hold now. */
export const commands = computed(() =>
  COMMANDS.map((command) => ({ ...command, keys: changed.value[command.id] ?? command.keys })),
);

/** Gives `command` one key, and takes it from the command that had it. */
export function assignKey(command: string, key: string): void {
  const next = { ...changed.value };
  for (const { id, keys } of commands.value) {
    if (id !== command && keys.includes(key)) next[id] = keys.filter((one) => one !== key);
  }
  next[command] = [key];
  changed.value = next;
}

export function resetKeys(): void {
  changed.value = {};
}

/** Keys that field hotkeys may not take. */
export const takenKeys = computed(() => new Set(commands.value.flatMap(({ keys }) => keys)));

/** "Mod+Shift+z" of an event; Mod is Ctrl, or Cmd on a Mac. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("Mod");
  // What Alt types on some layouts is not what is printed on the key.
  if (event.altKey) parts.push("Alt");
  const printed = event.altKey && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : key;
  // Signs like "?" and "+" hold their Shift already.
  if (event.shiftKey && (printed.length > 1 || /[\p{L}\d]/u.test(printed))) parts.push("Shift");
  return [...parts, printed].join("+");
}

const MAC = /Mac|iP(hone|ad)/.test(navigator.platform);
const SHOWN: Record<string, string> = {
  Mod: MAC ? "⌘" : "Ctrl",
  ArrowRight: "→",
  ArrowLeft: "←",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};
export const shownKey = (key: string): string[] => {
  const parts = key.endsWith("+") ? [...key.slice(0, -1).split("+").filter(Boolean), "+"] : key.split("+");
  return parts.map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part));
};

/** What commands do; returns false to pass it on. */
export type Handlers = Record<string, (event: KeyboardEvent) => unknown>;

const stack: { current: Handlers }[] = [];
/** Field hotkeys: asked after the commands. */
const loose: { current: (key: string) => boolean }[] = [];

export function useCommands(handlers: Handlers): void {
  const own = useRef(handlers);
  own.current = handlers;
  useEffect(() => {
    stack.push(own);
    return () => void stack.splice(stack.indexOf(own), 1);
  }, []);
}

export function useHotkeys(handle: (key: string) => boolean): void {
  const own = useRef(handle);
  own.current = handle;
  useEffect(() => {
    loose.push(own);
    return () => void loose.splice(loose.indexOf(own), 1);
  }, []);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.matches("input:not([type=checkbox], [type=range], [type=radio])"));

/** Controls that Enter works by itself, unless they hand it on. */
const ownsEnter = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest("button, a, summary, input, select") !== null &&
  !target.closest("[data-accepts]");

const ownsArrows = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest("[role=listbox], [role=tablist], [role=radiogroup], input, select, [data-arrows]") !== null;

export function startKeys(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const key = keyOf(event);
    const typing = isTyping(event.target);
    for (const command of commands.value) {
      if (!command.keys.includes(key)) continue;
      const accepts = command.id === "field.accept" && (event.target as HTMLElement)?.closest?.("[data-accepts]");
      if (typing && !command.typing && !accepts) continue;
      if (key === "Enter" && ownsEnter(event.target)) continue;
      if (key.startsWith("Arrow") && ownsArrows(event.target)) continue;
      for (const { current } of stack.toReversed()) {
        const handler = current[command.id];
        if (!handler || handler(event) === false) continue;
        event.preventDefault();
        return;
      }
    }
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      for (const { current } of loose.toReversed()) {
        if (!current(key)) continue;
        event.preventDefault();
        return;
      }
    }
  });
}
