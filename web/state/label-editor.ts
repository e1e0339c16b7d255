/**
 * The label of one document while it is edited: changes that can be undone without end, saved by themselves, merged with what
 * others saved meanwhile. What is not saved yet is kept in the browser, a draft a window.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { ApiError, epoch, get, messageOf, putVersion } from "../api/client.ts";
import type { Label, LabelField, LabelFields, OpenDocument } from "../api/types.ts";
import { keepDraft, readDraft, takeLeftDrafts } from "./drafts.ts";

export type SaveState = "saved" | "waiting" | "saving" | "offline" | "conflict" | "refused";
/** New fields by path; null takes the label away. */
export type Changes = Readonly<Record<string, LabelField | null>>;

interface Step {
  before: Changes;
  after: Changes;
}

/** Fields that both sides changed, in different ways. */
export interface Conflict {
  path: string;
  mine: LabelField | null;
  theirs: LabelField | null;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Whether two labels say the same of a field: its value, where it stands and what names it, not who said it. */
function sameField(a: LabelField | null | undefined, b: LabelField | null | undefined): boolean {
  if (!a || !b) return !a && !b;
  const told = ({ status, text, page, words, box, keys }: LabelField) => [
    status,
    text,
    page ?? 0,
    words ?? [],
    words?.length ? null : (box ?? null),
    keys ?? [],
  ];
  return same(told(a), told(b));
}

export function applyChanges(fields: LabelFields, changes: Changes): LabelFields {
  const next: Record<string, LabelField> = { ...fields };
  for (const [path, field] of Object.entries(changes)) {
    if (field === null) delete next[path];
    else next[path] = field;
  }
  return next;
}

/** Three ways: what only one side changed is taken; what both did is a conflict, and stands as mine in `merged`. */
export function mergeLabels(
  base: LabelFields,
  mine: LabelFields,
  theirs: LabelFields,
): { merged: LabelFields; conflicts: Conflict[] } {
  const merged: Record<string, LabelField> = {};
  const conflicts: Conflict[] = [];
  for (const path of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, own, other] = [base[path] ?? null, mine[path] ?? null, theirs[path] ?? null];
    const take = sameField(own, was) ? other : own;
    if (take) merged[path] = take;
    if (!sameField(own, was) && !sameField(other, was) && !sameField(own, other))
      conflicts.push({ path, mine: own, theirs: other });
  }
  return { merged, conflicts };
}

interface Draft {
  base: LabelFields;
  version: number;
  fields: LabelFields;
  /** Not decided yet. */
  conflicts?: readonly Conflict[];
}

/** Milliseconds without a change before it is saved. */
const QUIET = 350;

export class LabelEditor {
  readonly id: string;
  readonly fields = signal<LabelFields>({});
  readonly state = signal<SaveState>("saved");
  readonly problem = signal<string | null>(null);
  readonly conflicts = signal<readonly Conflict[]>([]);
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  private readonly past = signal<readonly Step[]>([]);
  private readonly future = signal<readonly Step[]>([]);
  private base: LabelFields;
  private version: number;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly stopWaiting: () => void;

  constructor({ id, label }: Pick<OpenDocument, "id" | "label">) {
    this.id = id;
    this.base = label.fields;
    this.version = label.version;
    this.fields.value = label.fields;
    this.canUndo = computed(() => this.past.value.length > 0);
    this.canRedo = computed(() => this.future.value.length > 0);
    const draft = readDraft<Draft>(id);
    if (draft) {
      this.base = draft.base;
      this.version = Math.min(draft.version, label.version);
      this.fields.value = draft.fields;
      if (draft.conflicts?.length) {
        this.conflicts.value = draft.conflicts;
        this.state.value = "conflict";
      }
      this.receive(label);
    }
    void takeLeftDrafts<Draft>(id, (left) => this.adopt(left));
    let first = true;
    this.stopWaiting = epoch.subscribe(() => {
      if (!first && this.state.peek() === "offline") void this.save();
      first = false;
    });
  }

  /** Changes fields as one step that can be undone. */
  change(changes: Changes): void {
    const fields = this.fields.peek();
    const before: Record<string, LabelField | null> = {};
    for (const path of Object.keys(changes)) before[path] = fields[path] ?? null;
    if (Object.keys(changes).every((path) => same(before[path], changes[path]))) return;
    this.past.value = [...this.past.peek(), { before, after: changes }];
    this.future.value = [];
    this.show(applyChanges(fields, changes));
  }

  /** Takes the last step back; gives the field it was about. */
  undo(): string | null {
    const step = this.past.peek().at(-1);
    if (!step) return null;
    this.past.value = this.past.peek().slice(0, -1);
    this.future.value = [...this.future.peek(), step];
    this.show(applyChanges(this.fields.peek(), step.before));
    return Object.keys(step.before)[0];
  }

  redo(): string | null {
    const step = this.future.peek().at(-1);
    if (!step) return null;
    this.future.value = this.future.peek().slice(0, -1);
    this.past.value = [...this.past.peek(), step];
    this.show(applyChanges(this.fields.peek(), step.after));
    return Object.keys(step.after)[0];
  }

