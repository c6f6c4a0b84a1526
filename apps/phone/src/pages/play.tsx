// Playing a practice. The core says what is shown and until when; the page moves the shape and asks again only then.
import { useEffect, useRef, useState } from "preact/hooks";
import {
  api,
  content,
  journal,
  playClock,
  playerBy,
  say,
  settings,
  useAllowText,
  useAnswer,
  useDiary,
} from "../diary.js";
import { untilKept, usePlaying } from "../lock.js";
import { Anyway, Page, Said, Unread, useKeys, useWork } from "../parts.js";

import { chosenBecause, length } from "../say.js";
import { Stage } from "../stage.js";
import { canSpeak, Dark, speak, speaks, Track } from "./track.js";

const { Act, Cue, Kind, Where } = api.content;
const { Arm } = api.records;

const LISTS = {
  breathe: {
    title: "Breathe",
    lead: "Whole breaths only. Dizzy? Breathe normally. Never while driving.",
    kinds: [Kind.BREATH],
  },
  body: {
    title: "Body",
    lead: "Skip whatever hurts. Each can be left at any moment.",
    kinds: [Kind.MOVES, Kind.TIMER],
  },
  mind: { title: "Mind", lead: "Each ends by itself, and can be left at any moment.", kinds: [Kind.GUIDED] },
} as const;
export const isList = (place: string | undefined): place is keyof typeof LISTS => place !== undefined && place in LISTS;

export function Practices({ list }: { list: keyof typeof LISTS }) {
  const { title, lead, kinds } = LISTS[list];
  const { value, problem } = useAnswer(() => content.list({ where: Where.HOME, kind: [...kinds] }), [list]);
  return (
    <Page title={title} lead={lead}>
      {problem && <p class="problem">{problem}</p>}
      <ul>
        {value?.practice.map((p) => (
          <li class="card">
            <a class="whole" href={`#/play/${p.id}`} lang={p.language}>
              <strong>{p.title}</strong>
              <span class="quiet">{p.about}</span>
            </a>
            <div class="row">
              <span class="quiet">{length(p.usualS)}</span>
              {p.minS * 2 <= p.usualS && (
                <a href={`#/play/${p.id}/${p.minS}`} aria-label={`the short form, ${length(p.minS)}: ${p.title}`}>
                  the short form, {length(p.minS)}
                </a>
              )}
              <a href={`#/about/${p.id}`} aria-label={`what is known: ${p.title}`}>
                what is known
              </a>
            </div>
          </li>
        ))}
      </ul>
      <nav class="also" aria-label="Other practices">
        {Object.entries(LISTS)
          .filter(([k]) => k !== list)
          .map(([k, l]) => (
            <a class="key" href={`#/${k}`}>
              {l.title}
            </a>
          ))}
      </nav>
    </Page>
  );
}

