// What was kept, newest first, and found by its words or its day; mended, moved, put in the trash, and brought back.
import { useEffect, useState } from "preact/hooks";
import { lookAtSync } from "../courier.js";
import { api, journal, now, useAnswer, useTitles } from "../diary.js";
import { Factors } from "../factors.js";
import { Anyway, Choice, Page, Said, useWork } from "../parts.js";
import { CALL_KINDS, clock, lasting, textOf } from "../say.js";

type Entry = api.records.Entry;
const NAMES: Record<string, string> = {
  checkIn: "Check-in",
  hardCall: "Hard call",
  debrief: "Debrief",
  practiceDone: "Practice",
  note: "Note",
  sleep: "Night",
  brightSpot: "Bright spot",
  lesson: "Lesson",
  boardItem: "On the board",
  ownCard: "A card of yours",
  person: "Somebody to turn to",
  shift: "Shift",
  factor: "Factor",
};
const TABLES = [1, 2, 3, 4, 5, 6, 7, 8, 9]; // Entry's field numbers of what is written day by day
const SHIFT = 13;
const PORTION = 50;
const MOST = 1000; // as many as the core gives at once

const atMs = (e: Entry) => Number((e.record.value as { atMs?: bigint } | undefined)?.atMs ?? 0);

/** What is written day by day, newest first. Shifts to come have a page of their own; all else shows, whatever the clock says. */
async function daily(limit: number, until: number) {
  const written = await journal.list({ limit, table: TABLES, toMs: until });
  const worked = await journal.list({ limit, table: [SHIFT], toMs: until || Date.now() });
  const entry = [...written.entry, ...worked.entry].sort((a, b) => atMs(b) - atMs(a)).slice(0, limit);
  return { entry };
}

const { Space } = api.records;

function wording(entry: Entry, title: (practice: string) => string): string {
  const r = entry.record;
  const join = (...parts: (string | false | undefined)[]) => parts.filter(Boolean).join(" · ");
  switch (r.case) {
    case "checkIn": {
      const v = r.value;
      const of = (name: string, n: number | undefined) => n !== undefined && `${name} ${n}`;
      return join(
        of("mood", v.mood),
        of("energy", v.energy),
        of("tension", v.tension),
        v.feelings.join(", "),
        entry.factorName.join(", "),
        v.outside && "life outside weighs in",
        v.note,
      );
    }
    case "hardCall":
      return join(
        textOf(CALL_KINDS, r.value.kind),
        r.value.howHard !== undefined && `${r.value.howHard} of 10`,
        r.value.note,
      );
    case "debrief":
      return join(
        r.value.control,
        r.value.options,
        r.value.worst,
        r.value.turn,
        r.value.well,
        r.value.differently,
        r.value.ifThen,
      );
    case "sleep":
      return join(
        r.value.bedMs !== undefined && lasting(Number((r.value.atMs ?? 0n) - r.value.bedMs)),
        r.value.quality !== undefined && `${r.value.quality} of 5`,
        r.value.note,
      );
    case "practiceDone":
      return join(
        title(r.value.practice ?? ""),
        r.value.playedS !== undefined && `${r.value.playedS} s`,
        r.value.worse && "it made it worse",
      );
    case "note":
      return r.value.text ?? "";
    case "brightSpot":
    case "lesson":
      return r.value.what ?? "";
    case "boardItem":
      return join(r.value.text, r.value.from);
    case "person":
      return r.value.name ?? "";
    case "factor":
      return r.value.name ?? "";
    case "ownCard":
      return join(r.value.title, r.value.text);
    case "shift":
      return join(
        r.value.off && "not worked",
        r.value.endMs !== undefined && `until ${clock(Number(r.value.endMs))}`,
        r.value.intention,
        r.value.heavy,
        r.value.good,
        r.value.leave,
      );
    default:
      return "";
  }
}

// The one text of an entry that can be written again here.
function textOfEntry(entry: Entry): { text: string; with: (text: string) => Entry["record"] } | undefined {
  const r = entry.record;
  const some = (text: string) => text.trim() || undefined;
  switch (r.case) {
    case "checkIn":
      return {
        text: r.value.note ?? "",
        with: (t) => ({ ...r, value: { ...r.value, note: some(t) } }) as Entry["record"],
      };
    case "hardCall":
      return {
        text: r.value.note ?? "",
        with: (t) => ({ ...r, value: { ...r.value, note: some(t) } }) as Entry["record"],
      };
    case "sleep":
      return {
        text: r.value.note ?? "",
        with: (t) => ({ ...r, value: { ...r.value, note: some(t) } }) as Entry["record"],
      };
    case "note":
      return {
        text: r.value.text ?? "",
        with: (t) => ({ ...r, value: { ...r.value, text: some(t) } }) as Entry["record"],
      };
    case "brightSpot":
      return {
        text: r.value.what ?? "",
        with: (t) => ({ ...r, value: { ...r.value, what: some(t) } }) as Entry["record"],
      };
    default:
      return undefined;
  }
}

