// Before anything is kept: a passphrase of one's own; and later, the way back in.
import { useState } from "preact/hooks";
import { core, look, Plain } from "../diary.js";
import { Page, Said, useWork } from "../parts.js";

export function First() {
  const [words, setWords] = useState<readonly string[]>([]);
  const work = useWork();
  const make = (form: HTMLFormElement) =>
    work.run(async () => {
      const given = new FormData(form);
      const passphrase = String(given.get("passphrase"));
      if (passphrase !== given.get("again")) throw new Plain("The two passphrases are not the same. Nothing was made yet; try again.");
      const reply = await core.init({ passphrase, words: given.get("words") === "on" });
      void navigator.storage.persist?.();
      form.reset();
      if (reply.words.length) setWords(reply.words);
      else await look();
    });
  if (words.length)
    return (
      <Page
        title="24 words for paper"
        lead="They open your diary if you forget the passphrase. Write them down, in this order. Whoever has them can read everything, and they are shown only now."
      >
        <ol>
          {words.map((w) => (
            <li>{w}</li>
          ))}
        </ol>
        <button
          class="strong"
          type="button"
          onClick={() => {
            setWords([]);
            void look();
          }}
        >
          I have written them down
        </button>
      </Page>
    );
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
        <label>
          <span>Choose a passphrase: four or five plain words are good</span>
          <input name="passphrase" type="password" autocomplete="new-password" required />
        </label>
        <label>
          <span>Once more</span>
          <input name="again" type="password" autocomplete="new-password" required />
        </label>
        <label class="tick">
          <input name="words" type="checkbox" defaultChecked />
          <span>Make 24 recovery words for paper. Without them a forgotten passphrase cannot be mended.</span>
        </label>
        <button class="strong" disabled={work.busy}>
          {work.busy ? "Making your diary …" : "Begin"}
        </button>
        <Said problem={work.problem} />
      </form>
      <p class="quiet">Eddy is not a medical device and does not replace a doctor or a therapist.</p>
    </Page>
  );
}

export function Unlock() {
  const [byWords, setByWords] = useState(false);
  const work = useWork();
  return (
    <Page title="Locked" lead="Breathing, cards and lines work all the same. Your own words show when it is unlocked.">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const form = e.currentTarget;
          work.run(async () => {
            const given = String(new FormData(form).get("secret"));
            await core.unlock(byWords ? { words: given } : { passphrase: given });
            form.reset();
            await look();
          });
        }}
      >
        <label>
          <span>{byWords ? "Your 24 words, in their order" : "Your passphrase"}</span>
          {byWords ? <textarea name="secret" autocomplete="off" spellcheck={false} required /> : <input name="secret" type="password" autocomplete="current-password" required />}
        </label>
        <div class="row">
          <button class="strong" disabled={work.busy}>
            {work.busy ? "Opening …" : "Unlock"}
          </button>
          <button type="button" onClick={() => setByWords(!byWords)}>
            {byWords ? "I know the passphrase" : "Use the 24 words"}
          </button>
        </div>
        <Said problem={work.problem} />
      </form>
    </Page>
  );
}