/** What was studied, and what was found, null results too. */
export function About({ id }: { id: string }) {
  const { value, problem } = useAnswer(() => content.get({ id }), [id]);
  if (problem) return <Page title="No such practice">{<p class="problem">{problem}</p>}</Page>;
  if (!value) return <main aria-busy="true" />;
  return (
    <Page title={value.practice!.title} lead={value.practice!.about} lang={value.practice!.language}>
      {value.practice!.caution && <p lang={value.practice!.language}>{value.practice!.caution}</p>}
      {!value.reviewed && <Unread />}
      {value.evidence.length === 0 && (
        <p>Nobody has studied this one, as far as we know. Eddy keeps what it does for you, if you rate it.</p>
      )}
      <ul>
        {value.evidence.map((e) => (
          <li class="card">
            <p lang={value.practice!.language}>{e.studied}</p>
            <p lang={value.practice!.language}>{e.found}</p>
            <p class="quiet">
              {e.nullResult && "No difference was found. "}
              {e.source}
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

const asksForStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// A short tremble for each phase, where the device has one.
function tremble(cue: number): void {
  const pattern =
    cue === Cue.INHALE || cue === Cue.TOP_UP || cue === Cue.TENSE
      ? [40]
      : cue === Cue.EXHALE || cue === Cue.RELEASE
        ? [20, 60, 20]
        : [];
  if (pattern.length) navigator.vibrate?.(pattern);
}

/** Keeps the screen on while something is played and seen; comes back by itself after a phone call. */
function useWakeLock(on: boolean): void {
  useEffect(() => {
    if (!on || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    const hold = () => {
      if (document.visibilityState === "visible")
        navigator.wakeLock.request("screen").then(
          (l) => (lock = l),
          () => {}, // a low battery refuses it
        );
    };
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [on]);
}

type State = NonNullable<api.PlayerReply["state"]>;

// 0 to 10, answered by one touch or one key, or not at all.
function Scale({ label, onGive }: { label: string; onGive: (n: number) => void }) {
  return (
    <div class="scale" role="group" aria-label={label}>
      <span class="quiet">{label}</span>
      <div>
        {Array.from({ length: 11 }, (_, n) => (
          <button type="button" onClick={() => onGive(n)}>
            {n}
          </button>
        ))}
      </div>
    </div>
  );
}

// Before anything is shown, where chance may decide what comes.
function AskFirst({ onGive, onLeave }: { onGive: (n?: number) => void; onLeave: () => void }) {
  useKeys((e) => {
    const n = "`1234567890".indexOf(e.key);
    if (n >= 0) onGive(n);
    else if (e.key === "Escape" || (e.key === "Enter" && e.target === document.body)) onGive();
  });
  return (
    <main class="play words">
      <div />
      <Scale label="How tense, 0 to 10?" onGive={onGive} />
      <div class="row">
        <button type="button" onClick={() => onGive()}>
          Go on without
        </button>
        <button type="button" onClick={onLeave}>
          Leave
        </button>
      </div>
    </main>
  );
}

// What a practice asks to be kept of it: one thing that went right.
function Bright({ id }: { id: string }) {
  const { prompt, language } = useAnswer(() => content.get({ id }), [id]).value?.practice ?? {};
  const asks = prompt?.find((p) => p.id === "what");
  const work = useWork();
  const writes = useAllowText();
  if (!asks || !writes) return null;
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        const form = e.currentTarget;
        const what = String(new FormData(form).get("what")).trim();
        work.run(async (anyway) => {
          await journal.keep({ entry: { record: { case: "brightSpot", value: { what } } }, anyway });
          form.reset();
          return "Kept as a bright spot; your board can show it.";
        });
      }}
    >
      <label>
        <span lang={language}>{asks.ask}</span>
        <textarea name="what" required />
      </label>
      <button type="submit" disabled={work.busy}>
        Keep it
      </button>
      <Said problem={work.problem} good={work.good} />
      <Anyway work={work} />
    </form>
  );
}

/** `id`: empty for the practice that is the person's own. */
export function Play({ id, seconds }: { id: string; seconds: number }) {
  const [playTime] = useState(() => playClock());
  const [player] = useState(() => playerBy(playTime));
  const [at, setAt] = useState<api.PlayerReply>();
  const [rate, setRate] = useState(false);
  const [why, setWhy] = useState<string>();
  const [first, setFirst] = useState<api.PlayerReply>(); // what waits for how tense one is
  const [problem, setProblem] = useState("");
  const [dark, setDark] = useState(false);
  const [voice, setVoice] = useState(speaks());
  const [track, setTrack] = useState(false);
  // As the device is set, or the person here.
  const wishes = useAnswer(() => settings.get()).value;
  const still = wishes?.reducedMotion || asksForStillness();
  const plain = wishes?.optOuts.includes("NO_WATER") ?? false;
  const round = useRef(false);
  const saved = useRef(false);
  const since = useRef(0); // ms: when nobody was there any more
  usePlaying();
  const scene = at?.scene;
  useDiary();
  useWakeLock(scene !== undefined && !scene.ended && !track);

  // One question after the other, each with the newest state: an answer is never overtaken by an older look.
  const held = useRef<State>();
  const queue = useRef(Promise.resolve());
  const show = (ask: (state: State) => Promise<api.PlayerReply>) => {
    queue.current = queue.current.then(async () => {
      try {
        const reply = await ask(held.current!);
        held.current = reply.state!;
        setAt(reply);
      } catch (e) {
        setProblem(say(e));
      }
    });
  };
  const begin = (tension?: number) =>
    player.begin({ practice: id, seconds, where: Where.HOME, tension }).then(
      (r) => {
        setRate(r.rate);
        setWhy(chosenBecause(r.why));
        if (r.askFirst) return setFirst(r);
        held.current = r.state!;
        setAt(r);
      },
      (e) => setProblem(say(e)),
    );
  useEffect(() => void begin(), [id, seconds]);
  // Begun again with what was said, or what was begun is played from now on. Nobody is asked twice.
  const tense = (n?: number) => {
    setFirst(undefined);
    setRate(false);
    if (n !== undefined) return void begin(n);
    held.current = first!.state!;
    show((state) => player.at({ state, awayMs: Math.max(0, playTime() - state.beganMs) }));
  };

  useEffect(() => {
    if (!scene || !at || track) return;
    if (!still) tremble(scene.cue);
    if (scene.nextChangeMs <= 0 || scene.ended) return;
    let timer = 0;
    // Away (a phone call, a locked screen): it goes on where it was.
    const away = () => {
      clearTimeout(timer);
      if (document.visibilityState === "hidden") {
        since.current ||= playTime();
        return;
      }
      if (since.current) {
        const awayMs = Math.min(playTime() - since.current, 86_400_000);
        show((state) => player.at({ state, awayMs }));
      } else
        timer = window.setTimeout(
          () => show((state) => player.at({ state })),
          // (Never before it: whole ms, and one more. Asked early the core would say the same, and nobody would ask again.)
          Math.max(0, Math.ceil(scene.nextChangeMs - playTime())) + 1,
        );
      since.current = 0;
    };
    away();
    document.addEventListener("visibilitychange", away);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", away);
    };
  }, [scene?.startMs, scene?.prompt, scene?.ended, track]);

  // Spoken once per phase, where the practice is meant to be heard and somebody wants it.
  useEffect(() => {
    if (scene?.spoken && voice && !track) speak(scene.ended ? "" : scene.prompt, at?.state?.language);
  }, [scene?.prompt, scene?.unit, scene?.ended, voice, track]);
  useEffect(() => () => speak(""), []);

  // What was given is kept, whole or not: the person need not be asked. Once.
  const keep = (state: api.PlayerReply["state"]) => {
    if (saved.current || !state) return Promise.resolve();
    saved.current = true;
    const kept = journal.practiceDone({ state, arm: id ? Arm.CHOSEN : Arm.PINNED, endedMs: playTime() }).then(
      () => {},
      (e) => setProblem(say(e)),
    );
    untilKept(kept);
    return kept;
  };
  const rated = scene?.ended && (!rate || scene.before < 0 || scene.after >= 0);
  useEffect(() => {
    if (rated) void keep(at?.state);
  }, [rated]);

  const leave = () => {
    const state = at?.state;
    const done =
      state && !scene?.ended ? player.answer({ state, act: Act.STOP }).then((r) => keep(r.state)) : keep(state);
    untilKept(done);
    location.hash = "#/";
  };
  const give = (act: api.content.Act, value: number) => show((state) => player.answer({ state, act, value }));
  const asks = rate && scene && scene.before < 0 && !scene.ended && scene.unit <= 1 && scene.choice.length === 0;
  const asksAfter = rate && scene?.ended === true && scene.before >= 0 && scene.after < 0;
  useKeys((e) => {
    if (first) return;
    const n = "`1234567890".indexOf(e.key);
    if (e.key === "Escape") leave();
    else if (e.key.toLowerCase() === "w" && held.current && !scene?.ended)
      show((state) => player.answer({ state, act: Act.WORSE }));
    else if (n >= 0 && asks) give(Act.BEFORE, n);
    else if (n >= 0 && asksAfter) give(Act.AFTER, n);
    else if (n >= 1 && scene && n <= scene.choice.length) give(Act.CHOOSE, n - 1);
    else if (e.key === "Enter" && e.target === document.body && (waits || justWait)) give(Act.NEXT, 0);
  });

  if (problem)
    return (
      <Page title="Not just now">
        <p class="problem">{problem}</p>
        <button type="button" onClick={leave}>
          Back
        </button>
      </Page>
    );
  if (first) return <AskFirst onGive={tense} onLeave={leave} />;
  if (!at || !scene) return <main aria-busy="true" />;
  if (track)
    return <Track player={player} state={at.state!} title={scene.title} onEnd={() => (location.hash = "#/")} />;
  const waits = !scene.ended && scene.nextChangeMs <= 0 && scene.choice.length === 0;
  const justWait = at.state!.arm === Arm.WAIT;
  // Once there is a round, it stays until one leaves: nothing else takes its place.
  round.current = scene.progressFrom !== scene.progressTo || scene.cue === Cue.HOLD || (round.current && !scene.worse);
  return (
    <main class={round.current ? "play" : "play words"}>
      <h1 class="quiet" lang={at.state!.language}>
        {scene.title}
      </h1>
      {round.current && <Stage scene={scene} still={still} plain={plain} now={playTime} />}
      <p class="prompt" aria-live="polite" lang={scene.ended ? undefined : at.state!.language}>
        {scene.ended ? "That is it. Nothing more to do." : scene.prompt}
      </p>
      <div class="sheet">
        {asks && <Scale label="How tense, now? 0 to 10, or nothing" onGive={(n) => give(Act.BEFORE, n)} />}
        {asksAfter && <Scale label="And now?" onGive={(n) => give(Act.AFTER, n)} />}
        {why && !scene.worse && !scene.ended && <p class="quiet">{why}</p>}
        {scene.ended && !justWait && <Bright id={id || at.state!.practice} />}
        {scene.caution && !scene.ended && (
          <p class="quiet" lang={at.state!.language}>
            {scene.caution}
          </p>
        )}
      </div>
      {scene.choice.length > 0 && (
        <div class="row" lang={at.state!.language}>
          {scene.choice.map((c, i) => (
            <button type="button" onClick={() => give(Act.CHOOSE, i)}>
              {c}
            </button>
          ))}
        </div>
      )}
      {scene.spoken && !scene.ended && (
        <div class="row">
          {canSpeak && (
            <button type="button" aria-pressed={voice} onClick={() => setVoice(speaks(!voice))}>
              Spoken
            </button>
          )}
          <button type="button" onClick={() => setDark(true)}>
            Dark screen
          </button>
          {!waits && scene.choice.length === 0 && (
            <button type="button" onClick={() => setTrack(true)}>
              As a sound, for a locked phone
            </button>
          )}
        </div>
      )}
      <div class="row">
        {waits && (
          <button type="button" onClick={() => give(Act.NEXT, 0)}>
            Go on
          </button>
        )}
        {justWait && !scene.ended && (
          <button type="button" onClick={() => give(Act.NEXT, 0)}>
            End the wait
          </button>
        )}
        {!scene.ended && (
          <button type="button" onClick={() => give(Act.WORSE, 0)}>
            This makes it worse
          </button>
        )}
        <button class={scene.ended ? "strong" : ""} type="button" onClick={leave}>
          {scene.ended ? "Done" : "Leave"}
        </button>
      </div>
      {dark && !scene.ended && <Dark onLight={() => setDark(false)} />}
    </main>
  );
}
