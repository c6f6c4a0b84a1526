// Now: what fits this moment of the person's own day.
import { shifts, useAnswer } from "../diary.js";
import { Page } from "../parts.js";

const at = (ms: number) => new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function Home() {
  const plan = useAnswer(() => shifts.planSleep()).value;
  const hour = new Date().getHours();
  return (
    <Page title={hour < 11 ? "Good morning" : hour < 18 ? "Here you are" : "Good evening"}>
      {hour < 11 && (
        <a class="card" href="#/morning">
          <strong>How was the night?</strong>
          <span class="quiet">Ten seconds: to bed, up, how it was.</span>
        </a>
      )}
      <a class="card" href="#/play/breathe.sigh">
        <strong>One minute of calm</strong>
        <span class="quiet">Sighing breath: in, a little more, and a long way out.</span>
      </a>
      <a class="card" href="#/check-in">
        <strong>Check in</strong>
        <span class="quiet">Mood, energy, tension; a word for it.</span>
      </a>
      {hour >= 18 && (
        <a class="card" href="#/play/body.pmr">
          <strong>Let the day out of your body</strong>
          <span class="quiet">Tense and release, lying down, eyes closed.</span>
        </a>
      )}
      {plan && plan.nextShiftMs > 0 && (
        <section class="card">
          <strong>Tonight</strong>
          <span>
            Wind down at {at(plan.windDownMs)}, in bed by {at(plan.bedMs)}, up at {at(plan.upMs)}.
          </span>
          {!plan.fits && <span>Seven hours do not fit before the next shift. One short night is survivable{plan.napMs > 0 ? `; a nap of ${plan.napMin} minutes at ${at(plan.napMs)} helps` : ""}.</span>}
          {plan.doNotDriveSleepy && <span>After the night shift: sleepy? Do not drive.</span>}
        </section>
      )}
      <a href="#/settings">Settings and lock</a>
    </Page>
  );
}