/** Of a check-in, with other factors where they were tapped. */
function withFactors(record: Entry["record"], factor: Uint8Array[] | undefined): Entry["record"] {
  if (record.case !== "checkIn" || !factor) return record;
  return { ...record, value: { ...record.value, factor } } as Entry["record"];
}

/** What an entry said before a work computer wrote over it, when somebody asks. */
function Earlier({ entry, title }: { entry: Entry; title: (practice: string) => string }) {
  const [all, setAll] = useState<Entry[]>();
  const work = useWork();
  const look = (skip = 0) =>
    work.run(async () => {
      const more = await journal.earlier({ id: entry.id, space: entry.space, skip });
      setAll((before) => [...(skip ? (before ?? []) : []), ...more.entry]);
    });
  const again = (as: Entry) => work.run(async () => void (await journal.keep({ entry: as, anyway: true })));
  return (
    <details onToggle={(e) => e.currentTarget.open && look()}>
      <summary>What it said before</summary>
      <p class="quiet">A work computer has written over this. Nothing was thrown away.</p>
      <ul>
        {all?.map((before) => (
          <li>
            <p>{wording(before, title) || "Nothing in words."}</p>
            {before.versions.map((v) => (
              <p>
                Beside it: {v.text}{" "}
                {textOfEntry(before) && (
                  <button
                    type="button"
                    onClick={() => again({ ...before, record: textOfEntry(before)!.with(v.text) } as Entry)}
                  >
                    Let it say that
                  </button>
                )}
              </p>
            ))}
            <button type="button" onClick={() => again(before)}>
              Let it say this again
            </button>
          </li>
        ))}
      </ul>
      {all && all.length < entry.earlier && (
        <button type="button" onClick={() => look(all.length)}>
          Show more
        </button>
      )}
      <Said problem={work.problem} />
    </details>
  );
}

interface Shown {
  entry: Entry;
  trash: boolean;
  title: (practice: string) => string;
  /** Where a work computer belongs to the account: to the other space. */
  onMove?: ((entry: Entry) => void) | undefined;
}
function One({ entry, trash, title, onMove }: Shown) {
  const [editing, setEditing] = useState(false);
  const [factor, setFactor] = useState<Uint8Array[]>();
  const work = useWork();
  const at = (entry.record.value as { atMs?: bigint }).atMs;
  const text = textOfEntry(entry);
  const name = NAMES[entry.record.case ?? ""]!;
  const said = wording(entry, title);
  return (
    <li class="card">
      <span class="quiet">
        {name} ·{" "}
        {at !== undefined && new Date(Number(at)).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}
        {onMove &&
          (entry.space === Space.WORK ? " · the work computer has it too" : " · only your own devices have it")}
      </span>
      {said && !editing && <p>{said}</p>}
      {entry.versions.length > 0 && (
        <details>
          <summary>{entry.versions.length + 1} versions</summary>
          <p class="quiet">
            Two devices wrote this without having heard of each other. Nothing was thrown away; the next time you keep
            it, yours is the one.
          </p>
          {entry.versions.map((v) => (
            <p>{v.text}</p>
          ))}
        </details>
      )}
      {entry.earlier > 0 && !editing && <Earlier entry={entry} title={title} />}
      {editing && text && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const given = String(new FormData(e.currentTarget).get("text"));
            work.run(async (anyway) => {
              await journal.keep({
                entry: { id: entry.id, space: entry.space, record: withFactors(text.with(given), factor) },
                seen: entry.versions.map((v) => v.stamp),
                anyway,
              });
              setEditing(false);
            });
          }}
        >
          <textarea name="text" aria-label="Your words" defaultValue={text.text} />
          {entry.record.case === "checkIn" && (
            <Factors carried={factor ?? entry.record.value.factor} onChange={setFactor} />
          )}
          <div class="row">
            <button class="strong" type="submit" disabled={work.busy}>
              Keep
            </button>
            <button type="button" onClick={() => setEditing(false)}>
              Back
            </button>
          </div>
        </form>
      )}
      {!editing && (
        <div class="row">
          {trash ? (
            <>
              <button
                type="button"
                onClick={() => work.run(async () => void (await journal.restore({ id: entry.id, space: entry.space })))}
              >
                Bring it back
              </button>
              <button
                type="button"
                onClick={() => work.run(async () => void (await journal.purge({ id: entry.id, space: entry.space })))}
              >
                Delete for good
              </button>
            </>
          ) : (
            <>
              {text && (
                <button type="button" aria-label={`Change: ${name}`} onClick={() => setEditing(true)}>
                  Change
                </button>
              )}
              {onMove && (
                <button
                  type="button"
                  aria-label={`${entry.space === Space.WORK ? "Move to home" : "Move to work"}: ${name}`}
                  onClick={() => onMove(entry)}
                >
                  {entry.space === Space.WORK ? "Move to home" : "Move to work"}
                </button>
              )}
              <button
                type="button"
                aria-label={`To the trash: ${name}`}
                onClick={() => work.run(async () => void (await journal.trash({ id: entry.id, space: entry.space })))}
              >
                To the trash
              </button>
            </>
          )}
        </div>
      )}
      <Said problem={work.problem} />
      <Anyway work={work} />
    </li>
  );
}

