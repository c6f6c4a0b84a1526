// What the core says of how it has been: the sentence first, and what went with what, in its words.
import { api, insights, useAnswer } from "./diary.js";
import { Copied } from "./parts.js";

export function People() {
  return (
    <p>
      <a class="key" href="#/people">
        My people
      </a>
    </p>
  );
}

export function Headline({ some, days }: { some: boolean; days: number }) {
  const { value } = useAnswer(() => insights.lookBack({ days, brief: true }), [days]);
  if (!value || (value.held === api.Held.TOO_EARLY && !some)) return null;
  return (
    <section>
      <p class="headline">{value.headline}</p>
      {value.withPeople && <People />}
    </section>
  );
}

/** A part of it: its lines with their numbers, how it is to be taken, and what may be given to somebody. */
export function Sections({ of }: { of: readonly api.Section[] }) {
  return (
    <>
      {of.map((s) => (
        <section>
          <h2>{s.title}</h2>
          <ul>
            {s.line.map((l) => (
              <li dir="auto">
                <span class="own">{l.text}</span> {l.more && <span class="quiet">{l.more}</span>}
              </li>
            ))}
          </ul>
          {s.note && <p class="quiet">{s.note}</p>}
          {s.withPeople && <People />}
          {s.copy && (
            <details>
              <summary>To give to a lead</summary>
              <Copied text={s.copy} />
            </details>
          )}
        </section>
      ))}
    </>
  );
}

export function LookBack({ days }: { days: number }) {
  const { value } = useAnswer(() => insights.lookBack({ days }), [days]);
  return <Sections of={value?.section ?? []} />;
}
