// Copies out and in, a look whether all is sound, and the way off this device.
import { useState } from "preact/hooks";
import { toJson } from "@bufbuild/protobuf";
import { api, core, erase, exchange, Plain, useAnswer } from "../diary.js";
import { download } from "../files.js";
import { Choice, Said, useWork } from "../parts.js";
import { Passphrase, secrets } from "./lock.js";

const ORDERS = [
  { value: api.DateOrder.DMY, text: "Day, month, year" },
  { value: api.DateOrder.MDY, text: "Month, day, year" },
  { value: api.DateOrder.YMD, text: "Year, month, day" },
];
const today = () => new Date().toISOString().slice(0, 10);

export function Copies() {
  const room = useAnswer(async () => ({
    ...(await navigator.storage.estimate()),
    lasting: await navigator.storage.persisted(),
  })).value;
  const [share, setShare] = useState<number>();
  const [unknown, setUnknown] = useState<{ file: Uint8Array<ArrayBuffer>; order: number; label: readonly string[] }>();
  const [undo, setUndo] = useState<Uint8Array<ArrayBuffer>>();
  const copies = useWork();
  const [dates, setDates] = useState<{ file: Uint8Array<ArrayBuffer>; open: string; order: readonly number[] }>();
  const daylio = (file: Uint8Array<ArrayBuffer>, mood: { label: string; mood: number }[] = [], order = 0) =>
    copies.run(async () => {
      const r = await exchange.importDaylio({ file, mood, order });
      setDates(r.openDate ? { file, open: r.openDate, order: r.order } : undefined);
      setUnknown(undefined);
      if (r.openDate) return "Nothing was taken in yet: say below how its dates are written.";
      if (r.unknownMood.length) {
        setUnknown({ file, order, label: r.unknownMood });
        return "Nothing was taken in yet: say below what your own words for moods mean.";
      }
      setUndo(r.imported || r.turned ? (r.import as Uint8Array<ArrayBuffer>) : undefined);
      return `${r.imported} taken in, ${r.duplicates} were there already, ${r.left.length} left out${
        r.left.length
          ? `: ${r.left
              .slice(0, 20)
              .map((l) => `line ${l.line} (${l.reason})`)
              .join(", ")}`
          : ""
      }.${r.turned ? " What was done on those days is among your factors now." : ""}`;
    });
  return (
    <section>
      <h2>Copies</h2>
      {room && (
        <p class="quiet">
          {Math.max(1, Math.round((room.usage ?? 0) / 1e6))} MB here.{" "}
          {room.lasting
            ? "The browser has promised to keep it."
            : "The browser may throw it away when the device runs out of room: pair a second device, or keep a backup."}
        </p>
      )}
      {room && !room.lasting && (
        <button
          type="button"
          onClick={() =>
            copies.run(async () => {
              if (!(await navigator.storage.persist()))
                throw new Plain(
                  "The browser did not promise it. Installed as an app, or used for a while, it often does. Nothing was changed.",
                );
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
                const r = await exchange.backUp({ cursor });
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
                const r = await exchange.export({ after, limit: 500 });
                for (const one of r.record)
                  parts.push((written++ ? ",\n" : "[\n") + JSON.stringify(toJson(api.ExportedSchema, one)));
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
      {dates && (
        <Choice
          label={`How is ${dates.open} written?`}
          options={ORDERS.filter((o) => dates.order.includes(o.value))}
          value={undefined}
          onChange={(o) => void daylio(dates.file, [], o)}
        />
      )}
      {unknown && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const given = new FormData(e.currentTarget);
            daylio(
              unknown.file,
              unknown.label.map((label, i) => ({ label, mood: Number(given.get(`mood${i}`)) })),
              unknown.order,
            );
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
          <button type="submit" disabled={copies.busy}>
            Take it in
          </button>
        </form>
      )}
      {undo && (
        <button
          type="button"
          onClick={() =>
            copies.run(async () => {
              const { removed, turned } = await exchange.undoImport({ import: undo });
              setUndo(undefined);
              return `${removed} taken out again${turned ? `, and ${turned} are as they were` : ""}.`;
            })
          }
        >
          Take that back
        </button>
      )}
      <button
        type="button"
        onClick={() =>
          copies.run(async () => {
            const r = await core.check();
            if (!r.sound)
              throw new Plain(
                `${r.problem.length} things in the diary do not fit together. Nothing was changed. Keep a backup as it is now, then pair with another device of yours or restore an older backup.`,
              );
            return `Every page and all ${r.records} entries were read: all sound.`;
          })
        }
      >
        Check the diary
      </button>
      <Said problem={copies.problem} good={copies.good} />
    </section>
  );
}

export function Erase() {
  const end = useWork();
  return (
    <details>
      <summary>Take the diary off this device</summary>
      <p>
        Everything Eddy keeps in this browser goes for good: entries, pictures, keys. Other devices and backups keep
        theirs. To be sure that it is you, your passphrase, and the word that says what will happen.
      </p>
      <form
        onSubmit={(e) => {
          const { text } = secrets(e);
          end.run(async () => {
            if (text("word").trim().toLowerCase() !== "erase")
              throw new Plain("The word is “erase”. Nothing was changed.");
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
        <button type="submit" disabled={end.busy}>
          Take it off this device
        </button>
        <Said problem={end.problem} />
      </form>
    </details>
  );
}
