// Copies out and in, a look whether all is sound, and the way off this device.
import { useState } from "preact/hooks";
import { core, erase, exchange, Plain, useAnswer } from "../diary.js";
import { download } from "../files.js";
import { Said, useWork } from "../parts.js";
import { Passphrase, secrets } from "./lock.js";
import { TakeIn, TakeOut } from "./transfer.js";

const today = () => new Date().toISOString().slice(0, 10);

export function Copies() {
  const room = useAnswer(async () => ({
    ...(await navigator.storage.estimate()),
    lasting: await navigator.storage.persisted(),
  })).value;
  const [share, setShare] = useState<number>();
  const copies = useWork();
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
      </div>
      {share !== undefined && <progress value={share} max={1} aria-label="How much of it is done" />}
      <TakeOut />
      <TakeIn />
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
