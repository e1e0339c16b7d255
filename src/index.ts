/** docformer: documents in, typed answers with confidence and evidence out. Exports follow the flow of data. */
export * from "./document/box.ts";
export * from "./document/document.ts";
export * from "./document/labelled.ts";
