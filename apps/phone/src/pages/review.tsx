// A week or a month, looked back at: what was heavy, what went with relief, one thing to keep; as a page to print, and line by
// line for somebody whom one asks.
import { useState } from "preact/hooks";
import { Chosen } from "../chosen.js";
import { api, insights, useAnswer } from "../diary.js";
import { download } from "../files.js";
import { People, Sections } from "../look-back.js";
import { Choice, Page, Said, useWork } from "../parts.js";

const SPANS = [
  { value: api.Step.WEEK as number, text: "A week" },
  { value: api.Step.MONTH as number, text: "A month" },
];

export function Review() {
  const [span, setSpan] = useState<api.Step>(api.Step.WEEK);
  const [from, setFrom] = useState("");
  const { value, problem } = useAnswer(() => insights.review({ span, from }), [span, from]);
  return (
    <Page title="Looking back" lead="What was heavy, what went with relief, and one thing to keep. Nothing is scored.">
      <Choice label="How much of it" options={SPANS} value={span} onChange={(v) => v && (setSpan(v), setFrom(""))} />
      {problem && <p class="problem">{problem}</p>}
      {value?.from && (
        <div class="row">
          <button type="button" onClick={() => setFrom(value.before)}>
            Earlier
          </button>
          <button type="button" disabled={!value.after} onClick={() => setFrom(value.after)}>
            Later
          </button>
        </div>
      )}
      {value && <Told of={value} />}
    </Page>
  );
}

function Told({ of }: { of: api.ReviewReply }) {
  return (
    <>
      <div aria-live="polite">
        {of.title && <h2>{of.title}</h2>}
        {of.why && <p>{of.why}</p>}
        {of.held === api.Held.HEAVY_TIME && <People />}
      </div>
      <Sections of={of.section} />
      {of.from && !of.held && <Take key={of.span + of.from} of={of} />}
    </>
  );
}

/** Out of Eddy, each by an act of its own: as a page to print, and to somebody line by line. */
function Take({ of }: { of: api.ReviewReply }) {
  const work = useWork();
  const [away, setAway] = useState(false);
  const { span, from } = of;
  return (
    <section>
      <div class="row">
        <button
          type="button"
          disabled={work.busy}
          onClick={() =>
            work.run(async () => {
              const { file, html, why } = await insights.review({ span, from, page: true });
              if (!html.length) return why;
              download(file, "text/html", [html]);
              return "This file is not encrypted: everybody who has it can read it.";
            })
          }
        >
          As a page to print
        </button>
        <button type="button" onClick={() => setAway(!away)} aria-expanded={away}>
          Take it to someone
        </button>
      </div>
      <Said problem={work.problem} good={work.good} />
      {away && <Chosen ask={(chosen) => insights.reviewLines({ span, from, chosen })} about={[span, from]} />}
    </section>
  );
}
