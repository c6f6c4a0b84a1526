// How it has been: one plot to read and touch, the same in numbers, inside and outside work hours; and what went with what.
import { useState } from "preact/hooks";
import { api, insights, useAnswer } from "../diary.js";
import { Headline, LookBack } from "../look-back.js";
import { Choice, Page } from "../parts.js";

type Part = api.TrendsReply_Part;
const SPANS = [
  { value: 14, text: "Two weeks" },
  { value: 30, text: "A month" },
  { value: 365, text: "A year" },
];
const MEASURES: readonly {
  text: string;
  of: (p: Part) => number | undefined;
  low: number;
  high?: number;
  digits: number;
}[] = [
  { text: "Mood", of: (p) => p.mood, low: 1, high: 5, digits: 1 },
  { text: "Energy", of: (p) => p.energy, low: 1, high: 5, digits: 1 },
  { text: "Tension", of: (p) => p.tension, low: 0, high: 10, digits: 1 },
  { text: "Sleep, hours", of: (p) => p.sleepH, low: 0, digits: 1 },
  { text: "Hard calls", of: (p) => p.hardCalls || undefined, low: 0, digits: 0 },
  { text: "Practice, minutes", of: (p) => p.practiceMin || undefined, low: 0, digits: 0 },
];
const told = (p: Part) => p.checkIns > 0 || p.hardCalls > 0 || p.sleepH !== undefined || p.practiceMin > 0;
const number = (v: number | undefined, digits = 1) =>
  v === undefined ? "" : v.toLocaleString([], { maximumFractionDigits: digits });
const short = (from: string) => new Date(`${from}T12:00`).toLocaleDateString([], { day: "numeric", month: "short" });

// The plot's own units.
const WIDE = 320;
const HIGH = 150;
const EDGE = 8;

function Plot({
  rows,
  measure,
  split,
}: {
  rows: readonly api.TrendsReply_Bucket[];
  measure: (typeof MEASURES)[number];
  split: boolean;
}) {
  const [chosen, setChosen] = useState(rows.length - 1);
  const at = Math.min(chosen, rows.length - 1);
  const series = split
    ? [
        { name: "in work hours", part: (b: api.TrendsReply_Bucket) => b.inside!, style: "inside" },
        { name: "outside", part: (b: api.TrendsReply_Bucket) => b.outside!, style: "outside" },
      ]
    : [{ name: "", part: (b: api.TrendsReply_Bucket) => b.all!, style: "all" }];
  const values = series.map((s) => rows.map((b) => measure.of(s.part(b))));
  const high = measure.high ?? Math.max(1, ...values.flat().map((v) => v ?? 0));
  const x = (i: number) => (rows.length < 2 ? WIDE / 2 : EDGE + (i * (WIDE - 2 * EDGE)) / (rows.length - 1));
  const y = (v: number) => HIGH - EDGE - ((v - measure.low) / (high - measure.low)) * (HIGH - 2 * EDGE);
  const said = (i: number) => {
    const parts = series.flatMap((s, k) => {
      const v = values[k]![i];
      return v === undefined ? [] : [`${s.name ? `${s.name} ` : ""}${number(v, measure.digits)}`];
    });
    return `${short(rows[i]!.from)}: ${parts.length ? parts.join(", ") : "nothing kept"}`;
  };
  const touch = (e: PointerEvent) => {
    const box = (e.currentTarget as SVGElement).getBoundingClientRect();
    const across = (e.clientX - box.left) / box.width;
    setChosen(
      Math.min(
        rows.length - 1,
        Math.max(0, Math.round(((across * WIDE - EDGE) / (WIDE - 2 * EDGE)) * (rows.length - 1))),
      ),
    );
  };
  return (
    <figure>
      {/* Time runs from left to right in every script, as on a clock's face. */}
      <svg
        class="plot"
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        aria-hidden="true"
        onPointerDown={touch}
        onPointerMove={(e) => e.buttons && touch(e)}
      >
        {[measure.low, (measure.low + high) / 2, high].map((v) => (
          <line class="grid" x1={EDGE} x2={WIDE - EDGE} y1={y(v)} y2={y(v)} />
        ))}
        <line class="chosen" x1={x(at)} x2={x(at)} y1={EDGE} y2={HIGH - EDGE} />
        {values.map((row, k) => (
          <g class={series[k]!.style}>
            {row.map((v, i) => {
              const next = row[i + 1];
              return (
                v !== undefined &&
                next !== undefined && <line class="joins" x1={x(i)} y1={y(v)} x2={x(i + 1)} y2={y(next)} />
              );
            })}
            {row.map((v, i) => v !== undefined && <circle cx={x(i)} cy={y(v)} r={i === at ? 5 : 3} />)}
          </g>
        ))}
      </svg>
      <div class="ends quiet" dir="ltr" aria-hidden="true">
        <span>{short(rows[0]!.from)}</span>
        <span>
          {number(measure.low)} to {number(high, measure.digits)}
        </span>
        <span>{short(rows[rows.length - 1]!.from)}</span>
      </div>
      <input
        type="range"
        dir="ltr"
        min={0}
        max={rows.length - 1}
        value={at}
        onInput={(e) => setChosen(Number(e.currentTarget.value))}
        aria-label={`${measure.text}, day by day`}
        aria-valuetext={said(at)}
      />
      <figcaption>{said(at)}</figcaption>
      {split && (
        <p class="quiet key-of">
          <span class="inside">● in work hours</span> <span class="outside">○ outside</span>
        </p>
      )}
    </figure>
  );
}

