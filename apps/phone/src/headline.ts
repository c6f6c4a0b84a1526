// How it has been, as a sentence: what rose or fell where a test allows to say so, and levels with their range.
import { api } from "./diary.js";

const { Held, Measure, Move } = api;
type Words = Partial<Record<api.Measure, string>>;

// Outside work hours, in them, and where none are known.
type Sides = readonly [Words, Words, Words];

const ROSE: Sides = [
  {
    [Measure.MOOD]: "Outside work your mood rose from {from} to {to} since {since}.",
    [Measure.ENERGY]: "Outside work you have more energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "Outside work your tension rose from {from} to {to} since {since}.",
    [Measure.SLEEP]: "You sleep longer since {since}: {to} hours a night, from {from}.",
  },
  {
    [Measure.MOOD]: "In work hours your mood rose from {from} to {to} since {since}.",
    [Measure.ENERGY]: "In work hours you have more energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "In work hours your tension rose from {from} to {to} since {since}.",
  },
  {
    [Measure.MOOD]: "Your mood rose from {from} to {to} since {since}.",
    [Measure.ENERGY]: "You have more energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "Your tension rose from {from} to {to} since {since}.",
  },
];
const FELL: Sides = [
  {
    [Measure.MOOD]: "Outside work your mood fell from {from} to {to} since {since}.",
    [Measure.ENERGY]: "Outside work you have less energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "Outside work your tension fell from {from} to {to} since {since}.",
    [Measure.SLEEP]: "You sleep less since {since}: {to} hours a night, from {from}.",
  },
  {
    [Measure.MOOD]: "In work hours your mood fell from {from} to {to} since {since}.",
    [Measure.ENERGY]: "In work hours you have less energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "In work hours your tension fell from {from} to {to} since {since}.",
  },
  {
    [Measure.MOOD]: "Your mood fell from {from} to {to} since {since}.",
    [Measure.ENERGY]: "You have less energy since {since}: {to}, from {from}.",
    [Measure.TENSION]: "Your tension fell from {from} to {to} since {since}.",
  },
];
const LEVEL: Sides = [
  {
    [Measure.MOOD]: "Outside work your mood was near {to} ({low} to {high}).",
    [Measure.ENERGY]: "Outside work your energy was near {to} ({low} to {high}).",
    [Measure.TENSION]: "Outside work your tension was near {to} ({low} to {high}).",
    [Measure.SLEEP]: "You slept about {to} hours a night ({low} to {high}).",
  },
  {
    [Measure.MOOD]: "In work hours your mood was near {to} ({low} to {high}).",
    [Measure.ENERGY]: "In work hours your energy was near {to} ({low} to {high}).",
    [Measure.TENSION]: "In work hours your tension was near {to} ({low} to {high}).",
  },
  {
    [Measure.MOOD]: "Your mood was near {to} ({low} to {high}).",
    [Measure.ENERGY]: "Your energy was near {to} ({low} to {high}).",
    [Measure.TENSION]: "Your tension was near {to} ({low} to {high}).",
  },
];
const HIGHER: Words = {
  [Measure.MOOD]: "In work hours your mood is higher than outside them, by {by} ({low} to {high}).",
  [Measure.ENERGY]: "In work hours you have more energy than outside them, by {by} ({low} to {high}).",
  [Measure.TENSION]: "In work hours your tension is higher than outside them, by {by} ({low} to {high}).",
};
const LOWER: Words = {
  [Measure.MOOD]: "In work hours your mood is lower than outside them, by {by} ({low} to {high}).",
  [Measure.ENERGY]: "In work hours you have less energy than outside them, by {by} ({low} to {high}).",
  [Measure.TENSION]: "In work hours your tension is lower than outside them, by {by} ({low} to {high}).",
};

const number = (v: number) => v.toLocaleString([], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const filled = (words: string, values: Record<string, string>) => words.replace(/{(\w+)}/g, (_, k) => values[k] ?? "");
const month = (since: string) => new Date(`${since}T12:00`).toLocaleDateString([], { month: "long", year: "numeric" });

function ofSide(r: api.HeadlineReply, inside: 0 | 1): string {
  const { now, before, change } = (inside ? r.inside : r.outside) ?? {};
  if (!now) return "";
  const moved = change?.move === Move.ROSE ? ROSE : change?.move === Move.FELL ? FELL : undefined;
  const words = (moved ?? LEVEL)[!inside && r.allDay ? 2 : inside][r.measure];
  if (!words || !now.high) return "";
  return filled(words, {
    from: number(before?.mean ?? 0),
    to: number(now.mean),
    low: number(now.low),
    high: number(now.high),
    since: month(r.since),
  });
}

function ofBoth({ apart, measure }: api.HeadlineReply): string {
  const words = apart?.move === Move.ROSE ? HIGHER[measure] : apart?.move === Move.FELL ? LOWER[measure] : undefined;
  if (!apart || !words) return "";
  const [low, high] = [Math.abs(apart.low), Math.abs(apart.high)].sort((a, b) => a - b);
  return filled(words, { by: number(Math.abs(apart.by)), low: number(low!), high: number(high!) });
}

export function headline(r: api.HeadlineReply): string {
  if (r.held === Held.TOO_EARLY) return "Too early to tell how it has been.";
  if (r.held === Held.OWN_DEVICE) return "What it comes to is told on a device of your own, not on a work computer.";
  if (r.held === Held.HEAVY_TIME) return "It has been a heavy time. The numbers can wait.";
  return [ofBoth(r), ofSide(r, 0), ofSide(r, 1)].filter(Boolean).join(" ");
}
