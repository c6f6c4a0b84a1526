// The ten functions of bindings/c/eddy.h, as one: bytes in, bytes out. Calls take their time and wait for the disk, so a page
// keeps this in a worker (worker.ts).
import { create, toBinary } from "@bufbuild/protobuf";
import eddy, { type Module } from "./eddy.mjs";
import { AddPackRequestSchema } from "./gen/eddy/api/content_pb.js";
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

  /**
   * `wasm`: the bytes of eddy.wasm, or where they are fetched from.
   * `pack`: the bytes of eddy.pack, the practices and cards.
   */
  static async load(places: readonly Place[], wasm: Uint8Array | string, pack: Uint8Array): Promise<Core> {
    const module = await eddy(
      typeof wasm === "string" ? { places, locateFile: () => wasm } : { places, wasmBinary: wasm },
    );
    const core = module._eddy_new();
    if (!core) throw new Error("no memory for the core");
    const made = new Core(module, core);
    const given = made.call("Content/AddPack", 0, toBinary(AddPackRequestSchema, create(AddPackRequestSchema, { pack: pack as Uint8Array<ArrayBuffer> })));
    if (!given.ok) throw new Error("eddy.pack is not this version's");
    return made;
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