/** Only the person empties it, asked once more. */
function EmptyTrash() {
  const [sure, setSure] = useState(false);
  const work = useWork();
  if (!sure)
    return (
      <button type="button" onClick={() => setSure(true)}>
        Empty the trash
      </button>
    );
  return (
    <div class="card">
      <p>Everything in the trash is removed for good. This can not be undone.</p>
      <div class="row">
        <button
          type="button"
          disabled={work.busy}
          onClick={() => work.run(async () => void (await journal.emptyTrash({})))}
        >
          Remove it for good
        </button>
        <button type="button" onClick={() => setSure(false)}>
          Leave it there
        </button>
      </div>
      <Said problem={work.problem} />
    </div>
  );
}

export function Journal() {
  const title = useTitles();
  const [wanted, setWanted] = useState("");
  const [limit, setLimit] = useState(PORTION);
  const [view, setView] = useState(0);
  const [day, setDay] = useState("");
  const until = day ? Date.parse(`${day}T23:59:59.999`) : 0; // in this zone
  const moving = useWork();
  useEffect(() => void lookAtSync(), []);
  const shared = !now.status?.work && now.sync?.device.some((d) => d.work);
  const move = (entry: Entry) =>
    moving.run(async () => {
      const home = entry.space === Space.WORK;
      await journal.move({ id: entry.id, to: home ? Space.HOME : Space.WORK });
      return home
        ? "Moved to home. The work computer deletes its copy when it next syncs; older copies of its disk may still hold it."
        : "Moved to work: the work computer gets it when it next syncs.";
    });
  const trash = view === 1;
  const { value, problem } = useAnswer(
    () =>
      trash
        ? journal.list({ limit, trashed: true })
        : wanted.trim()
          ? journal.search({ query: wanted, limit })
          : daily(limit, until),
    [wanted, limit, view, until],
  );
  const shown = value?.entry.filter((e) => NAMES[e.record.case ?? ""]) ?? [];
  return (
    <Page title="Journal">
      {!trash && (
        <label>
          <span>Find words</span>
          <input type="search" value={wanted} onInput={(e) => (setWanted(e.currentTarget.value), setLimit(PORTION))} />
        </label>
      )}
      <Choice
        label="What to show"
        options={[
          { value: 0, text: "What I kept" },
          { value: 1, text: "The trash" },
        ]}
        value={view}
        onChange={(v) => (setView(v ?? 0), setLimit(PORTION))}
      />
      {!trash && !wanted.trim() && (
        <details open={day !== ""}>
          <summary>Back to an earlier day</summary>
          <label>
            <span>The newest day to show</span>
            <input type="date" value={day} onInput={(e) => (setDay(e.currentTarget.value), setLimit(PORTION))} />
          </label>
        </details>
      )}
      <Said problem={moving.problem} good={moving.good} />
      {problem && <p class="problem">{problem}</p>}
      {value && shown.length === 0 && (
        <p class="quiet">
          {trash
            ? "The trash is empty. What is put there stays until you empty it."
            : wanted
              ? "Nothing with these words."
              : until
                ? "Nothing until that day."
                : "Nothing yet. A check-in takes five seconds."}
        </p>
      )}
      <ul>
        {shown.map((e) => (
          <One key={String(e.id)} entry={e} trash={trash} title={title} onMove={shared && !trash ? move : undefined} />
        ))}
      </ul>
      {trash && value && value.entry.length > 0 && <EmptyTrash />}
      {value && value.entry.length >= limit && limit < MOST && (
        <button type="button" onClick={() => setLimit(Math.min(MOST, limit * 2))}>
          Show more
        </button>
      )}
      {value && value.entry.length >= MOST && (
        <p class="quiet">
          {wanted.trim()
            ? "These are the newest thousand. One word more narrows them."
            : "For older ones, go back to an earlier day, above."}
        </p>
      )}
    </Page>
  );
}
