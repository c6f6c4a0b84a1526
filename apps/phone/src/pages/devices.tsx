// A person's devices and the box between them: joining, pairing by code or camera, what is only here, what they should know.
import { useEffect, useRef, useState } from "preact/hooks";
import { now, Plain, sync, useDiary } from "../diary.js";
import { exchange, lookAtSync, Pairing } from "../courier.js";
import { Choice, Page, Said, useWork, WordsOnPaper } from "../parts.js";
import { Code, Scan } from "./code.js";
import { ago, day, failed } from "../say.js";

const name = () => (/iPad|Tablet/i.test(navigator.userAgent) ? "Tablet" : /Android|iPhone|Mobile/i.test(navigator.userAgent) ? "Phone" : "Browser");
const trimmed = (form: HTMLFormElement, field: string) => String(new FormData(form).get(field) ?? "").trim();

export function Devices() {
  useDiary();
  const state = now.sync;
  const work = useWork();
  const [words, setWords] = useState<readonly string[]>([]);
  const [code, setCode] = useState("");
  const [typed, setTyped] = useState("");
  const [scanning, setScanning] = useState(false);
  const [whose, setWhose] = useState<number>();
  const [leaving, setLeaving] = useState("");
  const [afresh, setAfresh] = useState(false);
  const [instead, setInstead] = useState(false);
  const [ended, setEnded] = useState("");
  const before = useRef<number>(Pairing.PAIRING_NONE);
  useEffect(() => void lookAtSync(), []);
  const pairing = state?.pairing ?? Pairing.PAIRING_NONE;
  useEffect(() => {
    if (before.current !== pairing) {
      if (pairing === Pairing.PAIRED) setEnded("Paired. What is on your other devices comes now."), setCode(""), void exchange(true);
      if (pairing === Pairing.FAILED) setEnded("Not paired: the time ran out, or the other device gave up. Nothing was changed."), setCode("");
    }
    before.current = pairing;
  }, [pairing]);
  const run = (what: () => Promise<string | void>) => {
    setEnded("");
    work.run(async () => {
      try {
        return await what();
      } finally {
        await lookAtSync();
      }
    });
  };
  const submit = (what: (form: HTMLFormElement) => Promise<string | void>) => (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.currentTarget as HTMLFormElement;
    run(() => what(form));
  };
  if (!state) return <main aria-busy="true" />;
  if (words.length)
    return (
      <WordsOnPaper
        words={words}
        lead="These bring your diary back from your own box if every device is lost, and open it when the passphrase is forgotten."
        onDone={() => {
          setWords([]);
          void exchange(true);
        }}
      />
    );
  const found = (method: "join" | "startAfresh") => async (form: HTMLFormElement) => {
    const reply = await sync[method]({ server: trimmed(form, "server"), invite: trimmed(form, "invite"), name: trimmed(form, "name") || name() });
    setAfresh(false);
    if (reply.words.length) setWords(reply.words);
    else void exchange(true);
  };
  const waits = [Pairing.WAIT_FOR_NEWCOMER, Pairing.ASK_DIGITS, Pairing.SHOW_DIGITS, Pairing.WAIT_FOR_ANSWER].includes(pairing);
  const stop = (
    <button type="button" onClick={() => run(async () => (await sync.endPairing(), setCode(""), "Stopped. Nothing was changed."))}>
      Stop
    </button>
  );
  const address = `${location.hostname}:7443`;
  const box = (
    <>
      <label>
        <span>Your box's address, as its other devices know it</span>
        <input name="server" required defaultValue={state.server || address} autocapitalize="off" spellcheck={false} />
      </label>
      <label>
        <span>An invite, as eddyd printed it</span>
        <input name="invite" required placeholder="eddy1-…" autocapitalize="off" spellcheck={false} autocomplete="off" />
      </label>
      <label>
        <span>What to call this device; only your own devices can read it</span>
        <input name="name" defaultValue={name()} maxLength={60} />
      </label>
    </>
  );
  return (
    <Page title="Devices" {...(state.joined ? {} : { lead: "This diary is on this device only. Joined, your devices agree with each other, and the box between them cannot read a word." })}>
      <Said problem={work.problem ?? (ended.startsWith("Not") ? ended : undefined)} good={work.good ?? (ended.startsWith("Not") ? undefined : ended)} />
      {state.notice.map((n) => (
        <p class="card">{n.text}</p>
      ))}
      {state.withheld && <p class="problem">The box keeps something back that another of your devices has published. If that lasts longer than a day, do not trust it.</p>}
      {(state.notice.length > 0 || state.endsMs > 0) && (
        <div class="row">
          {state.notice.some((n) => n.what !== "REVOKED" && n.what !== "ROSTER_FORK") && (
            <button type="button" onClick={() => run(async () => void (await sync.understood()))}>
              I have read this
            </button>
          )}
          {state.endsMs > 0 && (
            <button type="button" onClick={() => run(async () => (await sync.keep(), void exchange(true)))}>
              Keep this account
            </button>
          )}
        </div>
      )}
      {waits && (
        <section class="card" aria-live="polite">
          {pairing === Pairing.WAIT_FOR_NEWCOMER && (
            <>
              <p>On the new device, under Devices, choose “I have a code”. Type this there, or scan it, within ten minutes. Show it only to yourself.</p>
              <Code text={code} />
            </>
          )}
          {pairing === Pairing.ASK_DIGITS && (
            <form
              onSubmit={submit(async (form) => {
                if (whose === undefined && !state.newcomerIsWork) throw new Plain("First: whose is it? A work computer cannot read your home space.");
                const given = { digits: trimmed(form, "digits").replaceAll(" ", ""), passphrase: String(new FormData(form).get("passphrase")) };
                await sync.confirm({ ...given, work: state.newcomerIsWork || whose === 1 });
                void exchange(true);
              })}
            >
              <label>
                <span>The six digits that the new device shows</span>
                <input name="digits" inputMode="numeric" required autocomplete="off" />
              </label>
              <label>
                <span>The passphrase of this diary</span>
                <input name="passphrase" type="password" autocomplete="current-password" required />
              </label>
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
              <button class="strong" disabled={work.busy}>
                Let it in
              </button>
            </form>
          )}
          {pairing === Pairing.SHOW_DIGITS && (
            <>
              <p>Type these six digits on your other device:</p>
              <p class="digits" aria-label={state.digits.split("").join(" ")}>
                {state.digits.slice(0, 3)} {state.digits.slice(3)}
              </p>
            </>
          )}
          {pairing === Pairing.WAIT_FOR_ANSWER && <p>Waiting for your other device …</p>}
          {stop}
        </section>
      )}
      {state.joined && !waits && (
        <>
          {!state.revoked && (
            <p aria-live="polite">
              {state.busy
                ? `Exchanging … ${state.sent} sent, ${state.received} received`
                : `${state.syncedMs > 0 ? `In step ${ago(state.syncedMs)}` : "Not in step yet"}, with ${state.server}.${
                    state.waiting ? ` ${state.waiting === 1 ? "1 change is" : `${state.waiting} changes are`} only here.` : ""
                  }`}
            </p>
          )}
          {state.failed && !state.busy && <p class="problem">{failed(state.failed)}</p>}
          {!state.revoked && (
            <div class="row">
              <button class="strong" type="button" disabled={state.busy} onClick={() => void exchange(true)}>
                Sync now
              </button>
              <button
                type="button"
                onClick={() =>
                  run(async () => {
                    setWhose(undefined);
                    setCode((await sync.showCode()).code);
                    void exchange(true);
                  })
                }
              >
                Add a device
              </button>
            </div>
          )}
          {!state.revoked && (
            <section>
              <h2>Your devices</h2>
              <ul>
                {state.device.map((d) => {
                  const id = String(d.id);
                  return (
                    <li class="card">
                      <strong>{d.name || (d.here ? "This device" : "One of your devices")}</strong>
                      <span class="quiet">
                        {leaving === id
                          ? "Taken out, it is sent nothing any more, and everything new is sealed with keys it does not have. What it holds already cannot be called back."
                          : `${d.work ? "work computer" : "your own"} · ${d.here ? "this one" : d.heardMs > 0 ? `last heard from ${ago(d.heardMs)}` : "not heard from yet"}`}
                      </span>
                      {!d.here && (
                        <div class="row">
                          {leaving === id ? (
                            <>
                              <button
                                class="strong"
                                type="button"
                                onClick={() => run(async () => (await sync.revoke({ id: d.id }), setLeaving(""), void exchange(true)))}
                              >
                                Take it out
                              </button>
                              <button type="button" onClick={() => setLeaving("")}>
                                Back
                              </button>
                            </>
                          ) : (
                            <button type="button" aria-label={`Take out: ${d.name}`} onClick={() => setLeaving(id)}>
                              Take out
                            </button>
                          )}
                        </div>
                      )}
                    </li>
                  );
                })}
              </ul>
            </section>
          )}
          {state.endsMs > 0 && <p class="problem">This account ends on {day(state.endsMs)}.</p>}
          <details open={afresh || state.revoked} onToggle={(e) => setAfresh((e.currentTarget as HTMLDetailsElement).open)}>
            <summary>Start afresh</summary>
            <p>
              A new account with new words, on this box or another. Everything on this device goes into it; your other devices are paired again; the old account
              ends a week later. For lost words, two lists of devices, or another box.
            </p>
            <form onSubmit={submit(found("startAfresh"))}>
              {box}
              <button disabled={work.busy}>Start afresh</button>
            </form>
            <label class="tick">
              <input type="checkbox" checked={instead} onChange={() => setInstead(!instead)} />
              <span>Another device of mine has started afresh: this one is to leave its account and be paired with it. What it holds goes along.</span>
            </label>
          </details>
        </>
      )}
      {!waits && (!state.joined || instead) && (
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
            onSubmit={submit(async (form) => {
              const given = { code: typed.trim(), name: trimmed(form, "name") || name(), passphrase: String(new FormData(form).get("passphrase")), instead };
              await sync.takeCode(given);
              form.reset();
              setTyped("");
              setInstead(false);
              void exchange(true);
            })}
          >
            <label>
              <span>The code, as that device shows it</span>
              <input value={typed} onInput={(e) => setTyped(e.currentTarget.value)} required placeholder="box.example:7443 ABCD-EFGH-IJKL-MNOP" autocapitalize="characters" spellcheck={false} autocomplete="off" />
            </label>
            <label>
              <span>What to call this device</span>
              <input name="name" defaultValue={name()} maxLength={60} />
            </label>
            <label>
              <span>The passphrase of this diary</span>
              <input name="passphrase" type="password" autocomplete="current-password" required />
            </label>
            <button class="strong" disabled={work.busy}>
              Pair this device
            </button>
          </form>
        </section>
      )}
      {!waits && !state.joined && (
        <>
          <section>
            <h2>This is my first device</h2>
            <p class="quiet">You need a box that you trust to be there: eddyd, at home or with somebody who invited you. It never can read what it keeps.</p>
            <form onSubmit={submit(found("join"))}>
              {box}
              <button disabled={work.busy}>Join</button>
            </form>
          </section>
          <section>
            <h2>I have only my 24 words</h2>
            <p class="quiet">Into an empty diary, everything comes back from your box.</p>
            <form
              onSubmit={submit(async (form) => {
                await sync.restore({ server: trimmed(form, "server"), words: trimmed(form, "words"), name: name() });
                form.reset();
                void exchange(true);
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
              <button disabled={work.busy}>Bring it back</button>
            </form>
          </section>
        </>
      )}
      <details>
        <summary>Whom you trust</summary>
        <p>
          This page comes from {location.host}. Whoever runs that machine cannot read what your devices send through it, because it is sealed before it leaves. But it is also
          where the page itself comes from: somebody who takes it over could hand out a changed page that reads along while you use it. So get the page from your own
          machine, or from somebody you would trust with the diary. Eddy asks before it changes to a new version. Programs you install (eddy, the widget) do not have this
          weak point.
        </p>
        <p>All exchange goes to {location.host} and nowhere else; the browser itself forbids any other place.</p>
      </details>
    </Page>
  );
}
