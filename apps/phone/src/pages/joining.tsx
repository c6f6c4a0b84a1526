// How a device comes to the others: as the first one, by a code that another shows, or by the 24 words alone.
import { useState } from "preact/hooks";
import { now, Plain, sync } from "../diary.js";
import { syncRound, Pairing } from "../courier.js";
import { Passphrase } from "./lock.js";
import { Choice } from "../parts.js";
import { Code, Scan } from "./code.js";
import { deviceName } from "../say.js";

/** What a page of forms does: one thing at a time, with its outcome said in one place. */
export interface Acts {
  busy: boolean;
  run: (what: () => Promise<string | void>) => void;
  submit: (what: (form: HTMLFormElement) => Promise<string | void>) => (e: SubmitEvent) => void;
}
const trimmed = (form: HTMLFormElement, field: string) => String(new FormData(form).get(field) ?? "").trim();
const name = () =>
  /iPad|Tablet/i.test(navigator.userAgent)
    ? "Tablet"
    : /Android|iPhone|Mobile/i.test(navigator.userAgent)
      ? "Phone"
      : "Browser";
const address = `${location.hostname}:7443`;

/** A box and an invite to it: the first device joins by them, and an account begins afresh. */
export function Found({
  acts,
  method,
  action,
  onPhrase,
}: {
  acts: Acts;
  method: "join" | "startAfresh";
  action: string;
  onPhrase: (phrase: readonly string[]) => void;
}) {
  return (
    <form
      onSubmit={acts.submit(async (form) => {
        const reply = await sync[method]({
          server: trimmed(form, "server"),
          invite: trimmed(form, "invite"),
          name: trimmed(form, "name") || name(),
        });
        onPhrase(reply.recoveryPhrase);
      })}
    >
      <label>
        <span>Your box's address, as its other devices know it</span>
        <input
          name="server"
          required
          defaultValue={now.sync?.server || address}
          autocapitalize="off"
          spellcheck={false}
        />
      </label>
      <label>
        <span>An invite, as eddyd printed it</span>
        <input
          name="invite"
          required
          placeholder="eddy1-…"
          autocapitalize="off"
          spellcheck={false}
          autocomplete="off"
        />
      </label>
      <label>
        <span>What to call this device; only your own devices can read it</span>
        <input name="name" defaultValue={name()} maxLength={60} />
      </label>
      <button type="submit" disabled={acts.busy}>
        {action}
      </button>
    </form>
  );
}

export function OnlyPhrase({ acts }: { acts: Acts }) {
  return (
    <section>
      <h2>I have only my 24 words</h2>
      <p class="quiet">Into an empty diary, everything comes back from your box.</p>
      <form
        onSubmit={acts.submit(async (form) => {
          await sync.restore({ server: trimmed(form, "server"), recoveryPhrase: trimmed(form, "words"), name: name() });
          form.reset();
          void syncRound(true);
        })}
      >
        <label>
          <span>Your box's address</span>
          <input name="server" required defaultValue={address} autocapitalize="off" spellcheck={false} />
        </label>
        <label>
          <span>The 24 words, in their order</span>
          <textarea name="words" required autocomplete="off" spellcheck={false} autocapitalize="off" />
        </label>
        <button type="submit" disabled={acts.busy}>
          Bring it back
        </button>
      </form>
    </section>
  );
}

/** `instead`: leaving the account this device has. */
export function EnterCode({ acts, instead, onEntered }: { acts: Acts; instead: boolean; onEntered: () => void }) {
  const [typed, setTyped] = useState("");
  const [scanning, setScanning] = useState(false);
  return (
    <section>
      <h2>I have a code</h2>
      <p class="quiet">A device of yours that is joined already shows one, under Add a device.</p>
      {scanning ? (
        <Scan
          onFound={(text) => {
            setTyped(text);
            setScanning(false);
          }}
          onEnd={() => setScanning(false)}
        />
      ) : (
        <button type="button" onClick={() => setScanning(true)}>
          Scan it with the camera
        </button>
      )}
      <form
        onSubmit={acts.submit(async (form) => {
          const given = {
            code: typed.trim(),
            name: trimmed(form, "name") || name(),
            passphrase: String(new FormData(form).get("passphrase")),
            instead,
          };
          await sync.enterCode(given);
          form.reset();
          setTyped("");
          onEntered();
          void syncRound(true);
        })}
      >
        <label>
          <span>The code, as that device shows it</span>
          <input
            value={typed}
            onInput={(e) => setTyped(e.currentTarget.value)}
            required
            placeholder="box.example:7443 ABCD-EFGH-IJKL-MNOP"
            autocapitalize="characters"
            spellcheck={false}
            autocomplete="off"
          />
        </label>
        <label>
          <span>What to call this device</span>
          <input name="name" defaultValue={name()} maxLength={60} />
        </label>
        <Passphrase label="The passphrase of this diary" />
        <button class="strong" type="submit" disabled={acts.busy}>
          Pair this device
        </button>
      </form>
    </section>
  );
}

