// The right sentence, by what is happening. Works locked.
import { useState } from "preact/hooks";
import { api, content, findCards, journal, now, Plain, useAllowText, useAnswer } from "../diary.js";
import { Anyway, Page, Said, Unread, useWork } from "../parts.js";
import { dial, Lines } from "./people.js";

const { Kind } = api.content;

export function Cards() {
  const [wanted, setWanted] = useState("");
  const { value } = useAnswer(async () => {
    if (wanted.trim()) {
      const reply = await findCards(wanted);
      return { fits: reply.hit.map((h) => h.practice!), also: reply.also };
    }
    return { fits: (await content.list({ kind: [Kind.CARD, Kind.SCRATCHPAD, Kind.LIST] })).practice, also: [] };
  }, [wanted]);
  return (
    <Page title="Cards">
      <label>
        <span>What is happening?</span>
        <input
          type="search"
          value={wanted}
          onInput={(e) => setWanted(e.currentTarget.value)}
          placeholder="he is swearing at me"
        />
      </label>
      {value?.fits.length === 0 && <p class="quiet">No card for these words. Fewer words find more.</p>}
      <ul>
        {[...(value?.fits ?? []), ...(value?.also ?? [])].map((p) => (
          <li>
            <a class="card" href={`#/cards/${p.id}`} lang={p.language}>
              <strong>{p.title}</strong>
              <span class="quiet">{p.about}</span>
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

type Group = api.content.Practice["group"][number];
/** How many sentences to say stand before this group's: they are numbered through the whole card. */
const saidBefore = (all: Group[], group: Group) =>
  all.slice(0, all.indexOf(group)).reduce((n, g) => n + (g.say ? g.line.length : 0), 0);

/** One touch that calls: the emergency number of the country that callers are in. */
function Call() {
  const { value } = useAnswer(() => content.lines({ forCaller: true }));
  const first = value?.line.find((l) => l.emergency)?.of;
  if (!value || (!first && value.country)) return null;
  if (!first)
    return (
      <p>
        Set the callers' country in <a href="#/settings">Settings</a>: then its emergency number stands here.
      </p>
    );
  return (
    <a class="key strong" href={dial(first.number)}>
      Call {first.number}
    </a>
  );
}

/** Whom to bring in, as the card says; nobody while locked. */
function Leads({ people }: { people: readonly api.records.Entry[] }) {
  if (!people.length) return null;
  return (
    <ul>
      {people.map(
        (e) =>
          e.record.case === "person" && (
            <li class="card">
              <strong>{e.record.value.name}</strong> {e.record.value.reach}
            </li>
          ),
      )}
    </ul>
  );
}

export function CardPage({ id }: { id: string }) {
  const { value, problem } = useAnswer(() => content.get({ id }), [id]);
  const work = useWork();
  const own = useWork();
  const writes = useAllowText();
  const p = value?.practice;
  if (problem) return <Page title="No such card">{<p class="problem">{problem}</p>}</Page>;
  if (!p || !value) return <main aria-busy="true" />;
  return (
    <Page title={p.title} lead={p.about} lang={p.language}>
      {!value.reviewed && <Unread />}
      {id === "card.danger" && <Call />}
      <Leads people={value.person} />
      {value.own.length > 0 && (
        <section>
          <h2>Your own words</h2>
          <ul>{value.own.map((e) => e.record.case === "ownCard" && <li class="card">{e.record.value.text}</li>)}</ul>
        </section>
      )}
      {p.group.map((g) => (
        <section lang={p.language}>
          {g.title && <h2>{g.title}</h2>}
          {g.say ? (
            <ol class="say" start={1 + saidBefore(p.group, g)}>
              {g.line.map((l) => (
                <li>{l}</li>
              ))}
            </ol>
          ) : (
            <ul>
              {g.line.map((l) => (
                <li class="quiet">{l}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      {p.prompt.length > 0 && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const given = new FormData(form);
            work.run(async (anyway) => {
              const lines = p.prompt.flatMap((q) => {
                const text = String(given.get(q.id)).trim();
                return text ? [`${q.ask}\n${text}`] : [];
              });
              if (!lines.length) throw new Plain("There is nothing to keep yet.");
              await journal.keep({
                entry: { record: { case: "note", value: { practice: id, text: lines.join("\n\n") } } },
                anyway,
              });
              form.reset();
              return "Kept in the journal.";
            });
          }}
        >
          {p.prompt.map((q) => (
            <label>
              <span lang={p.language}>{q.ask}</span>
              <textarea name={q.id} />
            </label>
          ))}
          <p class="quiet">
            {writes
              ? "These lines are for the call: they are gone when you leave this page, unless you keep them."
              : "These lines are for the call: they are gone when you leave this page. This computer keeps numbers only."}
          </p>
          {writes && (
            <button type="submit" disabled={work.busy}>
              Keep them
            </button>
          )}
          <Said problem={work.problem} good={work.good} />
          <Anyway work={work} />
        </form>
      )}
      {p.ownWords && now.status?.open && writes && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const text = String(new FormData(form).get("words")).trim();
            own.run(async (anyway) => {
              await journal.keep({ entry: { record: { case: "ownCard", value: { practice: id, text } } }, anyway });
              form.reset();
            });
          }}
        >
          <label>
            <span>
              {id === "card.danger" ? "Your centre's procedure, in your words" : "Add your own words to this card"}
            </span>
            <textarea name="words" required />
          </label>
          <button type="submit" disabled={own.busy}>
            Add them
          </button>
          <Said problem={own.problem} />
          <Anyway work={own} />
        </form>
      )}
      {id === "card.danger" && <Lines forCaller />}
      {id === "support.reach" && <Lines />}
    </Page>
  );
}
