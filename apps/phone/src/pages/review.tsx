// A week or a month, looked back at: what was heavy, what went with relief, one thing to keep; as a page to print, and line by
// line for somebody whom one asks.
import { useState } from "preact/hooks";
import { Chosen } from "../chosen.js";
import { api, insights, useAnswer } from "../diary.js";
import { download } from "../files.js";
import { Choice, Page, Said, useWork } from "../parts.js";
import { beside, heavy, type Line, level, measureName, ownName, relief, spanWords } from "../review.js";

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
        {of.from && <h2>{spanWords(of)}</h2>}
        {of.goingOn && <p class="quiet">It is not over yet: this is how it stands.</p>}
        {of.held !== api.Held.HELD_UNSPECIFIED && <p>{of.why}</p>}
        {of.heavyWaits && <p>It is close to sleep, and what was heavy can wait for the morning.</p>}
      </div>
      <Heavy of={of} />
      <Relief of={of} />
      {of.keep && (
        <section>
          <h2>One thing to keep</h2>
          <blockquote dir="auto">{of.keep.text}</blockquote>
          <p class="quiet">{ownName(of.keep)}</p>
        </section>
      )}
      <Levels of={of} />
      {of.from && !of.held && <Take key={of.span + of.from} of={of} />}
    </>
  );
}

const Lines = ({ of }: { of: readonly Line[] }) => (
  <dl class="told">
    {of.map(([name, words]) => (
      <div>
        <dt>{name}</dt>
        <dd>{words}</dd>
      </div>
    ))}
  </dl>
);

function Heavy({ of }: { of: api.ReviewReply }) {
  const lines = heavy(of);
  return (
    <section>
      {lines.length > 0 && <h2>What was heavy</h2>}
      {lines.length > 0 && <Lines of={lines} />}
      {beside(of).map((words) => (
        <p>{words}</p>
      ))}
      {of.withPeople && (
        <p>
          <a class="key" href="#/people">
            My people
          </a>
        </p>
      )}
    </section>
  );
}

function Relief({ of }: { of: api.ReviewReply }) {
  const lines = relief(of);
  if (!lines.length && !of.bright.length) return null;
  return (
    <section>
      <h2>What went with relief</h2>
      {lines.length > 0 && <Lines of={lines} />}
      {of.practice.length > 0 && (
        <p class="quiet">
          By your own ratings. This is not a fair test of doing nothing: the worst moments get the practices, and high
          readings fall by themselves.
        </p>
      )}
      {of.bright.map((b) => (
        <figure>
          <blockquote dir="auto">{b.text}</blockquote>
          <figcaption class="quiet">{ownName(b)}</figcaption>
        </figure>
      ))}
    </section>
  );
}

function Levels({ of }: { of: api.ReviewReply }) {
  if (!of.level.length) return null;
  const inside = of.level.some((l) => !l.allDay);
  return (
    <section>
      <h2>How it was</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div class="scroll" tabIndex={0} role="region" aria-label="Levels in numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">Your days</th>
              <th scope="col">{inside ? "Outside work" : "All day"}</th>
              {inside && <th scope="col">In work hours</th>}
            </tr>
          </thead>
          <tbody>
            {of.level.map((l) => (
              <tr>
                <th scope="row">{measureName(l)}</th>
                <td>{level(l.outside)}</td>
                {inside && <td>{level(l.inside)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet">The mean of your days, and in brackets the range it lies in nine times out of ten.</p>
    </section>
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