/** The steps of a pairing that this device is in. */
export function PairingSteps({ acts, code, onStop }: { acts: Acts; code: string; onStop: () => void }) {
  const [whose, setWhose] = useState<number>();
  const state = now.sync!;
  const pairing = state.pairing;
  return (
    <section class="card" aria-live="polite">
      {pairing === Pairing.WAIT_FOR_NEWCOMER && (
        <>
          <p>
            On the new device, under Devices, choose “I have a code”. Type this there, or scan it, within ten minutes.
            Show it only to yourself.
          </p>
          <Code text={code} />
        </>
      )}
      {pairing === Pairing.ASK_DIGITS && (
        <form
          onSubmit={acts.submit(async (form) => {
            if (whose === undefined && !state.newcomerIsWork)
              throw new Plain("First: whose is it? A work computer cannot read your home space.");
            const given = {
              digits: trimmed(form, "digits").replaceAll(" ", ""),
              passphrase: String(new FormData(form).get("passphrase")),
            };
            await sync.confirm({ ...given, work: state.newcomerIsWork || whose === 1 });
            void syncRound(true);
          })}
        >
          <label>
            <span>The six digits that the new device shows</span>
            <input name="digits" inputMode="numeric" required autocomplete="off" />
          </label>
          <Passphrase label="The passphrase of this diary" />
          {!state.newcomerIsWork && (
            <Choice
              label="Whose is it?"
              options={[
                { value: 0, text: "My own: it may read everything" },
                { value: 1, text: "A work computer: the work space only" },
              ]}
              value={whose}
              onChange={setWhose}
            />
          )}
          <button class="strong" type="submit" disabled={acts.busy}>
            Let it in
          </button>
        </form>
      )}
      {pairing === Pairing.SHOW_DIGITS && (
        <>
          <p>Type these six digits on your other device:</p>
          <p class="digits" role="img" aria-label={state.digits.split("").join(" ")}>
            {state.digits.slice(0, 3)} {state.digits.slice(3)}
          </p>
        </>
      )}
      {pairing === Pairing.ASK_DEVICES && (
        <>
          <p>It lets this diary in. These devices are to be joined:</p>
          <ul>
            {state.wouldJoin.map((d) => (
              <li>
                <strong>{deviceName(d, state.wouldJoin, "Another device")}</strong>{" "}
                <span class="quiet">
                  {d.work ? "a work computer: the work space only" : "reads everything"}
                  {!d.name && !d.thisDevice && " · a work computer is not told its name"}
                </span>
              </li>
            ))}
          </ul>
          {state.wouldJoin.some((d) => d.thisDevice && d.work) && (
            <p>What this diary holds of home goes to the others, sealed, and cannot be read here any more.</p>
          )}
          <p>If these are not yours, stop here: nothing of this diary has gone anywhere yet.</p>
          <button
            class="strong"
            type="button"
            disabled={acts.busy}
            onClick={() => acts.run(async () => (await sync.accept({}), void syncRound(true)))}
          >
            They are mine: join them
          </button>
        </>
      )}
      {pairing === Pairing.WAIT_FOR_ANSWER && <p>Waiting for your other device …</p>}
      <button
        type="button"
        onClick={() => acts.run(async () => (await sync.cancelPairing(), onStop(), "Stopped. Nothing was changed."))}
      >
        Stop
      </button>
    </section>
  );
}
