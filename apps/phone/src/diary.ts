// The one diary of this page: its worker, its clients, and what everybody must know of it.
import { useEffect, useState } from "preact/hooks";
import { client, Diary, EddyError, isStale, zone, type State } from "eddy-web";
import * as api from "eddy-web/api";
import { all, pack, worker } from "./begin.js";

export { api, EddyError };
export { Plain, say } from "./say.js";
import { say } from "./say.js";
export type Stage = State["state"] | "starting";

type Listener = () => void;
/** Told when the diary has been opened. */
export const opened = new Set<Listener>();
const listeners = new Set<Listener>();
export const now = {
  stage: "starting" as Stage,
  why: "",
  status: undefined as api.Status | undefined,
  sync: undefined as api.SyncState | undefined,
  /** What the last opening told, until it was seen. */
  told: [] as readonly string[],
  /** A recovery phrase that was made and is not written down yet. */
  paper: undefined as Paper | undefined,
};
export interface Paper {
  phrase: readonly string[];
  /** What it is good for. */
  lead: string;
  done?: () => void;
}
/** Shows it on every page but those of first aid, until the person says that it is written down, or the diary is locked. */
export function toPaper(paper: Paper): void {
  now.paper = paper;
  changed();
}
export function onPaper(): void {
  const { done } = now.paper!;
  now.paper = undefined;
  changed();
  done?.();
}
export function changed(): void {
  for (const listener of listeners) listener();
}

const wasm = all.then(([wasm]) => wasm);
const diary = new Diary(worker, "eddy", wasm, async ({ state, why }) => {
  now.stage = state;
  now.why = why ?? "";
  try {
    if (state === "ready") {
      learned.clear();
      await content.addPack({ pack: await pack });
      await core.attach({ home: "eddy" });
      await tellZone(Date.now());
      await look();
    }
  } catch (e) {
    now.stage = "stopped";
    now.why = say(e);
  }
  changed();
});

/**
 * A clock for one practice, which is whoever plays it to keep: what the wall showed when it was made, and steady since, in ms since
 * 1970 UTC. Nobody sets it, and it stands still while the device sleeps.
 */
export function playClock(): () => number {
  const from = Date.now() - performance.now();
  return () => from + performance.now();
}

// As the core has taken it: one that did not arrive is told again.
let told: ReturnType<typeof zone> | undefined;
async function tellZone(now: number): Promise<void> {
  const here = zone(now);
  await core.setZone(here);
  told = here;
}

let revision = -1;
const to = <S extends Parameters<typeof client>[0]>(service: S, clock?: () => number) =>
  client(
    service,
    async (method, at, request) => {
      const wall = Date.now();
      if (told && method !== "Core/SetZone" && isStale(told, wall)) await tellZone(wall);
      const reply = await diary.transport(method, at, request);
      if (diary.revision !== revision) {
        revision = diary.revision;
        queueMicrotask(changed);
      }
      return reply;
    },
    clock,
  );

export const core = to(api.Core);
export const journal = to(api.Journal);
export const playerBy = (clock: () => number) => to(api.Player, clock);
export const content = to(api.Content);
const cards = to(api.Cards);
export const insights = to(api.Insights);
export const settings = to(api.Settings);
export const shifts = to(api.Shifts);
export const reminders = to(api.Reminders);
export const board = to(api.Board);
export const exchange = to(api.Exchange);
export const sync = to(api.Sync);

// What the search learns from and what words mean, a file a language: only what is asked for is fetched.
const heard = import.meta.glob<string>("../../../bindings/web/src/heard-*.pack", {
  query: "?url",
  import: "default",
  eager: true,
});
const learned = new Map<string, Promise<unknown>>();
function learn(language: string): Promise<unknown> {
  const url = heard[`../../../bindings/web/src/heard-${language}.pack`];
  if (!url) return Promise.resolve();
  const known =
    learned.get(language) ??
    fetch(url)
      .then(async (r) => content.addPack({ pack: new Uint8Array(await r.arrayBuffer()) }))
      .catch(() => learned.delete(language)); // without it the search finds less, in English; the next one tries again
  learned.set(language, known);
  return known;
}
/** In English and in the person's own languages. */
async function learnOwn(): Promise<void> {
  const { language, cardsLanguage } = await settings.get();
  await Promise.all([...new Set(["en", language || "en", cardsLanguage || "en"])].map(learn));
}
// Beside finding cards, words of danger are known by them: they are fetched when the diary is opened.
opened.add(() => void learnOwn().catch(() => {}));
/** Finds cards by what is happening. */
export async function findCards(query: string): Promise<api.CardSearchReply> {
  await learnOwn();
  return cards.search({ query, limit: 8 });
}

/** What a practice is called, by its id. */
export function useTitles(): (id: string) => string {
  const all = useAnswer(() => content.list({})).value?.practice;
  // (A wait is in no catalogue.)
  return (id) => all?.find((p) => p.id === id)?.title ?? (id === "wait" ? "Just waiting" : id);
}

/** Whether words may be kept here, as the core says. */
export function useAllowText(): boolean {
  const status = useAnswer(() => core.getStatus()).value ?? now.status;
  return status?.allowText ?? false;
}

/** It is open: what that told is remembered until it was seen. */
export async function unlocked(reply: api.UnlockReply): Promise<void> {
  now.told = reply.told;
  await look();
}

export function seen(): void {
  now.told = [];
  changed();
}

/** Asks how the diary is: after opening, locking, making. */
export async function look(): Promise<void> {
  const before = now.status?.open;
  now.status = await core.getStatus();
  if (!now.status.open) now.sync = now.paper = undefined;
  changed();
  if (now.status.open && !before) for (const listener of opened) listener();
}
export const takeOver = () => diary.takeOver();
/** Takes the diary off this device, and what this page remembers beside it. */
export async function erase(): Promise<void> {
  diary.erase();
  await new Promise<void>((done) => {
    const listener = () => now.stage === "erased" && (listeners.delete(listener), done());
    listeners.add(listener);
  });
  localStorage.clear();
  location.hash = "";
  location.reload();
}

/** Draws again when the diary's state changes or something in it does. */
export function useDiary(): typeof now {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = () => again((n) => n + 1);
    listeners.add(listener);
    listener(); // it may have changed since it was drawn
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
    return () => {
      wanted = false;
    };
  }, [...about, revision, now.status?.open]);
  return answer;
}
