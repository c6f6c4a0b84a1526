// Which factors a check-in carries, as keys that are on or off: what was merged into one is that one.
import type * as api from "eddy-web/api";

type Factor = Pick<api.OwnFactor, "id" | "name" | "merged">;
export type Ids = readonly Uint8Array[];

/** As many as are shown at once; of more, those on and those that fit what is typed. */
export const MOST = 24;

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const means = (factor: Factor, id: Uint8Array) => same(factor.id, id) || factor.merged.some((m) => same(m.id, id));

export const isOn = (factor: Factor, carried: Ids): boolean => carried.some((id) => means(factor, id));

export const toggled = (factor: Factor, carried: Ids): Uint8Array[] =>
  isOn(factor, carried) ? carried.filter((id) => !means(factor, id)) : [...carried, factor.id];

/** Those that were used most lately, as the core says; then the others by their names. */
export function suggestedFirst<F extends Factor>(all: readonly F[], suggested: readonly { id: Uint8Array }[]): F[] {
  const first = suggested.flatMap((s) => all.filter((f) => same(f.id, s.id)));
  return [...first, ...all.filter((f) => !first.includes(f))];
}

export function offered<F extends Factor>(all: readonly F[], carried: Ids, typed: string): F[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const fits = (f: F) => f.name.toLocaleLowerCase().includes(wanted);
  const on = all.filter((f) => isOn(f, carried));
  const off = all.filter((f) => !isOn(f, carried) && fits(f));
  const shown = [...on, ...off.slice(0, Math.max(0, MOST - on.length))];
  return all.filter((f) => shown.includes(f));
}
