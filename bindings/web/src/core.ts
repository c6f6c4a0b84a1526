// The ten functions of bindings/c/eddy.h, as one: bytes in, bytes out. Calls take their time and wait for the
// disk, so a page keeps this in a worker (worker.ts).
import eddy, { type Module } from "./eddy.mjs";
import type { Place } from "./places.js";

export interface Reply {
  /** false: `bytes` is an eddy.api.Error. */
  ok: boolean;
  bytes: Uint8Array;
}

export class Core {
  private constructor(
    private readonly module: Module,
    private core: number,
  ) {}

  /** A core without practices or cards: Content/AddPack gives it eddy.pack, and heard-CODE.pack what to find them by. `wasm` is eddy.wasm, compiled. */
  static async load(places: readonly Place[], wasm: WebAssembly.Module): Promise<Core> {
    const module = await new Promise<Module>((done, failed) => {
      const instantiateWasm = (imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) => {
        WebAssembly.instantiate(wasm, imports).then(ready, failed);
        return {};
      };
      eddy({ places, instantiateWasm }).then(done, failed);
    });
    const core = module._eddy_new();
    if (!core) throw new Error("no memory for the core");
    return new Core(module, core);
  }

  /** @param method e.g. "Journal/CheckIn"  @param now ms since 1970 UTC */
  call(method: string, now: number, request: Uint8Array): Reply {
    const m = this.module;
    const name = new TextEncoder().encode(`eddy.api.${method}\0`);
    const at = m._malloc(name.length + request.length);
    m.HEAPU8.set(name, at);
    m.HEAPU8.set(request, at + name.length);
    const reply = m._eddy_call(this.core, at, now, at + name.length, request.length);
    // What was asked may be a passphrase: nothing of it stays.
    m.HEAPU8.fill(0, at, at + name.length + request.length);
    m._free(at);
    const data = m._eddy_reply_data(reply);
    const bytes = m.HEAPU8.slice(data, data + m._eddy_reply_size(reply));
    const ok = m._eddy_reply_ok(reply) !== 0;
    m._eddy_reply_free(reply);
    return { ok, bytes };
  }

  /** Grows when something kept has changed. */
  revision(): number {
    return this.module._eddy_revision(this.core);
  }

  close(): void {
    if (this.core) this.module._eddy_free(this.core);
    this.core = 0;
  }
}
