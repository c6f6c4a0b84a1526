// Five seconds: mood, energy, tension; and words, where somebody wants them.
import { useState } from "preact/hooks";
import { api, content, journal, settings, useAnswer, useAllowText } from "../diary.js";
import { Factors } from "../factors.js";
import { Anyway, Choice, Page, Said, TEN, useWork } from "../parts.js";

const FIVE = ["very low", "low", "so-so", "good", "very good"].map((title, i) => ({
  value: i + 1,
  text: String(i + 1),
  title: `${i + 1}, ${title}`,
}));

export function CheckIn() {
  const [mood, setMood] = useState<number>();
  const [energy, setEnergy] = useState<number>();
  const [tension, setTension] = useState<number>();
  const [feelings, setFeelings] = useState<string[]>([]);
  const [factor, setFactor] = useState<Uint8Array[]>([]);
  const [outside, setOutside] = useState(false);
  const [heavy, setHeavy] = useState(false);
  const known = useAnswer(() => content.list({ kind: [api.content.Kind.CHECK_IN] })).value;
  const writes = useAllowText();
  const work = useWork();
  return (
    <Page title="Check in">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const form = e.currentTarget;
          work.run(async (anyway) => {
            const note = String(new FormData(form).get("note") ?? "").trim();
            const value = {
              mood,
              energy,
              tension,
              feelings,
              factor,
              ...(outside ? { outside } : {}),
              ...(note ? { note } : {}),
            };
            const kept = anyway
              ? await journal.keep({ entry: { record: { case: "checkIn", value } }, anyway })
              : await journal.checkIn(value);
            form.reset();
            setMood(undefined),
              setEnergy(undefined),
              setTension(undefined),
              setFeelings([]),
              setFactor([]),
              setOutside(false);
            setHeavy(kept.care === api.Care.HEAVY);
            return "Kept.";
          });
        }}
      >
        <Choice label="Mood: 1 lowest, 5 highest" options={FIVE} value={mood} onChange={setMood} />
        <Choice label="Energy" options={FIVE} value={energy} onChange={setEnergy} />
        <Choice label="Tension: 0 none, 10 the most" options={TEN} value={tension} onChange={setTension} />
        <fieldset class="choice">
          <legend>A word for it</legend>
          <div lang={known?.practice[0]?.language}>
            {known?.feeling.map((f) => (
              <button
                type="button"
                aria-pressed={feelings.includes(f)}
                onClick={() => setFeelings(feelings.includes(f) ? feelings.filter((w) => w !== f) : [...feelings, f])}
              >
                {f}
              </button>
            ))}
          </div>
        </fieldset>
        <Factors carried={factor} onChange={setFactor} />
        <label class="tick">
          <input type="checkbox" checked={outside} onChange={() => setOutside(!outside)} />
          <span>Life outside work weighs in</span>
        </label>
        {writes && (
          <label>
            <span>Anything you want to say, or nothing</span>
            <textarea name="note" />
          </label>
        )}
        <button class="strong" type="submit" disabled={work.busy}>
          Keep it
        </button>
        <Said problem={work.problem} good={work.good} />
        <Anyway work={work} />
        {heavy && (
          <section class="card">
            <p>
              Some of this sounds heavy. If it is about you, you can talk to someone now. If it was a caller, that is
              heavy too. Eddy noticed words or ratings here, can miss things, and told nobody.
            </p>
            <div class="row">
              <a class="key" href="#/people">
                My people and lines
              </a>
              <button
                type="button"
                onClick={() => {
                  setHeavy(false);
                  void settings.set({ careNotNow: true });
                }}
              >
                Not now: quiet for a day
              </button>
            </div>
          </section>
        )}
      </form>
    </Page>
  );
}
