// Looking back at a call: how, never why; each answer is kept when it is given, and it ends on one if-then step.
import { useEffect, useRef, useState } from "preact/hooks";
import { Chosen } from "../chosen.js";
import { type api, content, journal, say, useAllowText, useAnswer } from "../diary.js";
import { Page, Said, useWork } from "../parts.js";
import { CALL_KINDS, clock, day, textOf } from "../say.js";

type Entry = api.records.Entry;
type Debriefed = Extract<Entry["record"], { case: "debrief" }>["value"];
const FIELDS = ["control", "options", "worst", "turn", "well", "differently", "ifThen"] as const;
type Field = (typeof FIELDS)[number];
const camel = (id: string) => id.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase()) as Field;

export function Debrief() {
  const offered = useAnswer(() => journal.debriefsOffered()).value?.entry;
  const [call, setCall] = useState<Entry>();
  const [practice, setPractice] = useState("");
  if (call && practice)
    return <Questions call={call} practice={practice} onDone={() => (setCall(undefined), setPractice(""))} />;
  return (
    <Page
      title="Debrief"
      lead="At most five minutes, when you want to; never right before sleep. What is not looked at leaves by itself after a week."
    >
      {offered?.length === 0 && <p class="quiet">Nothing waits to be looked at.</p>}
      <ul>
        {offered?.map((e) => {
          if (e.record.case !== "hardCall") return null;
          const at = Number(e.record.value.atMs);
          return (
            <li class="card">
              <strong>
                {textOf(CALL_KINDS, e.record.value.kind) || "A hard call"} · {day(at)}, {clock(at)}
              </strong>
              {e.record.value.note && <p>{e.record.value.note}</p>}
              <div class="row">
                <button type="button" onClick={() => (setCall(e), setPractice("debrief.three"))}>
                  Three questions
                </button>
                <button type="button" onClick={() => (setCall(e), setPractice("debrief.detail"))}>
                  A closer look
                </button>
              </div>
            </li>
          );
        })}
      </ul>
    </Page>
  );
}

function Questions({ call, practice, onDone }: { call: Entry; practice: string; onDone: () => void }) {
  const prompts = useAnswer(() => content.get({ id: practice }), [practice]).value?.practice;
  const [given, setGiven] = useState<Partial<Record<Field, string>>>({});
  const [problem, setProblem] = useState("");
  const [away, setAway] = useState(false);
  const writes = useAllowText();
  const id = useRef<Uint8Array>();
  const queue = useRef(Promise.resolve());
  const work = useWork();
  const answers = useRef(given);
  answers.current = given;
  // One after the other: the first makes the record, the next ones change it.
  const keep = () =>
    (queue.current = queue.current.then(async () => {
      const value: Partial<Debriefed> = { hardCall: call.id as Uint8Array<ArrayBuffer>, practice, ...answers.current };
      if (!FIELDS.some((f) => answers.current[f])) return;
      try {
        const kept = await journal.keep({
          entry: {
            ...(id.current ? { id: id.current as Uint8Array<ArrayBuffer> } : {}),
            record: { case: "debrief", value: value as Debriefed },
          },
        });
        id.current = kept.id;
        setProblem("");
      } catch (e) {
        setProblem(say(e));
      }
    }));
  useEffect(() => () => void keep(), []);
  if (!prompts) return <main aria-busy="true" />;
  return (
    <Page title={prompts.title} lead={prompts.about} lang={prompts.language}>
      {!writes && <p class="quiet">This computer keeps numbers only: think it through, nothing is written.</p>}
      {prompts.prompt.map((p) => {
        const field = camel(p.id);
        if (!writes) return <p lang={prompts.language}>{p.ask}</p>;
        return (
          <section>
            <label>
              <span lang={prompts.language}>{p.ask}</span>
              <textarea
                value={given[field] ?? ""}
                onInput={(e) => setGiven({ ...given, [field]: e.currentTarget.value })}
                onBlur={() => void keep()}
              />
            </label>
            {p.offer.length > 0 && (
              <div class="row" lang={prompts.language}>
                {p.offer.map((o) => (
                  <button
                    type="button"
                    onClick={() => {
                      answers.current = { ...given, [field]: o };
                      setGiven(answers.current);
                      void keep();
                    }}
                  >
                    {o}
                  </button>
                ))}
              </div>
            )}
          </section>
        );
      })}
      <Said problem={problem || work.problem} good={work.good} />
      <div class="row">
        <button
          class="strong"
          type="button"
          onClick={() =>
            work.run(async () => {
              await keep();
              if (id.current) await journal.learn({ id: id.current as Uint8Array<ArrayBuffer> });
              onDone();
            })
          }
        >
          Done
        </button>
        <button type="button" onClick={() => void keep().then(() => setAway(!away))} aria-expanded={away}>
          Take it to someone
        </button>
      </div>
      {away && (
        <Chosen
          ask={async (chosen) =>
            id.current ? await journal.page({ debrief: id.current as Uint8Array<ArrayBuffer>, chosen }) : undefined
          }
          about={[id.current]}
        />
      )}
    </Page>
  );
}
