// Choices: those of the diary, which travel with it, and those of this device; the lock, copies, and the way out.
import { useState } from "preact/hooks";
import { toJson } from "@bufbuild/protobuf";
import { api, core, erase, exchanges, journal, look, now, Plain, settings, useAnswer, useDiary } from "../diary.js";
import { forgetKey, hasAuthenticator, makeKey } from "../key.js";
import { download } from "../files.js";
import { Choice, Page, Said, useWork, WordsOnPaper } from "../parts.js";
import { OPT_OUTS } from "../say.js";

const PATTERN = 12; // Entry's field number
const THEMES = { auto: "As the device", light: "Light", dark: "Dark", night: "Night: nearly black, no blue" } as const;
export function applyTheme(theme = localStorage.getItem("theme") ?? "auto"): void {
  localStorage.setItem("theme", theme);
  document.documentElement.dataset["theme"] = theme;
}
const DAYS = Array.from({ length: 7 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toLocaleDateString([], { weekday: "long", timeZone: "UTC" }));
const hhmm = (min: number) => `${String(Math.floor(min / 60) % 24).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
const toMinutes = (t: string) => Number(t.slice(0, 2)) * 60 + Number(t.slice(3, 5));
const today = () => new Date().toISOString().slice(0, 10);

function Passphrase({ name = "passphrase", label, fresh }: { name?: string; label: string; fresh?: boolean }) {
  return (
    <label>
      <span>{label}</span>
      <input name={name} type="password" autocomplete={fresh ? "new-password" : "current-password"} required />
    </label>
  );
}

function Week() {
  const kept = useAnswer(() => journal.list({ table: [PATTERN], limit: 1 })).value;
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
            const [a, b] = [toMinutes(start), toMinutes(end)];
            return [{ weekday: i + 1, startMin: a, lengthMin: b > a ? b - a : b + 1440 - a }];
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
            <input type="time" name={`from${i}`} aria-label={`${name} from`} defaultValue={hhmm(slot?.startMin ?? 540)} />
            <input type="time" name={`to${i}`} aria-label={`${name} until`} defaultValue={hhmm((slot?.startMin ?? 540) + (slot?.lengthMin ?? 510))} />
          </div>
        );
      })}
      <button disabled={work.busy}>Keep this week</button>
      <Said problem={work.problem} good={work.good} />
    </form>
  );
}

export function Settings() {
  useDiary();
  const { value: s } = useAnswer(() => settings.get());
  const room = useAnswer(async () => ({ ...(await navigator.storage.estimate()), lasting: await navigator.storage.persisted() })).value;
  const [theme, setTheme] = useState(localStorage.getItem("theme") ?? "auto");
  const [words, setWords] = useState<readonly string[]>([]);
  const [share, setShare] = useState<number>();
  const [unknown, setUnknown] = useState<{ file: Uint8Array<ArrayBuffer>; label: readonly string[] }>();
  const [undo, setUndo] = useState<Uint8Array<ArrayBuffer>>();
  const own = useWork();
  const work = useWork();
  const lock = useWork();
  const copies = useWork();
  const end = useWork();
  if (words.length) return <WordsOnPaper words={words} lead="They open your diary if you forget the passphrase. Older words do not any more." onDone={() => setWords([])} />;
  if (!s) return <main aria-busy="true" />;
  const set = (change: Parameters<typeof settings.set>[0] extends infer T ? NonNullable<NonNullable<T> extends { settings?: infer S } ? S : never> : never, clear: string[] = []) =>
    own.run(async () => void (await settings.set({ settings: change, clear })));
  const secret = (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    return { form, text: (name: string) => String(given.get(name) ?? "") };
  };
  const daylio = (file: Uint8Array<ArrayBuffer>, mood: { label: string; mood: number }[] = []) =>
    copies.run(async () => {
      const r = await exchanges.importDaylio({ file, mood });
      if (r.unknownMood.length) {
        setUnknown({ file, label: r.unknownMood });
        return "Nothing was taken in yet: say below what your own words for moods mean.";
      }
      setUnknown(undefined);
      setUndo(r.imported ? (r.import as Uint8Array<ArrayBuffer>) : undefined);
      return `${r.imported} taken in, ${r.duplicates} were there already, ${r.left.length} left out${r.left.length ? `: ${r.left.slice(0, 20).map((l) => `line ${l.line} (${l.reason})`).join(", ")}` : ""}.`;
    });
  return (
    <Page title="Settings">
      <button
        class="strong"
        type="button"
        onClick={() =>
          lock.run(async () => {
            await core.lock();
            await look();
          })
        }
      >
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
        <label class="tick">
          <input type="checkbox" checked={s.reducedMotion ?? false} onChange={(e) => set({ reducedMotion: e.currentTarget.checked })} />
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
          <input type="checkbox" checked={s.waitForMe ?? false} onChange={(e) => set({ waitForMe: e.currentTarget.checked })} />
          <span>Wait for me: questions stay until they are answered</span>
        </label>
        <fieldset class="choice">
          <legend>Leave out</legend>
          <div>
            {OPT_OUTS.map(([value, text]) => (
              <button
                type="button"
                aria-pressed={s.optOuts.includes(value)}
                onClick={() => set({ optOuts: s.optOuts.includes(value) ? s.optOuts.filter((o) => o !== value) : [...s.optOuts, value] }, ["opt_outs"])}
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
          options={[420, 450, 480, 510, 540].map((value) => ({ value, text: `${Math.floor(value / 60)} h${value % 60 ? " 30" : ""}` }))}
          value={s.sleepNeedMin}
          onChange={(v) => v && set({ sleepNeedMin: v })}
        />
        <Choice label="Winding down takes" options={[15, 30, 45, 60].map((value) => ({ value, text: `${value} min` }))} value={s.windDownMin} onChange={(v) => v && set({ windDownMin: v })} />
        <label>
          <span>Your day begins at, where no night is written down</span>
          <input type="time" value={hhmm(s.dayBoundaryMin ?? 240)} onChange={(e) => e.currentTarget.value && set({ dayBoundaryMin: toMinutes(e.currentTarget.value) })} />
        </label>
      </section>
      <section>
        <h2>Language and country</h2>
        <p class="quiet">Eddy speaks English so far.</p>
        <div class="pair">
          <label>
            <span>Your country, two letters</span>
            <input maxLength={2} value={s.country ?? ""} autocapitalize="characters" onChange={(e) => set({ country: e.currentTarget.value.trim().toUpperCase() })} />
          </label>
          <label>
            <span>The callers' country</span>
            <input maxLength={2} value={s.callerCountry ?? ""} autocapitalize="characters" onChange={(e) => set({ callerCountry: e.currentTarget.value.trim().toUpperCase() })} />
          </label>
        </div>
      </section>
      <Said problem={own.problem} />
      <section>
        <h2>The lock</h2>
        <Choice
          label="Lock when nobody has touched it for"
          options={[
            { value: 60, text: "1 min" },
            { value: 300, text: "5 min" },
            { value: 900, text: "15 min" },
            { value: 3600, text: "1 h" },
            { value: 0, text: "Never" },
          ]}
          value={s.lockAfterS ?? 0}
          onChange={(v) => set({ lockAfterS: v ?? 0 })}
        />
        <label class="tick">
          <input type="checkbox" checked={s.rememberLocked ?? false} onChange={(e) => set({ rememberLocked: e.currentTarget.checked })} />
          <span>Remember choices while locked: what you leave out and your country lie readable on this device, so that practices and lines fit without the passphrase</span>
        </label>
        {now.status?.deviceKey ? (
          <form
            onSubmit={(e) => {
              const { form, text } = secret(e);
              lock.run(async () => {
                await core.setDeviceKey({ passphrase: text("passphrase") });
                forgetKey();
                form.reset();
                await look();
                return "Gone. The passphrase opens it, as before.";
              });
            }}
          >
            <Passphrase label="This device's own key opens the diary. To end that, your passphrase" />
            <button disabled={lock.busy}>Forget this device's key</button>
          </form>
        ) : hasAuthenticator() ? (
          <form
            onSubmit={(e) => {
              const { form, text } = secret(e);
              lock.run(async () => {
                const deviceKey = await makeKey();
                await core.setDeviceKey({ passphrase: text("passphrase"), deviceKey });
                form.reset();
                await look();
                return "From now on the device's own lock opens the diary, too. The passphrase still does, and you still need to know it.";
              });
            }}
          >
            <Passphrase label="Open with this device's own lock (face, finger, PIN), besides the passphrase: your passphrase, once" />
            <button disabled={lock.busy}>Let this device open it</button>
          </form>
        ) : (
          <p class="quiet">This browser has no key of its own to open the diary with; the passphrase and the words do.</p>
        )}
        <details>
          <summary>Change the passphrase</summary>
          <form
            onSubmit={(e) => {
              const { form, text } = secret(e);
              lock.run(async () => {
                if (text("fresh") !== text("again")) throw new Plain("The two new ones are not the same. Nothing was changed.");
                await core.changePassphrase({ passphrase: text("passphrase"), fresh: text("fresh") });
                form.reset();
                return "Changed. Backups made before open with the old one.";
              });
            }}
          >
            <Passphrase label="The passphrase now" />
            <Passphrase name="fresh" label="The new one" fresh />
            <Passphrase name="again" label="The new one once more" fresh />
            <button disabled={lock.busy}>Change it</button>
          </form>
        </details>
        <details>
          <summary>Make 24 words for paper</summary>
          <form
            onSubmit={(e) => {
              const { form, text } = secret(e);
              lock.run(async () => {
                setWords((await core.makeWords({ passphrase: text("passphrase") })).words);
                form.reset();
              });
            }}
          >
            <Passphrase label="Your passphrase" />
            <button disabled={lock.busy}>Make them</button>
          </form>
        </details>
        <Said problem={lock.problem} good={lock.good} />
      </section>
      <section>
        <h2>Copies</h2>
        {room && (
          <p class="quiet">
            {Math.max(1, Math.round((room.usage ?? 0) / 1e6))} MB here.{" "}
            {room.lasting ? "The browser has promised to keep it." : "The browser may throw it away when the device runs out of room: pair a second device, or keep a backup."}
          </p>
        )}
        {room && !room.lasting && (
          <button
            type="button"
            onClick={() =>
              copies.run(async () => {
                if (!(await navigator.storage.persist())) throw new Plain("The browser did not promise it. Installed as an app, or used for a while, it often does. Nothing was changed.");
                return "The browser has promised to keep it.";
              })
            }
          >
            Ask the browser to keep it
          </button>
        )}
        <div class="row">
          <button
            type="button"
            disabled={copies.busy}
            onClick={() =>
              copies.run(async () => {
                const parts: Uint8Array[] = [];
                for (let cursor: Uint8Array<ArrayBuffer> = new Uint8Array(0); ; ) {
                  const r = await exchanges.backUp({ cursor });
                  parts.push(r.bytes);
                  setShare(r.progress);
                  if (r.done) break;
                  cursor = r.cursor as Uint8Array<ArrayBuffer>;
                }
                setShare(undefined);
                download(`eddy-${today()}.backup`, "application/octet-stream", parts);
                return "A backup, encrypted: it opens with this passphrase or these words, on any Eddy.";
              })
            }
          >
            Back up, encrypted
          </button>
          <button
            type="button"
            disabled={copies.busy}
            onClick={() =>
              copies.run(async () => {
                const parts: string[] = [];
                let written = 0;
                for (let after: Uint8Array<ArrayBuffer> = new Uint8Array(0); ; ) {
                  const r = await exchanges.export({ after, limit: 500 });
                  for (const one of r.record) parts.push((written++ ? ",\n" : "[\n") + JSON.stringify(toJson(api.ExportedSchema, one)));
                  setShare(r.progress);
                  if (!r.next.length) break;
                  after = r.next as Uint8Array<ArrayBuffer>;
                }
                setShare(undefined);
                download(`eddy-${today()}.json`, "application/json", [...parts, written ? "\n]\n" : "[]\n"]);
                return `${written} entries. This file is not encrypted: everybody who has it can read it.`;
              })
            }
          >
            Export, readable
          </button>
        </div>
        {share !== undefined && <progress value={share} max={1} aria-label="How much of it is done" />}
        <label>
          <span>Take in a Daylio export (.csv)</span>
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={(e) => {
              const file = e.currentTarget.files?.[0];
              if (file) void file.arrayBuffer().then((b) => daylio(new Uint8Array(b)));
              e.currentTarget.value = "";
            }}
          />
        </label>
        {unknown && (
          <form
            onSubmit={(e) => {
              e.preventDefault();
              const given = new FormData(e.currentTarget);
              daylio(unknown.file, unknown.label.map((label, i) => ({ label, mood: Number(given.get(`mood${i}`)) })));
            }}
          >
            {unknown.label.map((label, i) => (
              <label>
                <span>“{label}” is a mood of: 1 lowest, 5 highest</span>
                <select name={`mood${i}`}>
                  {[1, 2, 3, 4, 5].map((n) => (
                    <option selected={n === 3}>{n}</option>
                  ))}
                </select>
              </label>
            ))}
            <button disabled={copies.busy}>Take it in</button>
          </form>
        )}
        {undo && (
          <button type="button" onClick={() => copies.run(async () => (setUndo(undefined), `${(await exchanges.undoImport({ import: undo })).removed} taken out again.`))}>
            Take that back
          </button>
        )}
        <button
          type="button"
          onClick={() =>
            copies.run(async () => {
              const r = await core.check();
              if (!r.sound) throw new Plain(`${r.problem.length} things in the diary do not fit together. Nothing was changed. Keep a backup as it is now, then pair with another device of yours or restore an older backup.`);
              return `Every page and all ${r.records} entries were read: all sound.`;
            })
          }
        >
          Check the diary
        </button>
        <Said problem={copies.problem} good={copies.good} />
      </section>
      <details>
        <summary>Take the diary off this device</summary>
        <p>Everything Eddy keeps in this browser goes for good: entries, pictures, keys. Other devices and backups keep theirs. To be sure that it is you, your passphrase, and the word that says what will happen.</p>
        <form
          onSubmit={(e) => {
            const { text } = secret(e);
            end.run(async () => {
              if (text("word").trim().toLowerCase() !== "erase") throw new Plain("The word is “erase”. Nothing was changed.");
              await core.lock();
              await core.unlock({ passphrase: text("passphrase") });
              await erase();
            });
          }}
        >
          <Passphrase label="Your passphrase" />
          <label>
            <span>Type: erase</span>
            <input name="word" required autocomplete="off" autocapitalize="off" />
          </label>
          <button disabled={end.busy}>Take it off this device</button>
          <Said problem={end.problem} />
        </form>
      </details>
      <p class="quiet">Eddy is not a medical device. {now.sync?.joined ? "What leaves this device is sealed for your own devices." : "Nothing leaves this device."}</p>
    </Page>
  );
}
