/**
 * A workspace: the folder in which a user's documents, labels, schema, predictions, runs and models stand. What is done with
 * them is in the files beside this one. Several windows and processes may work in it at once (versions.ts).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { writeDurably } from "../train/snapshot.ts";
import { type AuditEvent, audit } from "./audit.ts";
import { ConflictError, WorkspaceError } from "./errors.ts";
import { type FieldSchema, type SchemaField, schemaFields, withRenames } from "./schema-fields.ts";
import { newest, putVersion, readVersion, type Version } from "./versions.ts";

const FILE = "workspace.json";
const FORM = 1;

const settingsSchema = z.object({
  version: z.literal(FORM),
  name: z.string().min(1),
  created: z.string(),
  /** How documents are read. */
  ocr: z.enum(["small", "tiny", "tesseract"]).default("small"),
  language: z.array(z.string()).default([]),
  /** Folder of the checkpoint that it all begins with; null: the one of the package. */
  base: z.string().nullable().default(null),
});

/** workspace.json: name, OCR and languages, the checkpoint that the workspace began with. */
export type WorkspaceSettings = z.output<typeof settingsSchema>;

export const NO_FIELDS: FieldSchema = { type: "object", properties: {} };

/** What a new workspace holds. */
export interface InitOptions {
  name?: string;
  schema?: FieldSchema;
  ocr?: WorkspaceSettings["ocr"];
  language?: string[];
  base?: string;
  who: string;
}

/**
 * A workspace: a folder with documents, labels, runs and models. Opening one reads its settings alone.
 * @example
 * const workspace = Workspace.init("receipts", { who: "me", schema: { type: "object", properties: { total: { type: "string" } } } });
 * workspace.fields()[0].question // "What is the total?"
 */
export class Workspace {
  readonly folder: string;
  readonly settings: WorkspaceSettings;

  private constructor(folder: string, settings: WorkspaceSettings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Makes a workspace in a folder that is empty or absent. @throws WorkspaceError "not-empty", "bad-schema" */
  static init(folder: string, options: InitOptions): Workspace {
    const { name, schema = NO_FIELDS, ocr = "small", language = [], base, who } = options;
    const place = resolve(folder);
    if (existsSync(join(place, FILE)))
      throw new WorkspaceError("not-empty", `${folder} is a workspace already`, folder);
    if (existsSync(place) && readdirSync(place).length > 0) {
      throw new WorkspaceError("not-empty", `${folder} is not empty; a workspace wants a folder of its own`, folder);
    }
    schemaFields(schema);
    mkdirSync(place, { recursive: true });
    const settings: WorkspaceSettings = {
      version: FORM,
      name: name ?? basename(place),
      created: new Date().toISOString(),
      ocr,
      language,
      base: base === undefined ? null : resolve(base),
    };
    writeDurably(join(place, FILE), `${JSON.stringify(settings, null, 2)}\n`);
    const workspace = new Workspace(place, settings);
    putVersion(workspace.path("schemas"), 0, schema, "the schema");
    workspace.note({ who, action: "created" });
    return workspace;
  }

  /** @throws WorkspaceError "no-workspace" */
  static open(folder: string): Workspace {
    const place = resolve(folder);
    const file = join(place, FILE);
    if (!existsSync(file)) {
      throw new WorkspaceError(
        "no-workspace",
        `${folder} is no workspace: make one with docformer workspace init`,
        folder,
      );
    }
    let json: unknown;
    try {
      json = JSON.parse(readFileSync(file, "utf8"));
    } catch (cause) {
      throw new WorkspaceError("no-workspace", `${file} is not JSON`, file, { cause });
    }
    const parsed = settingsSchema.safeParse(json);
    if (!parsed.success) {
      const { version } = json as { version?: unknown };
      const why = version === FORM ? parsed.error.issues[0].message : `is of version ${version}, ${FORM} is read here`;
      throw new WorkspaceError("no-workspace", `${file} ${why}`, file);
    }
    return new Workspace(place, parsed.data);
  }

  /** A path below the workspace's folder. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Adds to the audit log. */
  note(event: Omit<AuditEvent, "at">): void {
    audit(this.folder, event);
  }

  /** The schema that holds, with its version. */
  schema(): Version<FieldSchema> {
    return newest(this.path("schemas"), NO_FIELDS);
  }

  /** An earlier schema. */
  schemaAt(version: number): FieldSchema {
    return readVersion(this.path("schemas"), version);
  }

  /** The fields of the schema that holds, in its order. */
  fields(): SchemaField[] {
    return schemaFields(this.schema().value);
  }

  /**
   * Saves the schema that follows version `base`. Labels stay as they are: those of removed fields wait for the field to return,
   * those of renamed ones are found by what the property says it was called before.
   * @param renames from old to new path. @throws WorkspaceError "bad-schema", ConflictError
   */
  putSchema(schema: unknown, base: number, who: string, renames: Readonly<Record<string, string>> = {}): number {
    if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
      throw new WorkspaceError("bad-schema", "a schema is a JSON Schema, an object");
    }
    const noted = withRenames(schema as FieldSchema, renames);
    const fields = schemaFields(noted);
    let version: number;
    try {
      version = putVersion(this.path("schemas"), base, noted, "the schema");
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      throw new ConflictError(error.what, error.version, { version: error.version, schema: error.current });
    }
    this.note({ who, action: "schema", version, fields: fields.map(({ path }) => path) });
    return version;
  }
}
