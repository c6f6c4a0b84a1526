// A person's devices and the box between them: joining, pairing by code or camera, what is only here, what they should know.
import { useEffect, useRef, useState } from "preact/hooks";
import { now, sync, toPaper, useDiary } from "../diary.js";
import { syncRound, lookAtSync, Pairing } from "../courier.js";
import { Page, Said, useWork } from "../parts.js";
import { type Acts, Found, OnlyPhrase, PairingSteps, EnterCode } from "./joining.js";
import { ago, day, deviceName, failed } from "../say.js";

/** The list of them; each but this one can be taken out, after a word on what that means. */
function Mine({ acts }: { acts: Acts }) {
  const [leaving, setLeaving] = useState("");
  return (
    <section>
      <h2>Your devices</h2>
      <ul>
        {now.sync!.device.map((d) => {
          const id = String(d.id);
          const name = deviceName(d, now.sync!.device, "One of your devices");
          return (
            <li class="card">
              <strong>{name}</strong>
              <span class="quiet">
                {leaving === id
                  ? "Taken out, it is sent nothing any more, and everything new is sealed with keys it does not have. What it holds already cannot be called back."
                  : `${d.work ? "work computer" : "your own"} · ${d.thisDevice ? "this one" : d.leaving ? "to be taken out with the next sync" : d.heardMs > 0 ? `last heard from ${ago(d.heardMs)}` : "not heard from yet"}`}
              </span>
              {!d.thisDevice && !now.status?.work && (
                <div class="row">
                  {leaving === id ? (
                    <>
                      <button
                        class="strong"
                        type="button"
                        onClick={() =>
                          acts.run(async () => (await sync.revoke({ id: d.id }), setLeaving(""), void syncRound(true)))
                        }
                      >
                        Take it out
                      </button>
                      <button type="button" onClick={() => setLeaving("")}>
                        Back
                      </button>
                    </>
                  ) : (
                    <button type="button" aria-label={`Take out: ${name}`} onClick={() => setLeaving(id)}>
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
  );
}

export function Devices() {
  useDiary();
  const state = now.sync;
  const work = useWork();
  const [code, setCode] = useState("");
  const [afresh, setAfresh] = useState(false);
  const [instead, setInstead] = useState(false);
  const [ended, setEnded] = useState("");
  const before = useRef<number>(Pairing.PAIRING_NONE);
  useEffect(() => void lookAtSync(), []);
  const pairing = state?.pairing ?? Pairing.PAIRING_NONE;
  useEffect(() => {
    if (before.current !== pairing) {
      if (pairing === Pairing.PAIRED)
        setEnded("Paired. What is on your other devices comes now."), setCode(""), void syncRound(true);
      if (pairing === Pairing.FAILED)
        setEnded("Not paired: the time ran out, or the other device gave up. Nothing was changed."), setCode("");
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
  const acts: Acts = {
    busy: work.busy,
    run,
    submit: (what) => (e) => {
      e.preventDefault();
      const form = e.currentTarget as HTMLFormElement;
      run(() => what(form));
    },
  };
  if (!state) return <main aria-busy="true" />;
  // A work computer is let in by the others; it founds nothing and lets nobody in.
  const own = !now.status?.work;
  const founded = (phrase: readonly string[]) => {
    setAfresh(false);
    if (!phrase.length) return void syncRound(true);
    toPaper({
      phrase,
      lead: "These bring your diary back from your own box if every device is lost, and open it when the passphrase is forgotten.",
      done: () => void syncRound(true),
    });
  };
  const waits = [
    Pairing.WAIT_FOR_NEWCOMER,
    Pairing.ASK_DIGITS,
    Pairing.SHOW_DIGITS,
    Pairing.ASK_DEVICES,
    Pairing.WAIT_FOR_ANSWER,
  ].includes(pairing);
  return (
    <Page
      title="Devices"
      {...(state.joined
        ? {}
        : {
            lead: "This diary is on this device only. Joined, your devices agree with each other, and the box between them cannot read a word.",
          })}
    >
      <Said
        problem={work.problem ?? (ended.startsWith("Not") ? ended : undefined)}
        good={work.good ?? (ended.startsWith("Not") ? undefined : ended)}
      />
      {state.notice.map((n) => (
        <p class="card">{n.text}</p>
      ))}
      {state.withheld && (
        <p class="problem">
          The box keeps something back that another of your devices has published. If that lasts longer than a day, do
          not trust it.
        </p>
      )}
      {(state.notice.length > 0 || state.endsMs > 0) && (
        <div class="row">
          {state.notice.some((n) => n.what !== "REVOKED" && n.what !== "ROSTER_FORK") && (
            <button type="button" onClick={() => run(async () => void (await sync.acknowledge()))}>
              I have read this
            </button>
          )}
          {state.endsMs > 0 && (
            <button type="button" onClick={() => run(async () => (await sync.cancelClosing(), void syncRound(true)))}>
              Keep this account
            </button>
          )}
        </div>
      )}
      {waits && <PairingSteps acts={acts} code={code} onStop={() => setCode("")} />}
      {state.joined && !waits && (
        <>
          {!state.revoked && (
            <p aria-live="polite">
              {state.busy
                ? `Exchanging … ${state.sent} sent, ${state.received} received`
                : `${state.syncedMs > 0 ? `In step ${ago(state.syncedMs)}` : "Not in step yet"}, with ${state.server}.${
                    state.waiting
                      ? ` ${state.waiting === 1 ? "1 change is" : `${state.waiting} changes are`} only here.`
                      : ""
                  }`}
            </p>
          )}
          {state.failed && !state.busy && <p class="problem">{failed(state.failed)}</p>}
          {!state.revoked && (
            <div class="row">
              <button class="strong" type="button" disabled={state.busy} onClick={() => void syncRound(true)}>
                Sync now
              </button>
              {own && (
                <button
                  type="button"
                  onClick={() =>
                    run(async () => {
                      setCode((await sync.showCode()).code);
                      void syncRound(true);
                    })
                  }
                >
                  Add a device
                </button>
              )}
            </div>
          )}
          {!state.revoked && <Mine acts={acts} />}
          {state.endsMs > 0 && <p class="problem">This account ends on {day(state.endsMs)}.</p>}
          <details
            open={afresh || state.revoked}
            onToggle={(e) => setAfresh((e.currentTarget as HTMLDetailsElement).open)}
          >
            <summary>Start afresh</summary>
            {own && (
              <>
                <p>
                  A new account with new words, on this box or another. Everything on this device goes into it; your
                  other devices are paired again; the old account ends a week later. For lost words, two lists of
                  devices, or another box.
                </p>
                <Found acts={acts} method="startAfresh" action="Start afresh" onPhrase={founded} />
              </>
            )}
            <label class="tick">
              <input type="checkbox" checked={instead} onChange={() => setInstead(!instead)} />
              <span>
                Another device of mine has started afresh: this one is to leave its account and be paired with it. What
                it holds goes along.
              </span>
            </label>
          </details>
        </>
      )}
      {!waits && (!state.joined || instead) && (
        <EnterCode acts={acts} instead={instead} onEntered={() => setInstead(false)} />
      )}
      {!waits && !state.joined && own && (
        <>
          <section>
            <h2>This is my first device</h2>
            <p class="quiet">
              You need a box that you trust to be there: eddyd, at home or with somebody who invited you. It never can
              read what it keeps.
            </p>
            <Found acts={acts} method="join" action="Join" onPhrase={founded} />
          </section>
          <OnlyPhrase acts={acts} />
        </>
      )}
      <details>
        <summary>Whom you trust</summary>
        <p>
          This page comes from {location.host}. Whoever runs that machine cannot read what your devices send through it,
          because it is sealed before it leaves. But it is also where the page itself comes from: somebody who takes it
          over could hand out a changed page that reads along while you use it. So get the page from your own machine,
          or from somebody you would trust with the diary. Eddy asks before it changes to a new version. Programs you
          install (eddy, the widget) do not have this weak point.
        </p>
        <p>All sync goes to {location.host} and nowhere else; the browser itself forbids any other place.</p>
      </details>
    </Page>
  );
}
