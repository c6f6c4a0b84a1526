// What was kept, newest first, and found by its words.
import { useState } from "preact/hooks";
import { api, journal, useAnswer } from "../diary.js";
import { Page } from "../parts.js";

type Entry = api.records.Entry;
const NAMES: Record<string, string> = {
  checkIn: "Check-in", hardCall: "Hard call", debrief: "Debrief", practiceDone: "Practice", note: "Note", sleep: "Night", brightSpot: "Bright spot",
  lesson: "Lesson", boardItem: "On the board", shift: "Shift",
};

function words(entry: Entry): string {
  const r = entry.record;
  switch (r.case) {
    case "checkIn": {
      const v = r.value;
      const parts = [v.mood !== undefined && `mood ${v.mood}`, v.energy !== undefined && `energy ${v.energy}`, v.tension !== undefined && `tension ${v.tension}`, v.words.join(", "), v.note];
      return parts.filter(Boolean).join(" · ");
    }
    case "hardCall":
      return [r.value.howHard !== undefined && `how hard ${r.value.howHard}`, r.value.note].filter(Boolean).join(" · ");
    case "sleep":
      return r.value.quality !== undefined ? `how it was: ${r.value.quality} of 5` : "";
    case "practiceDone":
      return r.value.practice ?? "";
    case "note":
      return r.value.words ?? "";
    case "brightSpot":
      return r.value.what ?? "";
    default:
      return "";
  }
}

export function Journal() {
  const [wanted, setWanted] = useState("");
  const { value, problem } = useAnswer(() => (wanted.trim() ? journal.search({ words: wanted, limit: 50 }) : journal.list({ limit: 50 })), [wanted]);
  const shown = value?.entry.filter((e) => NAMES[e.record.case ?? ""]) ?? [];
  return (
    <Page title="Journal">
      <label>
        <span>Find words</span>
        <input type="search" value={wanted} onInput={(e) => setWanted(e.currentTarget.value)} />
      </label>
      {problem && <p class="problem">{problem}</p>}
      {value && shown.length === 0 && <p class="quiet">{wanted ? "Nothing with these words." : "Nothing yet. A check-in takes five seconds."}</p>}
      <ul>
        {shown.map((e) => {
          const at = (e.record.value as { atMs?: bigint }).atMs;
          return (
            <li class="card">
              <span class="quiet">
                {NAMES[e.record.case!]} · {at !== undefined && new Date(Number(at)).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}
              </span>
              {words(e) && <p>{words(e)}</p>}
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