  private show(fields: LabelFields): void {
    this.fields.value = fields;
    this.keepDraft();
    if (this.state.peek() === "conflict") return;
    this.state.value = "waiting";
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), QUIET);
  }

  private keepDraft(): void {
    const conflicts = this.conflicts.peek();
    const draft: Draft = { base: this.base, version: this.version, fields: this.fields.peek(), conflicts };
    keepDraft(this.id, draft);
  }

  /** Goes on with what a window that is gone had not saved; what was changed here, too, is asked. */
  private adopt(draft: Draft): void {
    const current = this.fields.peek();
    const { merged, conflicts } = mergeLabels(draft.base, draft.fields, current);
    this.conflicts.value = [...this.conflicts.peek(), ...(draft.conflicts ?? [])];
    const open = [...conflicts, ...this.undecided(conflicts, merged, current)];
    this.conflicts.value = open;
    if (open.length > 0) {
      this.fields.value = merged;
      this.state.value = "conflict";
      this.keepDraft();
    } else if (!same(merged, current)) this.show(merged);
  }

  /** Saves now what is not saved; true when nothing is left to save. */
  async save(): Promise<boolean> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.state.peek() === "conflict") return false;
    if (this.state.peek() === "saving") {
      this.timer = setTimeout(() => void this.save(), QUIET);
      return false;
    }
    const sent = this.fields.peek();
    if (same(sent, this.base)) {
      this.settled(sent, this.version);
      return true;
    }
    this.state.value = "saving";
    try {
      const { version } = await putVersion<{ version: number }>(
        `/v1/workspace/documents/${encodeURIComponent(this.id)}/label`,
        this.version,
        { fields: sent },
      );
      this.settled(sent, version);
      return this.state.peek() === "saved";
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private settled(sent: LabelFields, version: number): void {
    this.base = sent;
    this.version = version;
    this.problem.value = null;
    if (same(this.fields.peek(), sent)) {
      this.state.value = "saved";
      keepDraft(this.id, null);
    } else {
      this.state.value = "waiting";
      this.show(this.fields.peek());
    }
  }

  private failed(error: unknown): void {
    const current =
      error instanceof ApiError && error.status === 409 ? (error.body as { current?: Label } | null)?.current : null;
    if (current) {
      this.state.value = "waiting";
      this.take(current);
    } else if (error instanceof ApiError && error.status === 409) {
      this.state.value = "waiting";
      void this.fetchCurrent();
    } else if (
      error instanceof ApiError &&
      error.status >= 400 &&
      error.status < 500 &&
      error.status !== 401 &&
      error.status !== 429
    ) {
      this.state.value = "refused";
      this.problem.value = messageOf(error);
    } else {
      this.state.value = "offline";
      this.problem.value = messageOf(error);
      this.timer = setTimeout(() => void this.save(), 5000);
    }
  }

  /** Looks whether somebody else saved; merges it. */
  async fetchCurrent(): Promise<void> {
    try {
      const { label } = await get<OpenDocument>(`/v1/workspace/documents/${encodeURIComponent(this.id)}`);
      this.receive(label);
    } catch {
      // Whoever saves next finds out.
    }
  }

  /** What the server has now. An answer that was overtaken by a save of ours says nothing new. */
  receive(theirs: Label): void {
    if (theirs.version >= this.version) this.take(theirs);
  }

  private take(theirs: Label): void {
    if (theirs.version === this.version && same(theirs.fields, this.base)) {
      if (!same(this.fields.peek(), this.base)) this.show(this.fields.peek());
      return;
    }
    if (this.state.peek() === "saving") return;
    const { merged, conflicts } = mergeLabels(this.base, this.fields.peek(), theirs.fields);
    this.base = theirs.fields;
    this.version = theirs.version;
    this.fields.value = merged;
    const open = [...conflicts, ...this.undecided(conflicts, merged, theirs.fields)];
    if (open.length > 0) {
      this.conflicts.value = open;
      this.state.value = "conflict";
      this.keepDraft();
    } else if (same(merged, theirs.fields)) this.settled(merged, theirs.version);
    else this.show(merged);
  }

  /** Conflicts of before that `newer` does not speak of, as both sides stand now. */
  private undecided(newer: readonly Conflict[], mine: LabelFields, theirs: LabelFields): Conflict[] {
    return this.conflicts
      .peek()
      .filter(({ path }) => !newer.some((one) => one.path === path))
      .map(({ path }) => ({ path, mine: mine[path] ?? null, theirs: theirs[path] ?? null }))
      .filter((one) => !sameField(one.mine, one.theirs));
  }

  /** Ends a conflict: for each field, whose label holds. */
  resolve(choice: Readonly<Record<string, "mine" | "theirs">>): void {
    const changes: Record<string, LabelField | null> = {};
    for (const { path, theirs } of this.conflicts.peek()) if (choice[path] === "theirs") changes[path] = theirs;
    this.conflicts.value = [];
    this.state.value = "waiting";
    this.show(applyChanges(this.fields.peek(), changes));
  }

  /** Saves what is left; the editor is not used any more. */
  close(): void {
    this.stopWaiting();
    if (this.state.peek() !== "conflict") void this.save();
  }
}
