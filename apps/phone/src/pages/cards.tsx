// The right sentence, by what is happening. Works locked.
import { useState } from "preact/hooks";
import { api, cards, content, useAnswer } from "../diary.js";
import { Page } from "../parts.js";
import { Lines } from "./people.js";

const { Kind } = api.content;

export function Cards() {
  const [wanted, setWanted] = useState("");
  const { value } = useAnswer(
    async () =>
      wanted.trim()
        ? (await cards.search({ words: wanted, limit: 8 })).hit.map((h) => h.practice!)
        : (await content.list({ kind: [Kind.CARD, Kind.SCRATCHPAD, Kind.LIST] })).practice,
    [wanted],
  );
  return (
    <Page title="Cards">
      <label>
        <span>What is happening?</span>
        <input type="search" value={wanted} onInput={(e) => setWanted(e.currentTarget.value)} placeholder="he is swearing at me" />
      </label>
      {value?.length === 0 && <p class="quiet">No card for these words. Fewer words find more.</p>}
      <ul>
        {value?.map((p) => (
          <li>
            <a class="card" href={`#/cards/${p.id}`}>
              <strong>{p.title}</strong>
              <span class="quiet">{p.about}</span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export function CardPage({ id }: { id: string }) {
  const { value, problem } = useAnswer(() => content.get({ id }), [id]);
  const p = value?.practice;
  if (problem) return <Page title="No such card">{<p class="problem">{problem}</p>}</Page>;
  if (!p) return <main aria-busy="true" />;
  return (
    <Page title={p.title} lead={p.about}>
      {p.group.map((g) => (
        <section>
          {g.title && <h2>{g.title}</h2>}
          <ul>
            {g.line.map((l) => (
              <li class="card">{l}</li>
            ))}
          </ul>
        </section>
      ))}
      {p.prompt.map((q) => (
        <label>
          <span>{q.ask}</span>
          <textarea />
        </label>
      ))}
      {(id === "card.danger" || id === "support.reach") && (
        <Lines />
      )}
    </Page>
  );
}
