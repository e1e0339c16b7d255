/** What can go wrong in a workspace, beside what its parts throw. */

/** Why a workspace cannot do what was asked. */
export type WorkspaceErrorCode =
  /** The folder holds no workspace, or one of a later version; or it holds something else already. */
  | "no-workspace"
  | "not-empty"
  | "no-such-document"
  | "no-such-page"
  | "no-such-model"
  | "no-such-run"
  /** The document was not read yet, or could not be. */
  | "not-read"
  | "bad-schema"
  | "bad-label"
  /** What is asked for does not go with the state of things: nothing labelled, a run that runs already. */
  | "not-now";

/** The workspace cannot do what was asked. */
export class WorkspaceError extends Error {
  readonly code: WorkspaceErrorCode;
  /** File or folder that is to blame; null where none is. */
  readonly file: string | null;
  constructor(code: WorkspaceErrorCode, message: string, file: string | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = "WorkspaceError";
    this.code = code;
    this.file = file;
  }
}

/** Somebody else has written since: `current` is what they wrote, so that nothing of either is lost. */
export class ConflictError extends Error {
  readonly code = "conflict";
  readonly what: string;
  readonly version: number;
  readonly current: unknown;
  constructor(what: string, version: number, current: unknown) {
    super(`${what} was changed by somebody else and is at version ${version} now; look at it, and save again`);
    this.name = "ConflictError";
    this.what = what;
    this.version = version;
    this.current = current;
  }
}
