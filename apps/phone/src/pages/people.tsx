// People to turn to, and crisis lines by country. The lines work locked; the people are the diary's.
import { useState } from "preact/hooks";
import { content, journal, now, useAnswer, useDiary, type api } from "../diary.js";
import { Choice, Page, Said, useWork } from "../parts.js";
import { FROM_WORK, ROLES, textOf } from "../say.js";

const PERSON = 11; // Entry's field number

export function Lines() {
  const { value } = useAnswer(() => content.lines({}));
  return (
    <section>
      <h2>Lines</h2>
      <ul>
        {value?.line.map((l) => (
          <li class="card">
            <a class="number" href={`tel:${l.number}`}>
              {l.number}
            </a>
            <span>
              {l.name || (l.emergency ? "Emergency" : "")} <span class="quiet">{l.hours}</span>
            </span>
            <span class="quiet">
              {l.checkThis && "Check this number: it was read more than a year ago. "}Read on {l.seen}, {l.source}
            </span>
          </li>
        ))}
      </ul>
      {value && !value.country && (
        <p class="quiet">
          Choose your country in <a href="#/settings">Settings</a>: then its emergency numbers stand here.
        </p>
      )}
      {value?.country && value.line.length === 0 && (
        <p class="quiet">Eddy knows no line of this country. Write the one you would call down as a person.</p>
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
                  <a class="number" href={`tel:${p.reach.replace(/[^+\d]/g, "")}`}>
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
                        await journal.trash({ id: e.id, space: e.space }),
                        "In the trash for 30 days; the journal brings it back."
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
      {open && (
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