export function Trends() {
  const [days, setDays] = useState(14);
  const [what, setWhat] = useState(0);
  const [split, setSplit] = useState(0);
  const step = days > 60 ? api.Step.MONTH : api.Step.DAY;
  const { value, problem } = useAnswer(() => insights.trends({ days, step }), [days]);
  const rows = value?.bucket ?? [];
  const some = rows.some((b) => told(b.all!));
  const measure = MEASURES[what]!;
  return (
    <Page title="Trends" lead="No score, no target: only what you kept.">
      <Headline some={some} days={days} />
      <p>
        <a class="key" href="#/review">
          A week or a month, looked back at
        </a>
      </p>
      <Choice label="How far back" options={SPANS} value={days} onChange={(v) => v && setDays(v)} />
      {problem && <p class="problem">{problem}</p>}
      {value && !some && <p class="quiet">Too early to tell: nothing was kept in this time.</p>}
      {some && (
        <>
          <Choice
            label="What"
            options={MEASURES.map((m, value) => ({ value, text: m.text }))}
            value={what}
            onChange={(v) => setWhat(v ?? 0)}
          />
          <Choice
            label="Hours"
            options={[
              { value: 0, text: "All" },
              { value: 1, text: "In and outside work hours" },
            ]}
            value={split}
            onChange={(v) => setSplit(v ?? 0)}
          />
          <Plot rows={rows} measure={measure} split={split === 1} />
          <section>
            <h2>The same in numbers</h2>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
            <div class="scroll" tabIndex={0} role="region" aria-label="Trends in numbers">
              <table>
                <thead>
                  <tr>
                    <th scope="col">From</th>
                    {MEASURES.map((m) => (
                      <th scope="col">{m.text}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows
                    .filter((b) => told(b.all!))
                    .map((b) => (
                      <tr>
                        <th scope="row">{short(b.from)}</th>
                        {MEASURES.map((m) => (
                          <td>
                            {split && (m.of(b.inside!) !== undefined || m.of(b.outside!) !== undefined)
                              ? `${number(m.of(b.inside!), m.digits) || "–"} / ${number(m.of(b.outside!), m.digits) || "–"}`
                              : number(m.of(b.all!), m.digits)}
                          </td>
                        ))}
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
            {split === 1 && <p class="quiet">In work hours / outside them.</p>}
          </section>
        </>
      )}
      <LookBack days={days} />
    </Page>
  );
}
