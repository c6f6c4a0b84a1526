// Before anything is kept: a passphrase of one's own; and later, the way back in.
import { useState } from "preact/hooks";
import { api, content, core, exchange, look, now, Plain, settings, toPaper, unlocked, useAnswer } from "../diary.js";
import { Choice, Page, Said, useWork } from "../parts.js";
import { askKey, knowsKey } from "../key.js";
import { failed, languageFor } from "../say.js";
import { Passphrase } from "./lock.js";

const PORTION = 1 << 20; // bytes of a backup at a time

const WHOSE = [
  { value: 0, text: "My own" },
  { value: 1, text: "A work computer" },
];
export function First() {
  const work = useWork();
  const bring = useWork();
  const [share, setShare] = useState(0);
  const [theirs, setTheirs] = useState(0);
  const known = useAnswer(() => content.list({ kind: [api.content.Kind.CHECK_IN] })).value?.language ?? [];
  const offered = languageFor(
    navigator.languages,
    known.map((l) => l.code),
  );
  const make = (form: HTMLFormElement) =>
    work.run(async () => {
      const given = new FormData(form);
      const passphrase = String(given.get("passphrase"));
      if (passphrase !== given.get("again"))
        throw new Plain("The two passphrases are not the same. Nothing was made yet; try again.");
      const reply = await core.init({ passphrase, work: theirs === 1, recoveryPhrase: given.get("words") === "on" });
      const language = given.get("language");
      if (language) await settings.set({ settings: { language: String(language) } });
      void navigator.storage.persist?.();
      form.reset();
      await look();
      if (reply.recoveryPhrase.length)
        toPaper({ phrase: reply.recoveryPhrase, lead: "They open your diary if you forget the passphrase." });
    });
  return (
    <Page
      title="Welcome to Eddy"
      lead="Calm water after difficult calls. What you keep stays on this device, encrypted with a passphrase that only you know: no account, and nobody who could reset it."
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          make(e.currentTarget);
        }}
      >
        <Choice label="Whose device is this?" options={WHOSE} value={theirs} onChange={(v) => setTheirs(v ?? theirs)} />
        {theirs === 1 && (
          <p class="card">
            On an employer's computer, whoever runs it may see the screen, the keys and the files, whatever Eddy does.
            Ask whether you may use Eddy there. Words are safer on your own phone, so here Eddy keeps numbers and
            choices only, until you decide otherwise in Settings.
          </p>
        )}
        <label>
          <span>Practices and cards are in</span>
          <select name="language">
            {known.map((l) => (
              <option value={l.code} selected={l.code === offered}>
                {l.name}
              </option>
            ))}
          </select>
        </label>
        <Passphrase label="Choose a passphrase: four or five plain words are good" fresh theirs={theirs === 1} />
        <Passphrase name="again" label="Once more" fresh theirs={theirs === 1} />
        {theirs === 0 && (
          <label class="tick">
            <input name="words" type="checkbox" defaultChecked />
            <span>Make 24 recovery words for paper. Without them a forgotten passphrase cannot be mended.</span>
          </label>
        )}
        <button class="strong" type="submit" disabled={work.busy}>
          {work.busy ? "Making your diary …" : "Begin"}
        </button>
        <Said problem={work.problem} />
      </form>
      <details>
        <summary>I have a backup</summary>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            const form = e.currentTarget;
            const given = new FormData(form);
            bring.run(async () => {
              const file = given.get("file") as File;
              const secret = String(given.get("secret")).trim();
              const opens =
                secret.split(/\s+/).length === 24
                  ? { recoveryPhrase: secret }
                  : { passphrase: String(given.get("secret")) };
              for (let at = 0; at < file.size || at === 0; at += PORTION) {
                const bytes = new Uint8Array(await file.slice(at, at + PORTION).arrayBuffer());
                const r = await exchange.restore({
                  bytes,
                  last: at + PORTION >= file.size,
                  ...(at === 0 ? opens : {}),
                });
                setShare(Math.min(1, (at + PORTION) / Math.max(1, file.size)));
                if (r.done) break;
              }
              form.reset();
              void navigator.storage.persist?.();
              await look();
            });
          }}
        >
          <label>
            <span>The file</span>
            <input name="file" type="file" required />
          </label>
          <Passphrase name="secret" label="Its passphrase, or its 24 words" />
          <button type="submit" disabled={bring.busy}>
            {bring.busy ? "Bringing it back …" : "Bring it back"}
          </button>
          {bring.busy && <progress value={share} max={1} aria-label="How much of it is done" />}
          <Said problem={bring.problem} />
        </form>
      </details>
      <p class="quiet">
        Practices, cards and lines work before that, too: <a href="#/breathe">breathe</a>, <a href="#/cards">cards</a>,{" "}
        <a href="#/people">lines</a>.
      </p>
      <p class="quiet">Eddy is not a medical device and does not replace a doctor or a therapist.</p>
    </Page>
  );
}

export function Unlock() {
  const [byPhrase, setByPhrase] = useState(false);
  const work = useWork();
  return (
    <Page title="Locked" lead="Breathing, cards and lines work all the same. Your own words show when it is unlocked.">
      {now.status?.trouble && <p class="problem">{failed(now.status.trouble)}</p>}
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const form = e.currentTarget;
          work.run(async () => {
            const given = String(new FormData(form).get("secret"));
            await unlocked(await core.unlock(byPhrase ? { recoveryPhrase: given } : { passphrase: given }));
            form.reset();
          });
        }}
      >
        {byPhrase ? (
          <label>
            <span>Your 24 words, in their order</span>
            <textarea name="secret" autocomplete="off" spellcheck={false} required />
          </label>
        ) : (
          <Passphrase name="secret" label="Your passphrase" first />
        )}
        <div class="row">
          <button class="strong" type="submit" disabled={work.busy}>
            {work.busy ? "Opening …" : "Unlock"}
          </button>
          <button type="button" onClick={() => setByPhrase(!byPhrase)}>
            {byPhrase ? "I know the passphrase" : "Use the 24 words"}
          </button>
        </div>
        <Said problem={work.problem} />
      </form>
      {now.status?.deviceKey && knowsKey() && (
        <button
          type="button"
          disabled={work.busy}
          onClick={() =>
            work.run(async () => {
              const deviceKey = await askKey();
              if (!deviceKey)
                throw new Plain("The device gave no key this time. Use the passphrase; nothing was changed.");
              await unlocked(await core.unlock({ deviceKey }));
            })
          }
        >
          Open with this device's lock
        </button>
      )}
    </Page>
  );
}
