// The one diary of this page: its worker, its clients, and what everybody must know of it.
import { useEffect, useState } from "preact/hooks";
import { client, Diary, EddyError, zone, type State } from "eddy-web";
import * as api from "eddy-web/api";
import wasm from "../../../bindings/web/src/eddy.wasm?url";

export { api, EddyError };
export type Stage = State["state"] | "starting";

type Listener = () => void;
const listeners = new Set<Listener>();
export const now = { stage: "starting" as Stage, why: "", status: undefined as api.Status | undefined };
function changed(): void {
  for (const listener of listeners) listener();
}

const worker = new Worker(new URL("../../../bindings/web/src/worker.ts", import.meta.url), { type: "module" });
const diary = new Diary(worker, { diary: "eddy", wasm: new URL(wasm, location.href).href }, async ({ state, why }) => {
  now.stage = state;
  now.why = why ?? "";
  if (state === "ready") {
    await core.attach({ home: "eddy" });
    await core.setZone(zone(Date.now()));
    await look();
  }
  changed();
});

let revision = -1;
const to = <S extends Parameters<typeof client>[0]>(service: S) =>
  client(service, async (method, at, request) => {
    const reply = await diary.carry(method, at, request);
    if (diary.revision !== revision) {
      revision = diary.revision;
      queueMicrotask(changed);
    }
    return reply;
  });

export const core = to(api.Core);
export const journal = to(api.Journal);
export const player = to(api.Player);
export const content = to(api.Content);
export const cards = to(api.Cards);
export const insights = to(api.Insights);
export const settings = to(api.Settings);
export const shifts = to(api.Shifts);

/** Asks how the diary is: after opening, locking, making. */
export async function look(): Promise<void> {
  now.status = await core.getStatus();
  changed();
}
export const take = () => diary.take();

/** Draws again when the diary's state changes or something in it does. */
export function useDiary(): typeof now {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return now;
}

/** What `ask` answers; asked again when something kept has changed, or one of `about`. */
export function useAnswer<T>(ask: () => Promise<T>, about: unknown[] = []): { value?: T; problem?: string } {
  useDiary();
  const [answer, setAnswer] = useState<{ value?: T; problem?: string }>({});
  useEffect(() => {
    let wanted = true;
    ask().then(
      (value) => wanted && setAnswer({ value }),
      (e) => wanted && setAnswer({ problem: say(e) }),
    );
    return () => void (wanted = false);
  }, [...about, revision, now.status?.open]);
  return answer;
}

/** What is said to the person as it is. */
export class Plain extends Error {}

/** What happened, whether anything was lost, what to do. */
export function say(problem: unknown): string {
  if (problem instanceof Plain) return problem.message;
  if (!(problem instanceof EddyError)) return `Something went wrong in the page itself. What was kept is safe. (${problem})`;
  const { kind, subject } = problem;
  const K = api.Error_Kind;
  switch (kind) {
    case K.LOCKED:
      return "This is in your diary, which is locked. Unlock it first.";
    case K.WRONG_KEY:
      return "That is not this diary's passphrase. Nothing was changed; try again.";
    case K.DAMAGED:
      return "A part of the diary on this device cannot be read. It was left as it is: restore a backup, or pair with another device of yours.";
    case K.FULL:
      return "There is no room left on this device. What was kept before is safe; this was not kept. Make room, then try again.";
    case K.TOO_NEW:
      return "This diary was written by a newer Eddy. Reload the page for the new version; nothing was changed.";
    case K.OFFLINE:
      return "Nobody answers there. Nothing is lost: what is new waits on this device.";
    case K.REFUSED:
      return subject === "other people's data"
        ? "This looks like somebody's number or address. Other people's data does not belong here: take it out, and keep the rest."
        : `That is not possible now (${subject}). Nothing was changed.`;
    case K.INVALID:
      return `Please look at ${subject.replaceAll("_", " ")} again. Nothing was kept yet.`;
    default:
      return "That did not work. Nothing that was kept is lost.";
  }
}
