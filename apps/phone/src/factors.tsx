// One's own factors, to tap; a new one is typed. None where no words are kept, and while the diary is locked.
import { useState } from "preact/hooks";
import { isOn, offered, suggestedFirst, toggled, type Ids } from "./carried.js";
import { journal, now, useAllowText, useAnswer } from "./diary.js";
import { Anyway, Said, useWork } from "./parts.js";

export function Factors({ carried, onChange }: { carried: Ids; onChange: (ids: Uint8Array[]) => void }) {
  const [typed, setTyped] = useState("");
  const work = useWork();
  const writes = useAllowText();
  const open = now.status?.open === true;
  const { value } = useAnswer(async () => (open ? await journal.factors({}) : undefined), [open]);
  const all = suggestedFirst(value?.factor ?? [], value?.suggested ?? []);
  if (!writes || !open) return null;
  const add = () =>
    work.run(async (anyway) => {
      const made = await journal.nameFactor({ name: typed, anyway });
      setTyped("");
      if (!isOn(made, carried)) onChange([...carried, made.id]);
    });
  return (
    <fieldset class="choice">
      <legend>What belongs to it: your own factors</legend>
      <div>
        {offered(all, carried, typed).map((f) => (
          <button type="button" aria-pressed={isOn(f, carried)} onClick={() => onChange(toggled(f, carried))}>
            {f.name}
          </button>
        ))}
      </div>
      <label>
        <span>{all.length ? "Another one, or find one" : "Such as overtime, gym, a new campaign"}</span>
        <input
          value={typed}
          maxLength={64}
          onInput={(e) => setTyped(e.currentTarget.value)}
          onKeyDown={(e) => e.key === "Enter" && (e.preventDefault(), typed.trim() && add())}
        />
      </label>
      {typed.trim() && (
        <button type="button" disabled={work.busy} onClick={add}>
          Add “{typed.trim()}”
        </button>
      )}
      {all.length > 0 && (
        <p class="quiet">
          Rename them, or make two of them one: <a href="#/factors">your factors</a>.
        </p>
      )}
      <Said problem={work.problem} />
      <Anyway work={work} />
    </fieldset>
  );
}
