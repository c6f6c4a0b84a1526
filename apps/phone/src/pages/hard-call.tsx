// A hard call, in a few touches. Kept at once; words can follow.
import { useState } from "preact/hooks";
import { api, journal, useAllowText } from "../diary.js";
import { Anyway, Choice, Page, Said, TEN, useWork } from "../parts.js";
import { CALL_KINDS, HANDLED } from "../say.js";

export function HardCall() {
  const [howHard, setHowHard] = useState<number>();
  const [kind, setKind] = useState<number>();
  const [handled, setHandled] = useState<number>();
  const [ground, setGround] = useState(false);
  const allowText = useAllowText();
  const work = useWork();
  return (
    <Page title="A hard call" lead="Numbers and choices are enough. Names and numbers of callers do not belong here.">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const form = e.currentTarget;
          const note = String(new FormData(form).get("note") ?? "").trim();
          work.run(async (anyway) => {
            const value = { howHard, kind, handled, ...(note ? { note } : {}) };
            const kept = await journal.keep({ entry: { record: { case: "hardCall", value } }, anyway });
            form.reset();
            setHowHard(undefined), setKind(undefined), setHandled(undefined);
            setGround(kept.care === api.Care.GROUNDING || kept.care === api.Care.HEAVY);
            return "Kept. That call is over.";
          });
        }}
      >
        <Choice label="How hard: 0 not at all, 10 the hardest" options={TEN} value={howHard} onChange={setHowHard} />
        <Choice label="What kind" options={CALL_KINDS} value={kind} onChange={setKind} />
        <Choice label="How it was handled" options={HANDLED} value={handled} onChange={setHandled} />
        {allowText && (
          <label>
            <span>What happened, in your words, or nothing</span>
            <textarea name="note" />
          </label>
        )}
        <button class="strong" disabled={work.busy}>
          Keep it
        </button>
        <Said problem={work.problem} good={work.good} />
        <Anyway work={work} />
      </form>
      {ground && (
        <section class="card">
          <p>That was a lot. Feet on the floor first; then, if you like, a person.</p>
          <div class="row">
            <a class="key" href="#/play/mind.ground">
              Ground me
            </a>
            <a class="key" href="#/people">
              My people and lines
            </a>
          </div>
        </section>
      )}
    </Page>
  );
}
