// What a tap on a day of the roster keeps, and what it takes back. Which usual shifts there are is the core's to say.
import { type api, journal, Plain, shifts } from "./diary.js";
import {
  byDay,
  type Day,
  isFree,
  type Known,
  plusDays,
  shiftOf,
  spanOn,
  type Times,
  timesInUse,
  toldOn,
  worked,
} from "./roster.js";
import { day } from "./say.js";

const [PATTERN, SHIFT] = [12, 13]; // Entry's field numbers
const LATELY = 100;
/** What a day can be set to. */
export type Choice = Times | "free";

/** What is known of the days from `from` until `to`. */
export async function knownBetween(from: Day, to: Day): Promise<(of: Day) => Known> {
  const [known, kept] = await Promise.all([
    shifts.between({ fromMs: from, toMs: to }),
    journal.list({ table: [SHIFT], fromMs: from, toMs: to - 1, limit: 1000 }),
  ]);
  return byDay(known.shift, kept.entry);
}
const knownOn = async (of: Day) => (await knownBetween(of, plusDays(of, 1)))(of);

export async function timesKept(): Promise<Times[]> {
  const [week, lately] = await Promise.all([
    journal.list({ table: [PATTERN], toMs: Date.now(), limit: 1 }),
    journal.list({ table: [SHIFT], limit: LATELY }),
  ]);
  const record = week.entry[0]?.record;
  return timesInUse(record?.case === "shiftPattern" ? record.value.slots : [], lately.entry.map(shiftOf));
}

const keep = (startMs: number, endMs: number, off = false) =>
  journal.keep({
    entry: {
      record: {
        case: "shift",
        value: { atMs: BigInt(startMs), endMs: BigInt(endMs), ...(off ? { off } : {}) },
      },
    },
  });
async function takeOut(entries: readonly api.records.Entry[]): Promise<void> {
  for (const e of entries) await journal.trash({ id: e.id, space: e.space, table: SHIFT });
}

const isOff = (e: api.records.Entry) => shiftOf(e).off === true;
const onRoster = (e: api.records.Entry) => !isOff(e) && !worked(shiftOf(e));
function entriesOf(k: Known, of: Day, choice: Choice): api.records.Entry[] {
  if (choice === "free") return isFree(k) ? k.entries.filter(isOff) : [];
  const { startMs, endMs } = spanOn(of, choice);
  return k.entries.filter(
    (e) => onRoster(e) && Number(shiftOf(e).atMs) === startMs && Number(shiftOf(e).endMs) === endMs,
  );
}
/** Whether the day was set to that. */
export const isSet = (k: Known, of: Day, choice: Choice) => entriesOf(k, of, choice).length > 0;

// With the last shift that was entered, what it stood in place of comes back, too.
async function takeBack(k: Known, entries: readonly api.records.Entry[]): Promise<void> {
  const rest = k.entries.filter((e) => !entries.includes(e));
  await takeOut(rest.every(isOff) ? k.entries : entries);
}

// Beside whatever was worked or entered at that time, also where it began on the day before.
async function add(of: Day, times: Times): Promise<void> {
  const { startMs, endMs } = spanOn(of, times);
  const there = await shifts.between({ fromMs: startMs, toMs: endMs });
  if (there.shift.some((s) => !s.usual))
    throw new Plain(`${day(of)} has a shift at that time already. Nothing was changed.`);
  await keep(startMs, endMs);
}

// The new one first: if the device takes no more than that, nothing that was known is lost.
async function setTo(k: Known, of: Day, choice: Choice): Promise<void> {
  if (k.entries.some((e) => !isOff(e) && !onRoster(e)))
    throw new Plain(`The shift on ${day(of)} was opened or closed. It was left as it is; the journal has it.`);
  if (choice === "free" && !k.shifts.length)
    throw new Plain(`No shift is known on ${day(of)}: it is free as it is. Nothing was changed.`);
  if (choice !== "free") {
    const { startMs, endMs } = spanOn(of, choice);
    await keep(startMs, endMs);
  }
  await takeOut(k.entries.filter(onRoster));
  for (const s of (await knownOn(of)).shifts) if (s.usual) await keep(s.startMs, s.endMs, true);
}

/**
 * Makes `choice` all that the day has, or with `beside` one shift more; where the day was set to it already, takes that
 * back. Gives what is known of the day then.
 */
export async function stamp(of: Day, choice: Choice, beside: boolean): Promise<string> {
  const k = await knownOn(of);
  const there = entriesOf(k, of, choice);
  if (there.length) await takeBack(k, there);
  else if (beside && choice !== "free") await add(of, choice);
  else await setTo(k, of, choice);
  return `${toldOn(of, await knownOn(of))}.`;
}
