// What takes longest begins first: the worker's thread and the core's compilation, while the page itself is
// still being read.
import packUrl from "../../../bindings/web/src/eddy.pack?url";
import wasmUrl from "../../../bindings/web/src/eddy.wasm?url";

export const worker = new Worker(new URL("../../../bindings/web/src/worker.ts", import.meta.url), { type: "module" });
const lost = new Promise<never>((_, refuse) =>
  worker.addEventListener("error", () => refuse(new Error("the worker did not arrive"))),
);
const wasm = WebAssembly.compileStreaming(fetch(wasmUrl));
export const pack = fetch(packUrl).then(async (r) => new Uint8Array(await r.arrayBuffer()));
/** Settled when there is everything to start with. */
export const all = Promise.race([lost, Promise.all([wasm, pack])]);
import("./main.js").catch(() => {
  document.getElementById("app")!.textContent =
    "A part of Eddy did not arrive. Nothing that was kept is lost. Look whether there is a network, and load this page again.";
});
