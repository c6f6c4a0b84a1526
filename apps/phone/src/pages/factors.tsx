// One's own factors: called otherwise, made one and parted again, put away.
import { useState } from "preact/hooks";
import { api, journal, useAllowText, useAnswer } from "../diary.js";
import { Anyway, Page, Said, useWork } from "../parts.js";

const of = (f: { id: Uint8Array; space: api.records.Space }) => ({ id: f.id, space: f.space });

function One({ factor, others }: { factor: api.OwnFactor; others: readonly api.OwnFactor[] }) {
  const [editing, setEditing] = useState(false);
  const work = useWork();
  return (
    <li class="card">
      <p>{factor.name}</p>
      <p class="quiet">
        {factor.used === 1 ? "In one check-in" : `In ${factor.used} check-ins`}
        {factor.space === api.records.Space.WORK && " · of work"}
      </p>
      {factor.merged.map((m) => (
        <p class="quiet">
          Also {m.name}{" "}
          <button type="button" onClick={() => work.run(async () => void (await journal.mergeFactors(of(m))))}>
            Part them
          </button>
        </p>
      ))}
      {editing ? (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const given = new FormData(e.currentTarget);
            const into = others[Number(given.get("into")) - 1];
            work.run(async (anyway) => {
              if (into) await journal.mergeFactors({ ...of(factor), into: into.id, intoSpace: into.space });
              else await journal.nameFactor({ ...of(factor), name: String(given.get("name")), anyway });
              setEditing(false);
            });
          }}
        >
          <label>
            <span>What it is called</span>
            <input name="name" defaultValue={factor.name} maxLength={64} />
          </label>
          <label>
            <span>Or it means the same as</span>
            {/* Nothing happens while one goes through it by keys: only what is kept counts. */}
            <select name="into">
              <option value={0}>no other</option>
              {others.map((o, i) => (
                <option value={i + 1}>{o.name}</option>
              ))}
            </select>
          </label>
          <div class="row">
            <button class="strong" type="submit" disabled={work.busy}>
              Keep
            </button>
            <button type="button" onClick={() => setEditing(false)}>
              Back
            </button>
          </div>
        </form>
      ) : (
        <div class="row">
          <button type="button" aria-label={`Change: ${factor.name}`} onClick={() => setEditing(true)}>
            Change
          </button>
          <button
            type="button"
            aria-label={`To the trash: ${factor.name}`}
            onClick={() => work.run(async () => void (await journal.trash({ ...of(factor), table: 16 })))}
          >
            To the trash
          </button>
        </div>
      )}
      <Said problem={work.problem} />
      <Anyway work={work} />
    </li>
  );
}

export function OwnFactors() {
  const { value, problem } = useAnswer(() => journal.factors({}));
  const writes = useAllowText();
  const all = value?.factor ?? [];
  return (
    <Page
      title="Your factors"
      lead="What your check-ins carry. Nothing is lost when you rename one, or make two of them one."
    >
      {problem && <p class="problem">{problem}</p>}
      {value && all.length === 0 && (
        <p class="quiet">
          {writes
            ? "None yet. A check-in makes them."
            : "On a work computer Eddy keeps numbers and choices only, and factors have names."}
        </p>
      )}
      <ul>
        {all.map((f) => (
          <One key={String(f.id)} factor={f} others={all.filter((o) => o !== f)} />
        ))}
      </ul>
    </Page>
  );
}
