// What takes longest begins first: the worker's thread and the core's compilation, while the page itself is still being read.
import packUrl from "../../../bindings/web/src/eddy.pack?url";
import wasmUrl from "../../../bindings/web/src/eddy.wasm?url";

export const worker = new Worker(new URL("../../../bindings/web/src/worker.ts", import.meta.url), { type: "module" });
export const wasm = WebAssembly.compileStreaming(fetch(wasmUrl));
export const pack = fetch(packUrl).then(async (r) => new Uint8Array(await r.arrayBuffer()));
void import("./main.js");
