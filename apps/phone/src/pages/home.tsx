// Now: what fits this moment of the person's own day. What is due and when is the core's to say.
import { api, content, now, reminders, settings, useAnswer } from "../diary.js";
import { Page } from "../parts.js";
import { Plan } from "./tonight.js";

const What = api.NextReply_What;
const HOUR = 3_600_000;

export function Home() {
  const { value } = useAnswer(() => reminders.next());
  const theirs = useAnswer(() => content.get({ id: "" })).value?.practice; // what the key plays
  const soon = (what: api.NextReply_What, within: number) =>
    value?.due.some((d) => d.what === what && d.atMs - Date.now() <= within) ?? false;
  const chosen = useAnswer(() => settings.get()).value?.chooseForMe ?? false;
  const work = now.status?.work ?? false; // a work computer: the night is nobody's business there
  const night = !work && soon(What.LOG_SLEEP, 0);
  const evening = !work && soon(What.WIND_DOWN, 3 * HOUR);
  const shift = soon(What.CLOSE_SHIFT, 0);
  const before = soon(What.OPEN_SHIFT, 2 * HOUR);
  const debrief = soon(What.DEBRIEF_LEAVES, 8 * 24 * HOUR);
  return (
    <Page title={evening ? "The day is nearly over" : night ? "A new day" : "Here you are"}>
      {evening && (
        <>
          <a class="card lit" href="#/tonight">
            <strong>Tonight</strong>
            <span class="quiet">A little wound up, or very? Two touches, and it ends in the dark.</span>
          </a>
          <Plan />
        </>
      )}
      {night && (
        <a class="card" href="#/morning">
          <strong>How was the night?</strong>
          <span class="quiet">Ten seconds: to bed, up, how it was.</span>
        </a>
      )}
      {chosen && !work ? (
        <a class="card" href="#/play">
          <strong>A reset</strong>
          <span class="quiet">One that Eddy chooses for you; it says why.</span>
        </a>
      ) : (
        <a class="card" href="#/play" lang={theirs?.language}>
          <strong>{theirs?.title}</strong>
          <span class="quiet">{theirs?.about}</span>
        </a>
      )}
      <a class="card" href="#/check-in">
        <strong>Check in</strong>
        <span class="quiet">Mood, energy, tension; a word for it.</span>
      </a>
      {shift && (
        <a class="card" href="#/tonight">
          <strong>Close the shift</strong>
          <span class="quiet">Three lines, then the door shuts.</span>
        </a>
      )}
      <a class="card" href="#/board">
        <strong>Your board</strong>
        <span class="quiet">What does you good to look at.</span>
      </a>
      {!evening && !work && (
        <a class="card" href="#/tonight">
          <strong>Tonight</strong>
          <span class="quiet">When to bed, and the way there.</span>
        </a>
      )}
      <details open={work}>
        <summary>{work ? "Work" : "Work, when you want to look at it"}</summary>
        <div class="list">
          {before && (
            <a class="card" href="#/cards/card.prepare">
              <strong>Before the shift</strong>
              <span class="quiet">What you want to have in mind.</span>
            </a>
          )}
          <a class="card" href="#/hard-call">
            <strong>A hard call</strong>
            <span class="quiet">How hard, what kind; words if you like.</span>
          </a>
          <a class="card" href="#/debrief">
            <strong>Debrief</strong>
            <span class="quiet">
              {debrief ? "Three questions, or a closer look. Not now is fine, too." : "Nothing waits to be looked at."}
            </span>
          </a>
        </div>
      </details>
      <nav class="also" aria-label="More">
        {[
          ["body", "Body"],
          ["mind", "Mind"],
          ["people", "People and lines"],
          ["devices", "Devices"],
          ["settings", "Settings and lock"],
        ].map(([at, text]) => (
          <a class="key" href={`#/${at}`}>
            {text}
          </a>
        ))}
      </nav>
    </Page>
  );
}
