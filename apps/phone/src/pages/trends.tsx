// How it has been, as bars and as a table; inside and outside work hours.
import { useState } from "preact/hooks";
import { api, insights, useAnswer } from "../diary.js";
import { Choice, Page } from "../parts.js";

const SPANS = [
  { value: 14, text: "Two weeks" },
  { value: 30, text: "A month" },
  { value: 365, text: "A year" },
];
const PARTS = [
  { value: 0, text: "All hours" },
  { value: 1, text: "In work hours" },
  { value: 2, text: "Outside them" },
];

const told = ({ part }: { part: api.TrendsReply_Part }) => part.checkIns > 0 || part.hardCalls > 0 || part.sleepH !== undefined || part.practiceMin > 0;

export function Trends() {
  const [days, setDays] = useState(14);
  const [part, setPart] = useState(0);
  const step = days > 60 ? api.Step.MONTH : days > 14 ? api.Step.WEEK : api.Step.DAY;
  const { value, problem } = useAnswer(() => insights.trends({ days, step }), [days]);
  const rows = value?.bucket.map((b) => ({ from: b.from, part: [b.all, b.inside, b.outside][part]! })) ?? [];
  const some = rows.some(told);
  const number = (v: number | undefined, digits = 1) => (v === undefined ? "" : v.toLocaleString([], { maximumFractionDigits: digits }));
  return (
    <Page title="Trends" lead="No score, no target: only what you kept.">
      <Choice label="How far back" options={SPANS} value={days} onChange={(v) => v && setDays(v)} />
      <Choice label="Which hours" options={PARTS} value={part} onChange={(v) => setPart(v ?? 0)} />
      {problem && <p class="problem">{problem}</p>}
      {value && !some && <p class="quiet">Too early to tell: nothing was kept in this time.</p>}
      {some && (
        <>
          <section aria-hidden="true">
            <h2>Mood</h2>
            <div class="bars">
              {rows.map((r) => (
                <>
                  <span class="quiet">{r.from.slice(5)}</span>
                  <Bar share={(r.part.mood ?? 0) / 5} />
                  <span>{number(r.part.mood)}</span>
                </>
              ))}
            </div>
          </section>
          <section>
            <h2>The same in numbers</h2>
            <div class="scroll" tabIndex={0} role="region" aria-label="Trends in numbers">
              <table>
                <thead>
                  <tr>
                    <th scope="col">From</th>
                    <th scope="col">Mood</th>
                    <th scope="col">Energy</th>
                    <th scope="col">Tension</th>
                    <th scope="col">Hard calls</th>
                    <th scope="col">Sleep, h</th>
                    <th scope="col">Practice, min</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.filter(told).map((r) => (
                    <tr>
                      <th scope="row">{r.from}</th>
                      <td>{number(r.part.mood)}</td>
                      <td>{number(r.part.energy)}</td>
                      <td>{number(r.part.tension)}</td>
                      <td>{r.part.hardCalls || ""}</td>
                      <td>{number(r.part.sleepH)}</td>
                      <td>{r.part.practiceMin ? number(r.part.practiceMin, 0) : ""}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </Page>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <div>
      <div class="bar" ref={(e) => void (e && (e.style.inlineSize = `${Math.round(share * 100)}%`))} />
    </div>
  );
}
