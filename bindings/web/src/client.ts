// Typed calls to a core, wherever it runs. Knows no operation by itself: what can be asked is in the descriptors.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMethodUnary, DescService, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { type Error as Refusal, ErrorSchema, Error_Kind, Error_Reason } from "./gen/eddy/api/error_pb.js";
import type { Reply } from "./core.js";
import type { Answer, Ask, Erase, Start, State } from "./worker.js";

export { Error_Kind as Kind };

/** A shell words `error.reason`, with the values that reason has; `error.detail` is for a developer. */
export class EddyError extends Error {
  constructor(readonly error: Refusal) {
    super(Error_Reason[error.reason]);
  }
  /** What a person can do about it, roughly. */
  get kind(): Error_Kind {
    return this.error.kind;
  }
}

/** Brings one call to a core, and its reply back. */
export type Transport = (method: string, now: number, request: Uint8Array) => Reply | Promise<Reply>;

/** A service's methods, as functions: `journal.checkIn({ mood: 4 })`. */
export type Client<S extends DescService> = {
  [K in keyof S["method"]]: S["method"][K] extends DescMethodUnary<infer I, infer O>
    ? (request?: MessageInitShape<I>) => Promise<MessageShape<O>>
    : never;
};

/** `clock`: ms since 1970 UTC, an argument so that tests are exact. */
export function client<S extends DescService>(
  service: S,
  transport: Transport,
  clock: () => number = Date.now,
): Client<S> {
  const functions: Record<string, unknown> = {};
  for (const method of service.methods)
    functions[method.localName] = async (request: object = {}) => {
      const reply = await transport(
        `${service.name}/${method.name}`,
        clock(),
        toBinary(method.input, create(method.input, request as never)),
      );
      if (reply.ok) return fromBinary(method.output, reply.bytes);
      throw new EddyError(fromBinary(ErrorSchema, reply.bytes));
    };
  return functions as Client<S>;
}

/**
 * The zone of this device as Core/SetZone wants it, from thirty years ago (what is imported is as old) until thirteen months from
 * now: found by looking at every day, and then closer.
 */
export function zone(now: number, offset = (ms: number) => -new Date(ms).getTimezoneOffset()) {
  const day = 86_400_000;
  const from = (Math.floor(now / day) - 30 * 366) * day;
  const change: { fromMs: number; offsetMin: number }[] = [];
  let before = offset(from);
  for (let at = from; at < now + 396 * day; at += day) {
    const after = offset(at + day);
    if (after === before) continue;
    before = after;
    let low = at;
    let high = at + day;
    while (high - low > 60_000) {
      const middle = Math.floor((low + high) / 2 / 60_000) * 60_000;
      if (offset(middle) === offset(low)) low = middle;
      else high = middle;
    }
    change.push({ fromMs: high, offsetMin: offset(high) });
  }
  return { offsetMin: offset(from), change };
}

/** Whether that is not this device's zone any more: after a journey, or with rules that have changed. */
export function isStale(
  told: ReturnType<typeof zone>,
  now: number,
  offset = (ms: number) => -new Date(ms).getTimezoneOffset(),
) {
  const season = 91 * 86_400_000; // rules differ in one of them, where they differ
  return [0, 1, 2, 3].some((n) => {
    const at = now + n * season;
    const last = told.change.filter((c) => at >= c.fromMs).at(-1);
    return offset(at) !== (last?.offsetMin ?? told.offsetMin);
  });
}

/** What a diary's tab may be in; see worker.ts. */
export type { State, Start } from "./worker.js";

// What whoever asks hears when the diary is not held by this tab any more.
const elsewhere = (): Reply => ({
  ok: false,
  bytes: toBinary(ErrorSchema, create(ErrorSchema, { kind: Error_Kind.REFUSED, reason: Error_Reason.TAB_ELSEWHERE })),
});

/**
 * The core in a worker of its own. `name`: the folder of its diary in the browser's private file system. `wasm`: eddy.wasm, which
 * may still be on its way. `onState` hears whether this tab holds the diary, and "stopped" where eddy.wasm or the worker does not
 * arrive, or breaks: what was answered is kept, and a fresh worker may go on.
 */
export class Diary {
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private gone = false;
  private settled!: () => void;
  private readonly ready = new Promise<void>((done) => (this.settled = done));
  private last = 0;
  /** Grows when something kept has changed: ask again for what is shown. */
  revision = 0;

  constructor(
    private readonly worker: Worker,
    private readonly name: string,
    private readonly wasm: Promise<WebAssembly.Module>,
    onState: (state: State) => void,
  ) {
    worker.onmessage = ({ data }: MessageEvent<State | Answer>) => {
      if ("state" in data) {
        this.gone = data.state === "overtaken" || data.state === "failed" || data.state === "erased";
        if (data.state !== "elsewhere") this.settled();
        if (this.gone) this.refuse();
        return onState(data);
      }
      this.revision = data.revision;
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    };
    const stop = (why: string) => {
      this.gone = true;
      this.settled();
      this.refuse();
      onState({ state: "stopped", why });
    };
    worker.onerror = (e) => stop(e.message || "the worker did not arrive");
    wasm.then(
      () => this.hold(false),
      (e) => stop(String(e)),
    );
  }

  private refuse(): void {
    for (const answer of this.waiting.values()) answer(elsewhere());
    this.waiting.clear();
  }

  /** Takes the diary over from the tab that holds it. */
  takeOver(): void {
    void this.hold(true);
  }

  private async hold(takeOver: boolean): Promise<void> {
    this.worker.postMessage({ diary: this.name, wasm: await this.wasm, takeOver } satisfies Start);
  }

  /** Takes the diary off this device. Nothing brings it back; `onState` hears "erased". */
  erase(): void {
    this.worker.postMessage({ erase: this.name } satisfies Erase);
  }

  /** What is asked before this tab holds the diary waits until it does. */
  readonly transport: Transport = async (method, now, request) => {
    await this.ready;
    return new Promise((answer) => {
      if (this.gone) return answer(elsewhere());
      const id = ++this.last;
      this.waiting.set(id, answer);
      this.worker.postMessage({ id, method, now, request } satisfies Ask, [request.buffer as ArrayBuffer]);
    });
  };
}
