// Choices: those of the diary, which travel with it, and those of this device.
import { useState } from "preact/hooks";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { api, content, journal, now, Plain, settings, toPaper, useAnswer, useDiary } from "../diary.js";
import { Choice, Page, Said, useWork } from "../parts.js";
import { hhmm, OPT_OUTS, say, shiftMinutes, toMinutes } from "../say.js";
import { Copies, Erase } from "./copies.js";
import { lock } from "../lock.js";
import { Lock } from "./lock.js";
import licences from "../../../../bindings/web/src/licences.txt?url";

const PATTERN = 12; // Entry's field number
const THEMES = { auto: "As the device", light: "Light", dark: "Dark", night: "Night: nearly black, no blue" } as const;
export function applyTheme(theme = localStorage.getItem("theme") ?? "auto"): void {
  localStorage.setItem("theme", theme);
  document.documentElement.dataset.theme = theme;
}
const DAYS = Array.from({ length: 7 }, (_, i) =>
  new Date(Date.UTC(2024, 0, 1 + i)).toLocaleDateString([], { weekday: "long", timeZone: "UTC" }),
);

function Week() {
  const kept = useAnswer(() => journal.list({ table: [PATTERN], toMs: Date.now(), limit: 1 })).value;
  const work = useWork();
  if (!kept) return null;
  const record = kept.entry[0]?.record;
  const slots = record?.case === "shiftPattern" ? record.value.slots : [];
  return (
    <form
      key={String(kept.entry[0]?.id ?? "none")}
      onSubmit={(e) => {
        e.preventDefault();
        const given = new FormData(e.currentTarget);
        work.run(async () => {
          const slots = DAYS.flatMap((name, i) => {
            if (given.get(`on${i}`) !== "on") return [];
            const [start, end] = [String(given.get(`from${i}`)), String(given.get(`to${i}`))];
            if (!start || !end) throw new Plain(`${name}: both times, please. Nothing was changed.`);
            return [{ weekday: i + 1, startMin: toMinutes(start), lengthMin: shiftMinutes(start, end) }];
          });
          await journal.keep({ entry: { record: { case: "shiftPattern", value: { slots } } } });
          return "Kept. Your usual week holds from now on; a shift that ends past midnight is one shift.";
        });
      }}
    >
      <h2>Your usual week</h2>
      {DAYS.map((name, i) => {
        const slot = slots.find((s) => s.weekday === i + 1);
        return (
          <div class="week">
            <label class="tick">
              <input type="checkbox" name={`on${i}`} defaultChecked={slot !== undefined} />
              <span>{name}</span>
            </label>
            <input
              type="time"
              name={`from${i}`}
              aria-label={`${name} from`}
              defaultValue={hhmm(slot?.startMin ?? 540)}
            />
            <input
              type="time"
              name={`to${i}`}
              aria-label={`${name} until`}
              defaultValue={hhmm((slot?.startMin ?? 540) + (slot?.lengthMin ?? 510))}
            />
          </div>
        );
      })}
      <button type="submit" disabled={work.busy}>
        Keep this week
      </button>
      <Said problem={work.problem} good={work.good} />
      <p>
        Days that differ, or a week that is never the same: <a href="#/shifts">shifts by date</a>.
      </p>
    </form>
  );
}

export type Change = (change: MessageInitShape<typeof api.records.SettingsSchema>, clear?: string[]) => void;

function Languages({ s, set }: { s: api.records.Settings; set: Change }) {
  const known = useAnswer(() => content.list({ kind: [api.content.Kind.CHECK_IN] })).value?.language ?? [];
  const unread = known.filter((l) => !l.reviewed).map((l) => l.name);
  const options = known.map((l) => <option value={l.code}>{l.name}</option>);
  return (
    <>
      <div class="pair">
        <label>
          <span>Practices</span>
          <select value={s.language} onChange={(e) => set({ language: e.currentTarget.value })}>
            {options}
          </select>
        </label>
        <label>
          <span>Cards, as your callers speak</span>
          <select value={s.cardsLanguage ?? ""} onChange={(e) => set({ cardsLanguage: e.currentTarget.value })}>
            <option value="">As practices</option>
            {options}
          </select>
        </label>
      </div>
      <p class="quiet">
        The rest of Eddy is in English so far.{" "}
        {unread.length > 0 && `Not reviewed by a native speaker yet: ${unread.join(", ")}.`}
      </p>
    </>
  );
}

// The version, and what others wrote: a file beside the page, kept for offline with the rest.
function MadeOf() {
  const [text, setText] = useState("");
  const read = async () => setText(await (await fetch(licences)).text());
  return (
    <details onToggle={() => void read().catch((e) => setText(say(e)))}>
      <summary>What Eddy is made of</summary>
      <pre>{text}</pre>
    </details>
  );
}

// What is asked for of one's own accord, each with what it never does. At work nothing is known that it would need.
function Tried({ s, set }: { s: api.records.Settings; set: Change }) {
  if (now.status?.work)
    return <p class="quiet">Choosing for you, and finding out whether resets help: on a device of your own.</p>;
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={s.chooseForMe ?? false}
          onChange={(e) => set({ chooseForMe: e.currentTarget.checked })}
        />
        <span>
          Choose for me: what stands first plays what Eddy chooses by your own ratings, and it says why. Never on a
          call, in the three days after a grave one or in a heavy time: then it is your pinned one.
        </span>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={s.waitArm ?? false}
          onChange={(e) => set({ waitArm: e.currentTarget.checked })}
        />
        <span>
          Find out whether resets help, by sometimes just waiting: as often as you are asked above, you say first how
          tense you are, and by chance about one such reset in three is then a wait, which one key ends. Never over
          tension 6, on a call, in the three days after a grave one or in a heavy time. It all ends by itself after 40
          waits, or when something can be said.
        </span>
      </label>
    </>
  );
}

