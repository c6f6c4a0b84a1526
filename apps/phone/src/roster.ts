// What a month of shifts is made of: its days, times of the wall on them, what is known of each. A day is the instant at
// which it begins here, and days are counted by the calendar, never as 24 hours: a clock change moves nothing.
import type { BetweenReply_Span, records } from "eddy-web/api";
import { clock, day, hhmm, toMinutes } from "./say.js";

export type Day = number;
type Shift = records.Shift;
export type Span = Pick<BetweenReply_Span, "startMs" | "endMs" | "usual">;

export function dayOf(ms: number): Day {
  const d = new Date(ms);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
}
export function plusDays(from: Day, days: number): Day {
  const d = new Date(from);
  return new Date(d.getFullYear(), d.getMonth(), d.getDate() + days).getTime();
}
export function monthOf(of: Day): Day {
  const d = new Date(of);
  return new Date(d.getFullYear(), d.getMonth()).getTime();
}
/** The same date in another month, or the last that it has. */
export function plusMonths(from: Day, months: number): Day {
  const d = new Date(from);
  const last = new Date(d.getFullYear(), d.getMonth() + months + 1, 0);
  return new Date(last.getFullYear(), last.getMonth(), Math.min(d.getDate(), last.getDate())).getTime();
}

/** The day that weeks begin with where this device is: 1 Monday .. 7 Sunday. */
export function firstWeekday(language: string): number {
  type Week = { firstDay: number };
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => Week; weekInfo?: Week };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}
/** How many days of its week come before it. */
export const column = (of: Day, first: number) => (new Date(of).getDay() - first + 7) % 7;
/** The month's days in weeks of seven places; a place that is another month's is empty. */
export function weeksOf(month: Day, first: number): (Day | undefined)[][] {
  const places: (Day | undefined)[] = Array.from({ length: column(month, first) });
  for (let d = month; monthOf(d) === month; d = plusDays(d, 1)) places.push(d);
  while (places.length % 7) places.push(undefined);
  return Array.from({ length: places.length / 7 }, (_, i) => places.slice(7 * i, 7 * i + 7));
}

/** Of the wall, HH:MM. One that ends no later than it starts ends on the next day. */
export interface Times {
  from: string;
  to: string;
}
export const sameTimes = (a: Times, b: Times) => a.from === b.from && a.to === b.to;
export function spanOn(of: Day, { from, to }: Times): { startMs: number; endMs: number } {
  const d = new Date(of);
  const at = (days: number, minutes: number) =>
    new Date(d.getFullYear(), d.getMonth(), d.getDate() + days, 0, minutes).getTime();
  const [start, end] = [toMinutes(from), toMinutes(to)];
  return { startMs: at(0, start), endMs: at(end > start ? 0 : 1, end) };
}
const wall = (ms: number) => {
  const d = new Date(ms);
  return hhmm(60 * d.getHours() + d.getMinutes());
};
export const timesOf = (startMs: number, endMs: number): Times => ({ from: wall(startMs), to: wall(endMs) });

/** It was opened or closed, or has words: more than a line of a roster, and nothing that a tap may take away. */
export const worked = (s: Shift) =>
  s.endMs === undefined || !!(s.closed || s.intention || s.heavy || s.good || s.leave);

/** Shift times that were used: the usual week's, and of those entered the latest, by the time they start. */
export function timesInUse(
  slots: readonly records.ShiftPattern_Slot[],
  entered: readonly Shift[], // newest first
  most = 8,
): Times[] {
  const usual = slots.map(({ startMin = 0, lengthMin = 0 }) => ({
    from: hhmm(startMin),
    to: hhmm(startMin + lengthMin),
  }));
  const lately = entered.filter((s) => !s.off && !worked(s)).map((s) => timesOf(Number(s.atMs), Number(s.endMs)));
  return inOrder([...usual, ...lately], most);
}
/** Each once, the first `most` of them, by the time they start. */
export const inOrder = (times: readonly Times[], most = Number.POSITIVE_INFINITY): Times[] =>
  times
    .filter((t, i) => times.findIndex((o) => sameTimes(o, t)) === i)
    .slice(0, most)
    .sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1));

/** What is known of a day. */
export interface Known {
  shifts: readonly Span[];
  /** What was written for this date by itself: shifts, and usual ones that are left out. */
  entries: readonly records.Entry[];
}
export const shiftOf = (e: records.Entry) => e.record.value as Shift;
export const isFree = (k: Known) => k.shifts.length === 0 && k.entries.some((e) => shiftOf(e).off);

/** By the day on which they start. */
export function byDay(shifts: readonly Span[], entries: readonly records.Entry[]): (of: Day) => Known {
  const found = new Map<Day, { shifts: Span[]; entries: records.Entry[] }>();
  const at = (ms: number) => {
    const of = dayOf(ms);
    if (!found.has(of)) found.set(of, { shifts: [], entries: [] });
    return found.get(of)!;
  };
  for (const s of shifts) at(s.startMs).shifts.push(s);
  for (const e of entries) at(Number(shiftOf(e).atMs)).entries.push(e);
  return (of) => found.get(of) ?? { shifts: [], entries: [] };
}

/** "06:00 to 14:00", and where it ends. */
function told({ startMs, endMs, usual }: Span): string {
  const next = dayOf(endMs) > dayOf(startMs) ? " the next day" : "";
  return `${clock(startMs)} to ${clock(endMs)}${next}${usual ? ", usual week" : ""}`;
}
/** What is known of it, in words. */
export function toldOf(k: Known): string {
  if (k.shifts.length) return k.shifts.map(told).join("; ");
  return isFree(k) ? "free" : "no shift known";
}
export const toldOn = (of: Day, k: Known) => `${day(of)}: ${toldOf(k)}`;
/** As the device shows them: "06:00–14:00". */
export function shown(times: Times): string {
  const { startMs, endMs } = spanOn(dayOf(Date.UTC(2024, 0, 10, 12)), times); // a day on which no clock changes
  return `${clock(startMs)}–${clock(endMs)}`;
}
/** As little as tells it, where there is no room: "06:00"; "6a", "10:30p" where a day has twice twelve hours. */
export function brief(ms: number, twelve: boolean): string {
  if (!twelve) return wall(ms);
  const d = new Date(ms);
  const minutes = d.getMinutes() ? `:${String(d.getMinutes()).padStart(2, "0")}` : "";
  return `${d.getHours() % 12 || 12}${minutes}${d.getHours() < 12 ? "a" : "p"}`;
}
