// Tonight: back from the next shift to a time for bed, three lines to leave the day, and a wind-down that ends in the dark.
import { useState } from "preact/hooks";
import { api, journal, playClock, playerBy, reminders, say, shifts, useAllowText, useAnswer } from "../diary.js";
import { syncRound } from "../courier.js";
import { Page, Said, useWork } from "../parts.js";
import { clock, day } from "../say.js";
import { download } from "../files.js";
import { Track } from "./track.js";

const { Act, Where } = api.content;
const LENGTHS = [600, 1200, 1800];
const LINES = [
  { name: "heavy", text: "What was heavy" },
  { name: "good", text: "What was good" },
  { name: "leave", text: "What you leave here for tomorrow" },
];

export function Plan() {
  const { value: plan } = useAnswer(() => shifts.planSleep());
  if (!plan) return null;
  if (plan.nextShiftMs <= 0)
    return (
      <section class="card">
        <strong>No shift is known</strong>
        <span>
          Write your usual week down in <a href="#/settings">Settings</a>, or set <a href="#/shifts">shifts by date</a>,
          and Eddy works back from the next one to a time for bed.
        </span>
      </section>
    );
  return (
    <section class="card">
      <strong>
        Before {day(plan.nextShiftMs)}, {clock(plan.nextShiftMs)}
      </strong>
      <dl>
        <dt>Wind down</dt>
        <dd>{clock(plan.windDownMs)}</dd>
        <dt>In bed</dt>
        <dd>{clock(plan.bedMs)}</dd>
        <dt>Up</dt>
        <dd>{clock(plan.upMs)}</dd>
      </dl>
      {!plan.fits && (
        <span>
          {Math.floor(plan.sleepMin / 60)} h {plan.sleepMin % 60} min is what fits before the shift. One short night is
          survivable
          {plan.napMs > 0 ? `; a nap of ${plan.napMin} minutes at ${clock(plan.napMs)} helps` : ""}.
        </span>
      )}
      {plan.fits && plan.napMs > 0 && (
        <span>
          Before the night: a nap of {plan.napMin} minutes at {clock(plan.napMs)}.
        </span>
      )}
      {plan.doNotDriveSleepy && <span>After the night shift: sleepy? Do not drive.</span>}
      <span class="quiet">
        Another shift than that? Set <a href="#/shifts">shifts by date</a>.
      </span>
    </section>
  );
}

export function Tonight() {
  const [seconds, setSeconds] = useState(1200);
  const [state, setState] = useState<NonNullable<api.PlayerReply["state"]>>();
  const [problem, setProblem] = useState("");
  const [player] = useState(() => playerBy(playClock()));
  const next = useAnswer(() => reminders.next()).value;
  const open = useAnswer(() => player.begin({ practice: "sleep.windown", seconds, where: Where.BED }), [seconds]);
  const lines = useWork();
  const writes = useAllowText();
  const alarms = useWork();
  if (state) return <Track player={player} state={state} title="Tonight" onEnd={() => (location.hash = "#/")} />;
  const choose = (value: number) =>
    player
      .begin({ practice: "sleep.windown", seconds, where: Where.BED })
      .then((r) => player.answer({ state: r.state!, act: Act.CHOOSE, value }))
      .then((r) => setState(r.state!))
      .catch((e) => setProblem(say(e)));
  const closing =
    next?.openShift !== undefined || next?.due.some((d) => d.what === api.NextReply_What.CLOSE_SHIFT) === true;
  return (
    <Page title="Tonight" lead="Less screen, not more: two touches, then it goes on in the dark by itself.">
      <Plan />
      <details>
        <summary>Three lines, then the door shuts</summary>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const given = new FormData(form);
            const line = (name: string) => String(given.get(name) ?? "").trim();
            lines.run(async () => {
              const [heavy, good, leave] = [line("heavy"), line("good"), line("leave")];
              if (closing) await shifts.close({ heavy, good, leave });
              else {
                const text = [heavy, good, leave].filter(Boolean).join("\n");
                if (text)
                  await journal.keep({ entry: { record: { case: "note", value: { practice: "care.close", text } } } });
              }
              form.reset();
              void syncRound(true);
              return "Kept. The door is shut; it is all there tomorrow.";
            });
          }}
        >
          {LINES.map(({ name, text }) =>
            writes ? (
              <label>
                <span>{text}</span>
                <textarea name={name} />
              </label>
            ) : (
              <p>{text}</p>
            ),
          )}
          {!writes && <p class="quiet">This computer keeps numbers only. Think the three lines; then shut the door.</p>}
          <button type="submit" disabled={lines.busy}>
            {closing ? "Close the shift" : "Leave it here"}
          </button>
          <Said problem={lines.problem} good={lines.good} />
        </form>
      </details>
      <section>
        <h2>Wind down</h2>
        <fieldset class="choice">
          <legend>How long</legend>
          <div>
            {LENGTHS.map((s) => (
              <button type="button" aria-pressed={seconds === s} onClick={() => setSeconds(s)}>
                {s / 60} minutes
              </button>
            ))}
          </div>
        </fieldset>
        <p>{open.value?.scene?.prompt}</p>
        <div class="row">
          {open.value?.scene?.choice.map((c, i) => (
            <button class="strong" type="button" onClick={() => void choose(i)}>
              {c}
            </button>
          ))}
        </div>
        <Said problem={problem || open.problem} />
      </section>
      <details>
        <summary>Be reminded while Eddy is closed</summary>
        <p>
          A page that is closed cannot ring. Your calendar can: this file holds your shifts and the wind-downs before
          them for four weeks, with alarms. It says no more than these two words; whoever sees your calendar sees them.
        </p>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const given = new FormData(e.currentTarget);
            alarms.run(async () => {
              const reply = await reminders.calendar({
                shift: String(given.get("shift")).trim(),
                windDown: String(given.get("wind")).trim(),
              });
              if (reply.events === 0)
                return "No shift is known for the next four weeks: write your usual week down in Settings, or set shifts by date, first.";
              download("eddy.ics", "text/calendar", [reply.ics]);
              return `${reply.events} events. Open the file with your calendar. The same event again replaces itself.`;
            });
          }}
        >
          <label>
            <span>What a shift is called there; empty leaves shifts out</span>
            <input name="shift" defaultValue="Shift" maxLength={60} />
          </label>
          <label>
            <span>And a wind-down</span>
            <input name="wind" defaultValue="Wind down" maxLength={60} />
          </label>
          <button type="submit" disabled={alarms.busy}>
            Make the calendar file
          </button>
          <Said problem={alarms.problem} good={alarms.good} />
        </form>
      </details>
    </Page>
  );
}