export function Settings() {
  useDiary();
  const { value: s } = useAnswer(() => settings.get());
  const [theme, setTheme] = useState(localStorage.getItem("theme") ?? "auto");
  const [problem, setProblem] = useState<string>();
  const locking = useWork();
  if (!s) return <main aria-busy="true" />;
  // One after the other, and none left out: arrow keys in a list change it faster than a disk is written.
  const set: Change = (change, clear = []) =>
    void settings.set({ settings: change, clear }).then(
      () => setProblem(undefined),
      (e) => setProblem(say(e)),
    );
  return (
    <Page title="Settings">
      <button class="strong" type="button" onClick={() => locking.run(lock)}>
        Lock now
      </button>
      <section>
        <h2>This device</h2>
        <label>
          <span>Colours</span>
          <select
            value={theme}
            onChange={(e) => {
              setTheme(e.currentTarget.value);
              applyTheme(e.currentTarget.value);
            }}
          >
            {Object.entries(THEMES).map(([value, text]) => (
              <option value={value}>{text}</option>
            ))}
          </select>
        </label>
        {now.status?.work && (
          <label class="tick">
            <input
              type="checkbox"
              checked={s.allowText ?? false}
              onChange={(e) => set({ allowText: e.currentTarget.checked })}
            />
            <span>
              Keep words here, too. Off, Eddy keeps numbers and choices only; words are safer on your own phone.
            </span>
          </label>
        )}
        <label class="tick">
          <input
            type="checkbox"
            checked={s.reducedMotion ?? false}
            onChange={(e) => set({ reducedMotion: e.currentTarget.checked })}
          />
          <span>Less motion: a still shape, and words that say when</span>
        </label>
        <p class="quiet">Text follows the size that the browser is set to.</p>
      </section>
      <section>
        <h2>Practices</h2>
        <Choice
          label="Ask how tense it was"
          options={[
            { value: 0, text: "Never" },
            { value: 1, text: "Each time" },
            { value: 3, text: "About one in three" },
            { value: 10, text: "One in ten" },
          ]}
          value={s.rateEvery ?? 0}
          onChange={(v) => set({ rateEvery: v ?? 0 })}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={s.waitForMe ?? false}
            onChange={(e) => set({ waitForMe: e.currentTarget.checked })}
          />
          <span>Wait for me: questions stay until they are answered</span>
        </label>
        <Tried s={s} set={set} />
        <fieldset class="choice">
          <legend>Leave out</legend>
          <div>
            {OPT_OUTS.map(([value, text]) => (
              <button
                type="button"
                aria-pressed={s.optOuts.includes(value)}
                onClick={() =>
                  set(
                    {
                      optOuts: s.optOuts.includes(value) ? s.optOuts.filter((o) => o !== value) : [...s.optOuts, value],
                    },
                    ["opt_outs"],
                  )
                }
              >
                {text}
              </button>
            ))}
          </div>
        </fieldset>
      </section>
      <Week />
      <section>
        <h2>Sleep</h2>
        <Choice
          label="Sleep you need"
          options={[420, 450, 480, 510, 540].map((value) => ({
            value,
            text: `${Math.floor(value / 60)} h${value % 60 ? " 30" : ""}`,
          }))}
          value={s.sleepNeedMin}
          onChange={(v) => v && set({ sleepNeedMin: v })}
        />
        <Choice
          label="Winding down takes"
          options={[15, 30, 45, 60].map((value) => ({ value, text: `${value} min` }))}
          value={s.windDownMin}
          onChange={(v) => v && set({ windDownMin: v })}
        />
        <label>
          <span>Your day begins at, where no night is written down</span>
          <input
            type="time"
            value={hhmm(s.dayBoundaryMin ?? 240)}
            onChange={(e) => e.currentTarget.value && set({ dayBoundaryMin: toMinutes(e.currentTarget.value) })}
          />
        </label>
      </section>
      <section>
        <h2>Languages and country</h2>
        <Languages s={s} set={set} />
        <div class="pair">
          <label>
            <span>Your country, two letters</span>
            <input
              maxLength={2}
              value={s.country ?? ""}
              autocapitalize="characters"
              onChange={(e) => set({ country: e.currentTarget.value.trim().toUpperCase() })}
            />
          </label>
          <label>
            <span>The callers' country</span>
            <input
              maxLength={2}
              value={s.callerCountry ?? ""}
              autocapitalize="characters"
              onChange={(e) => set({ callerCountry: e.currentTarget.value.trim().toUpperCase() })}
            />
          </label>
        </div>
      </section>
      <Said problem={problem} />
      <Lock
        s={s}
        set={set}
        onPhrase={(phrase) =>
          toPaper({ phrase, lead: "They open your diary if you forget the passphrase. Older words do not any more." })
        }
      />
      <Copies />
      <Erase />
      <MadeOf />
      <p class="quiet">
        Eddy is not a medical device.{" "}
        {now.sync?.joined ? "What leaves this device is sealed for your own devices." : "Nothing leaves this device."}
      </p>
    </Page>
  );
}
