// What opens the diary, and when it closes by itself.
import { useState } from "preact/hooks";
import type { api } from "../diary.js";
import { core, look, now, Plain, say } from "../diary.js";
import { forgetKey, hasAuthenticator, makeKey } from "../key.js";
import { Choice, Said, useWork } from "../parts.js";
import type { Change } from "./settings.js";

/**
 * A browser offers to save what is typed into a field for passwords: not on a computer that somebody else controls, where its dots
 * are drawn by the page alone.
 */
export function Passphrase({
  name = "passphrase",
  label,
  fresh,
  first = false,
  theirs = now.status?.work ?? false,
}: {
  name?: string;
  label: string;
  fresh?: boolean;
  /** The page's own business: it has the focus as soon as it is there. */
  first?: boolean;
  theirs?: boolean;
}) {
  const unsaved = theirs && CSS.supports("-webkit-text-security", "disc");
  const [problem, setProblem] = useState<string>();
  // What is wrong with a new one is said before it is typed once more.
  const check = (passphrase: string) => {
    if (!fresh || name === "again" || !passphrase) return;
    core.checkPassphrase({ passphrase }).catch((e) => setProblem(say(e)));
  };
  return (
    <>
      <label>
        <span>{label}</span>
        <input
          name={name}
          type={unsaved ? "text" : "password"}
          class={unsaved ? "dots" : ""}
          autocomplete={unsaved ? "off" : fresh ? "new-password" : "current-password"}
          autocapitalize="off"
          spellcheck={false}
          required
          data-first={first}
          onInput={() => setProblem(undefined)}
          onChange={(e) => check(e.currentTarget.value)}
        />
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** A form with secrets: what it holds, read once. */
export function secrets(e: SubmitEvent) {
  e.preventDefault();
  const form = e.currentTarget as HTMLFormElement;
  const given = new FormData(form);
  return { form, text: (name: string) => String(given.get(name) ?? "") };
}

export function Lock({
  s,
  set,
  onPhrase,
}: {
  s: api.records.Settings;
  set: Change;
  onPhrase: (phrase: readonly string[]) => void;
}) {
  const lock = useWork();
  return (
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
        <input
          type="checkbox"
          checked={s.rememberLocked ?? false}
          onChange={(e) => set({ rememberLocked: e.currentTarget.checked })}
        />
        <span>
          Remember choices while locked: what you leave out and your country lie readable on this device, so that
          practices and lines fit without the passphrase
        </span>
      </label>
      {now.status?.deviceKey ? (
        <form
          onSubmit={(e) => {
            const { form, text } = secrets(e);
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
          <button type="submit" disabled={lock.busy}>
            Forget this device's key
          </button>
        </form>
      ) : hasAuthenticator() ? (
        <form
          onSubmit={(e) => {
            const { form, text } = secrets(e);
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
          <button type="submit" disabled={lock.busy}>
            Let this device open it
          </button>
        </form>
      ) : (
        <p class="quiet">This browser has no key of its own to open the diary with; the passphrase and the words do.</p>
      )}
      <details>
        <summary>Change the passphrase</summary>
        <form
          onSubmit={(e) => {
            const { form, text } = secrets(e);
            lock.run(async () => {
              if (text("fresh") !== text("again"))
                throw new Plain("The two new ones are not the same. Nothing was changed.");
              await core.changePassphrase({ passphrase: text("passphrase"), fresh: text("fresh") });
              form.reset();
              return "Changed. Backups made before open with the old one.";
            });
          }}
        >
          <Passphrase label="The passphrase now" />
          <Passphrase name="fresh" label="The new one" fresh />
          <Passphrase name="again" label="The new one once more" fresh />
          <button type="submit" disabled={lock.busy}>
            Change it
          </button>
        </form>
      </details>
      <details>
        <summary>Make 24 words for paper</summary>
        <form
          onSubmit={(e) => {
            const { form, text } = secrets(e);
            lock.run(async () => {
              onPhrase((await core.makeRecoveryPhrase({ passphrase: text("passphrase") })).recoveryPhrase);
              form.reset();
            });
          }}
        >
          <Passphrase label="Your passphrase" />
          <button type="submit" disabled={lock.busy}>
            Make them
          </button>
        </form>
      </details>
      <Said problem={lock.problem} good={lock.good} />
    </section>
  );
}
