// Shifts by date: a month to tap. Times are chosen first and set on one day after the other, or a day first and then
// what it is.
import { useEffect, useRef, useState } from "preact/hooks";
import { say, useAnswer } from "../diary.js";
import { Page, Said } from "../parts.js";
import {
  byDay,
  type Day,
  dayOf,
  inOrder,
  type Known,
  monthOf,
  plusMonths,
  sameTimes,
  shiftOf,
  shown,
  type Times,
  timesOf,
  toldOf,
  worked,
} from "../roster.js";
import { day } from "../say.js";
import { type Choice, isSet, knownBetween, stamp, timesKept } from "../stamp.js";
import { Month } from "./month.js";

function OtherTimes({ text, onGive }: { text: string; onGive: (times: Times) => void }) {
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        const given = new FormData(e.currentTarget);
        onGive({ from: String(given.get("from")), to: String(given.get("to")) });
      }}
    >
      <div class="pair">
        <label>
          <span>From</span>
          <input name="from" type="time" required />
        </label>
        <label>
          <span>Until</span>
          <input name="to" type="time" required />
        </label>
      </div>
      <p class="quiet">One that ends before it starts ends on the next day.</p>
      <button type="submit">{text}</button>
    </form>
  );
}

function Choices({
  legend,
  times,
  isOn,
  onChoose,
  other,
}: {
  legend: string;
  times: readonly Times[];
  isOn: (choice: Choice) => boolean;
  onChoose: (choice: Choice) => void;
  /** What giving other times does. */
  other: string;
}) {
  const [asks, setAsks] = useState(false);
  return (
    <>
      <fieldset class="choice">
        <legend>{legend}</legend>
        <div>
          {times.map((t) => (
            <button type="button" aria-pressed={isOn(t)} onClick={() => onChoose(t)}>
              {shown(t)}
            </button>
          ))}
          <button type="button" aria-pressed={isOn("free")} onClick={() => onChoose("free")}>
            Free
          </button>
          <button type="button" aria-expanded={asks} onClick={() => setAsks(!asks)}>
            Other times
          </button>
        </div>
      </fieldset>
      {asks && (
        <OtherTimes
          text={other}
          onGive={(given) => {
            setAsks(false);
            onChoose(given);
          }}
        />
      )}
    </>
  );
}

function Beside({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={value} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>As one more shift: what the day has stays</span>
    </label>
  );
}

/** One day, and what it can be. */
function One({
  of,
  known,
  times,
  onChoose,
}: {
  of: Day;
  known: Known;
  times: readonly Times[];
  onChoose: (choice: Choice, beside: boolean) => void;
}) {
  const [beside, setBeside] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [of]);
  const entered = known.entries.map(shiftOf).filter((s) => !s.off && !worked(s));
  const own = entered.map((s) => timesOf(Number(s.atMs), Number(s.endMs)));
  return (
    <section class="card one-day">
      <h2 ref={heading} tabIndex={-1}>
        {day(of)}
      </h2>
      <p>{toldOf(known).replace(/^./, (c) => c.toUpperCase())}.</p>
      <Choices
        legend="Set it to"
        times={inOrder([...times, ...own])}
        isOn={(choice) => isSet(known, of, choice)}
        onChoose={(choice) => onChoose(choice, beside)}
        other="Set these"
      />
      {known.shifts.length > 0 && <Beside value={beside} onChange={setBeside} />}
    </section>
  );
}

export function Shifts() {
  const [at, setAt] = useState(dayOf(Date.now()));
  const [chosen, setChosen] = useState<Choice>();
  const [beside, setBeside] = useState(false);
  const [open, setOpen] = useState<Day>();
  const [given, setGiven] = useState<Times[]>([]);
  const [said, setSaid] = useState<{ problem?: string; good?: string }>({});
  const line = useRef(Promise.resolve());
  const month = monthOf(at);
  // The months beside it, too: a key that leads there is answered by the day at once.
  const answer = useAnswer(() => knownBetween(plusMonths(month, -1), plusMonths(month, 2)), [month]);
  const used = useAnswer(timesKept).value ?? [];
  const known = answer.value ?? byDay([], []);
  const times = inOrder([...used, ...given]);
  // One after the other, and none left out: fingers are faster than a disk.
  const set = (of: Day, choice: Choice, beside: boolean) => {
    if (choice !== "free") setGiven((before) => [...before, choice]); // stays to be chosen when it is taken back
    line.current = line.current
      .then(() => stamp(of, choice, beside))
      .then(
        (good) => setSaid({ good }),
        (e) => setSaid({ problem: say(e) }),
      );
  };
  const isChosen = (choice: Choice) =>
    choice === chosen || (typeof choice === "object" && typeof chosen === "object" && sameTimes(choice, chosen));
  const choose = (choice: Choice) => {
    setOpen(undefined);
    setSaid({});
    setChosen(isChosen(choice) ? undefined : choice);
    if (choice !== "free") setGiven([...given, choice]);
  };
  const tap = (of: Day) => {
    setSaid({});
    if (chosen) set(of, chosen, beside);
    else setOpen(of);
  };
  return (
    <Page
      title="Shifts by date"
      lead="Choose times, then tap the days that have them; a second tap takes it back. Or tap a day first."
    >
      <section>
        <Choices legend="Times to set" times={times} isOn={isChosen} onChoose={choose} other="Choose these" />
        {chosen && chosen !== "free" && <Beside value={beside} onChange={setBeside} />}
      </section>
      <Month at={at} onMove={setAt} known={known} open={open} onTap={tap} />
      <div class="said-of-days">
        <Said problem={said.problem ?? answer.problem} good={said.good} />
      </div>
      <p class="quiet">Bold: set for that day alone. The others are your usual week's.</p>
      {open !== undefined && monthOf(open) === month && (
        <One key={open} of={open} known={known(open)} times={times} onChoose={(c, beside) => set(open, c, beside)} />
      )}
      <p>
        What comes back every week belongs into <a href="#/settings">your usual week</a>.
      </p>
    </Page>
  );
}
