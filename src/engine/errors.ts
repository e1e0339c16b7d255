/** Errors of the engine: each names the operation and shows what it was given. */

/** An operation was given tensors whose shapes or types do not fit. */
export class ShapeError extends RangeError {
  readonly code = "shape";
  readonly op: string;
  readonly shapes: readonly (readonly number[])[];
  constructor(op: string, shapes: readonly (readonly number[])[], allowed: string) {
    super(`${op} cannot take ${shapes.map((shape) => `[${shape.join(", ")}]`).join(" and ")}: ${allowed}`);
    this.name = "ShapeError";
    this.op = op;
    this.shapes = shapes;
  }
}

/** A graph asks for something the engine cannot do: a gradient through a step function, a feed that is missing. */
export class GraphError extends TypeError {
  readonly code = "graph";
  readonly op: string;
  constructor(op: string, message: string) {
    super(message);
    this.name = "GraphError";
    this.op = op;
  }
}
