// What Emscripten makes of bindings/c/eddy.h.
import type { Place } from "./places.js";

export interface Module {
  readonly HEAPU8: Uint8Array;
  _malloc(size: number): number;
  _free(at: number): void;
  _eddy_new(): number;
  _eddy_free(core: number): void;
  _eddy_call(core: number, method: number, now: number, request: number, size: number): number;
  _eddy_revision(core: number): number;
  _eddy_reply_ok(reply: number): number;
  _eddy_reply_data(reply: number): number;
  _eddy_reply_size(reply: number): number;
  _eddy_reply_free(reply: number): void;
}
export default function eddy(options: {
  places: readonly Place[];
  instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
}): Promise<Module>;
