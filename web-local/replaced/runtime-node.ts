/** In place of src/engine/runtime-node.ts: onnxruntime-web with the wasm beside the page. */
import { webRuntime } from "../../src/engine/runtime-web.ts";
import { fetched } from "./fetched.ts";

export const nodeRuntime = webRuntime(() => fetched("wasm/ort-wasm-simd-threaded.wasm"));
