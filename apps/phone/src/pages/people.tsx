// People to turn to, and crisis lines by country. The lines work locked; the people are the diary's.
import { useState } from "preact/hooks";
import { api, content, journal, now, useAllowText, useAnswer, useDiary } from "../diary.js";
import { Choice, Page, Said, useWork } from "../parts.js";
import { FROM_WORK, ROLES, textOf } from "../say.js";

export const PERSON = 11; // Entry's field number

const { CrisisLine_Kind: Kind } = api.content;
type Line = api.LinesReply["line"][number];

/** What a phone dials: as it is written, without what only helps to read it. */
export const dial = (number: string) => `tel:${number.replace(/[^+*\d]/g, "")}`;

function OneLine({ line }: { line: Line }) {
  const of = line.of!;
  const said = (...parts: (string | false)[]) => parts.filter(Boolean).join(". ");
  return (
    <li class="card">
      <strong>
        {line.emergency ? "Emergency" : of.name}
        {of.region && <span class="quiet"> only in {of.region}</span>}
      </strong>
      {of.number && (
        <a class="number" href={dial(of.number)}>
          {of.number}
        </a>
      )}
      {said(of.purpose, of.hours, of.languages) && <span>{said(of.purpose, of.hours, of.languages)}</span>}
      {of.remark && <span class="quiet">{of.remark}</span>}
      {of.textNumber && <a href={`sms:${of.textNumber.replace(/[^+\d]/g, "")}`}>Text {of.textNumber}</a>}
      {of.page && (
        <a href={of.page} rel="noreferrer noopener" target="_blank">
          {new URL(of.page).host}
        </a>
      )}
      <span class="quiet">
        {line.checkThis && "Check this number. "}
        {of.lessSure && "Less sure than others: fewer sources name it. "}
        {of.seen ? `Read on ${of.seen}` : "Nobody knows when it was read"}: {of.source}
      </span>
    </li>
  );
}

/** Numbers to call: emergency, crisis lines, and under a heading of their own those for other needs. */
export function Lines({ forCaller = false }: { forCaller?: boolean }) {
  const { value } = useAnswer(() => content.lines({ forCaller }), [forCaller]);
  const others = value?.line.filter((l) => l.otherNeed) ?? [];
  const first = value?.line.filter((l) => !l.otherNeed) ?? [];
  return (
    <section>
      <h2>Numbers to call</h2>
      <ul>
        {first.map((line) => (
          <OneLine line={line} />
        ))}
      </ul>
      {value && !value.country && (
        <p class="quiet">
          Choose {forCaller ? "the callers' country" : "your country"} in <a href="#/settings">Settings</a>: then its
          numbers stand here.
        </p>
      )}
      {value?.country && !first.some((l) => l.of!.kind === Kind.CRISIS) && !forCaller && (
        <p class="quiet">
          Eddy knows no crisis line of this country that was checked. Write the one you trust down as a person.
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3>For other needs</h3>
          <ul>
            {others.map((line) => (
              <OneLine line={line} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function People() {
  useDiary();
  const open = now.status?.open ?? false;
  const people =
    useAnswer(() => (open ? journal.list({ table: [PERSON], limit: 100 }) : Promise.resolve(undefined))).value?.entry ??
    [];
  const [role, setRole] = useState<number>();
  const writes = useAllowText();
  const [editing, setEditing] = useState<api.records.Entry>();
  const work = useWork();
  return (
    <Page title="People and lines" lead="Talking it over is support, not a report.">
      {!open && (
        <p class="quiet">
          Your own people show when Eddy is <a href="#/journal">unlocked</a>.
        </p>
      )}
      <ul>
        {people.map((e) => {
          if (e.record.case !== "person") return null;
          const p = e.record.value;
          return (
            <li class="card">
              <strong>
                {p.name} <span class="quiet">{textOf(ROLES, p.role)}</span>
              </strong>
              {p.reach &&
                (/^[+()\d][\d ()\-/]{3,}$/.test(p.reach) ? (
                  <a class="number" href={dial(p.reach)}>
                    {p.reach}
                  </a>
                ) : (
                  <span>{p.reach}</span>
                ))}
              {p.note && <p>{p.note}</p>}
              {e.fromWork && <span class="quiet">{FROM_WORK}</span>}
              <div class="row">
                <button type="button" aria-label={`Change: ${p.name}`} onClick={() => (setEditing(e), setRole(p.role))}>
                  Change
                </button>
                <button
                  type="button"
                  aria-label={`Take off: ${p.name}`}
                  onClick={() =>
                    work.run(
                      async () => (
                        await journal.trash({ id: e.id, space: e.space }), "In the trash; the journal brings it back."
                      ),
                    )
                  }
                >
                  Take off
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      <Said problem={work.problem} good={work.good} />
      <Lines />
      {open && !writes && (
        <p class="quiet">This computer keeps numbers only: people are written in on a device of your own.</p>
      )}
      {open && writes && (
        <form
          key={String(editing?.id ?? "new")}
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const given = new FormData(form);
            const text = (name: string) => String(given.get(name)).trim() || undefined;
            work.run(async () => {
              const value = { name: text("name"), role, reach: text("reach"), note: text("note") };
              // Somebody to turn to is not other people's data: that is what this list is for.
              await journal.keep({
                entry: {
                  ...(editing ? { id: editing.id, space: editing.space } : {}),
                  record: { case: "person", value },
                },
                anyway: true,
              });
              form.reset();
              setRole(undefined);
              setEditing(undefined);
              return "Kept.";
            });
          }}
        >
          <h2>{editing ? "Change" : "Add somebody"}</h2>
          <label>
            <span>Name</span>
            <input
              name="name"
              required
              maxLength={200}
              defaultValue={editing?.record.case === "person" ? editing.record.value.name : ""}
            />
          </label>
          <Choice label="Who is it?" options={ROLES} value={role} onChange={setRole} />
          <label>
            <span>How to reach them: a number, a desk, a channel</span>
            <input
              name="reach"
              maxLength={200}
              defaultValue={editing?.record.case === "person" ? editing.record.value.reach : ""}
            />
          </label>
          <label>
            <span>Anything else</span>
            <textarea name="note" defaultValue={editing?.record.case === "person" ? editing.record.value.note : ""} />
          </label>
          <button class="strong" type="submit" disabled={work.busy}>
            Keep
          </button>
        </form>
      )}
    </Page>
  );
}
