// A week or a month, looked back at, in words: each line a name and what is told of it.
import * as api from "eddy-web/api";
import { CALL_KINDS, day, lasting, textOf } from "./say.js";

type Review = api.ReviewReply;
export type Line = readonly [name: string, words: string];

const { Measure, Step } = api;
const MEASURES: Partial<Record<api.Measure, string>> = {
  [Measure.MOOD]: "Mood, 1 to 5",
  [Measure.ENERGY]: "Energy, 1 to 5",
  [Measure.TENSION]: "Tension, 0 to 10",
};
const KINDS: Record<number, string> = { 6: "A bright spot", 7: "A lesson", 13: "What was good" }; // Entry's field numbers

const number = (v: number) => v.toLocaleString([], { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const atNoon = (iso: string) => new Date(`${iso}T12:00`);
export const dayOf = (iso: string) => day(atNoon(iso).getTime());
const calls = (n: number, one: string, more: string) => (n === 1 ? one : more.replace("{n}", String(n)));

/** "2 March to 8 March 2026", "March 2026". */
export function spanWords(r: Review): string {
  if (r.span === Step.MONTH) return atNoon(r.from).toLocaleDateString([], { month: "long", year: "numeric" });
  const short = (iso: string, year?: "numeric") =>
    atNoon(iso).toLocaleDateString([], { day: "numeric", month: "long", year });
  return `${short(r.from)} to ${short(r.to, "numeric")}`;
}

function callWords(c: api.ReviewReply_Calls): string {
  const many = calls(c.calls, "one call", "{n} calls");
  if (!c.rated) return many;
  return c.rated === 1
    ? `${many}, ${c.hardest} of 10 hard`
    : `${many}, ${number(c.howHard)} of 10 hard on average, the hardest ${c.hardest} of 10`;
}

export const heavy = (r: Review): Line[] => [
  ...r.calls.map((c): Line => [textOf(CALL_KINDS, c.kind) || "Other hard calls", callWords(c)]),
  ...r.tense.map((t): Line => {
    const beside = t.hardCalls ? `, with ${calls(t.hardCalls, "one hard call", "{n} hard calls")}` : "";
    return [dayOf(t.day), `tension ${number(t.tension)} of 10 on average${beside}`];
  }),
  ...r.shortNight.map((n): Line => [`The night to ${dayOf(n.day)}`, `${lasting(n.minutes * 60_000)} of sleep`]),
];

/** What is said beside it, kindly. */
export const beside = (r: Review): string[] => [
  ...(r.calls.some((c) => c.wasWrong) ? ["Abuse and threats are wrong, and you did not earn them."] : []),
  ...(r.shortNight.length === 1 ? ["One short night is survivable."] : []),
];

const range = (l: api.Level) => (l.low < l.high ? ` (${number(l.low)} to ${number(l.high)})` : "");

export const relief = (r: Review): Line[] => [
  ...r.practice.map((p): Line => {
    const fell = p.fell!;
    const rated = calls(p.rated, "rated once", "rated {n} times");
    return [
      p.title || "A practice that is not here any more",
      `tension lower after it by ${number(fell.mean)}${range(fell)}, ${rated}`,
    ];
  }),
  ...(r.withOthers
    ? [
        [
          "Not alone",
          `somebody else was brought in on ${calls(r.withOthers, "one hard call", "{n} hard calls")}`,
        ] as Line,
      ]
    : []),
];

export const ownName = (w: api.ReviewReply_Words) => `${KINDS[w.table] ?? ""}, ${dayOf(w.day)}`;

export const level = (l: api.Level | undefined) => (l ? `${number(l.mean)}${range(l)}` : "too early to tell");
export const measureName = (of: api.ReviewReply_Both) => MEASURES[of.measure] ?? "";
