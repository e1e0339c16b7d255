/** Checks of parsed JSON, value by value: what is not of the wanted kind fails with the path of its field. Knows no layout. */

/** Hands values through that are of the wanted kind; for any other calls `fail` with the field, which throws. */
export class Check {
  readonly fail: (field: string, message: string) => never;
  constructor(fail: (field: string, message: string) => never) {
    this.fail = fail;
  }
  text(value: unknown, field: string): string {
    if (typeof value === "string") return value;
    return typeof value === "number" ? String(value) : this.fail(field, "is missing or not a text");
  }
  list(value: unknown, field: string): unknown[] {
    return Array.isArray(value) ? value : this.fail(field, "is not a list");
  }
  object(value: unknown, field: string): Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : this.fail(field, "is not an object");
  }
  size(value: unknown, field: string): number {
    return typeof value === "number" && Number.isFinite(value) && value > 0
      ? value
      : this.fail(field, "is not a number above 0");
  }
  index(value: unknown, field: string, count: number): number {
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) < count
      ? (value as number)
      : this.fail(field, `is not an index below ${count}`);
  }
  indices(value: unknown, field: string, count: number): number[] {
    return this.list(value, field).map((entry, i) => this.index(entry, `${field}[${i}]`, count));
  }
  oneOf<T extends string>(value: unknown, list: readonly T[], field: string): T {
    return list.includes(value as T) ? (value as T) : this.fail(field, `is none of ${list.join(", ")}`);
  }
}
