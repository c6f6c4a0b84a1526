// Owns the core of one diary, in a worker: one call after the other, each durable when it is answered.
//   page -> worker   { id, method, now, request }      answered by { id, ok, bytes, revision }
//   page -> worker   { erase }                         the diary goes off this device: { state: "erased" }
//   worker -> page   { state: "ready" }                the diary is held by this tab
//                    { state: "elsewhere" }            another tab holds it: { takeOver: true } takes it over
//                    { state: "overtaken" }                another tab has taken it over: nothing is answered any more
//                    { state: "failed", why }          e.g. no private file system (private mode of some browsers)
//                    { state: "erased" }
// What breaks in here ends it: the page hears the worker's error event (client.ts), and what was answered is on the disk.
import { Core } from "./core.js";
import { erasePlaces, openPlaces, type Place } from "./places.js";

export interface Ask {
  id: number;
  method: string;
  now: number;
  request: Uint8Array;
}
export interface Answer {
  id: number;
  ok: boolean;
  bytes: Uint8Array;
  revision: number;
}
export interface State {
  state: "ready" | "elsewhere" | "overtaken" | "failed" | "stopped" | "erased";
  why?: string;
}
export interface Erase {
  /** The diary that this tab holds: all of it goes, for good. */
  erase: string;
}
export interface Start {
  /** The folder in the browser's private file system. */
  diary: string;
  /** eddy.wasm, compiled. */
  wasm: WebAssembly.Module;
  /** Take it over where another tab holds it. */
  takeOver?: boolean;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
const tell = (message: State | Answer, transfer: Transferable[] = []) => scope.postMessage(message, transfer);

let core: Core | undefined;
let places: Place[] = [];

function letGo(): void {
  core?.close();
  core = undefined;
  for (const place of places) place.close();
  places = [];
}

// The tab before may still be closing its handles: its lock is gone, its files follow at once.
async function open(name: string): Promise<Place[]> {
  for (let tries = 0; ; ++tries)
    try {
      return await openPlaces(name);
    } catch (e) {
      if (!(e instanceof DOMException) || e.name !== "NoModificationAllowedError" || tries === 100) throw e;
      await new Promise((done) => setTimeout(done, 50));
    }
}

async function hold({ diary, wasm, takeOver }: Start): Promise<void> {
  const options: LockOptions = takeOver ? { steal: true } : { ifAvailable: true };
  try {
    await navigator.locks.request(`eddy/${diary}`, options, async (lock) => {
      if (!lock) return tell({ state: "elsewhere" });
      places = await open(diary);
      core = await Core.load(places, wasm);
      tell({ state: "ready" });
      await new Promise<never>(() => {}); // until the tab is closed, or another takes over
    });
  } catch (e) {
    letGo();
    const stolen = e instanceof DOMException && e.name === "AbortError";
    tell(stolen ? { state: "overtaken" } : { state: "failed", why: String(e) });
  }
}

async function erase(name: string): Promise<void> {
  letGo();
  await erasePlaces(name);
  tell({ state: "erased" });
}

scope.onmessage = ({ data }: MessageEvent<Ask | Start | Erase>) => {
  if ("erase" in data) return void erase(data.erase);
  if ("diary" in data) return void hold(data);
  if (!core) return;
  const { ok, bytes } = core.call(data.method, data.now, data.request);
  tell({ id: data.id, ok, bytes, revision: core.revision() }, [bytes.buffer]);
};
