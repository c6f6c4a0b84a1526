// Playing a practice. The core says what is shown and until when; the page moves the shape and asks again only then.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, content, journal, player, say, useAnswer, useDiary } from "../diary.js";
import { Page } from "../parts.js";

const { Act, Cue, Kind, Where } = api.content;
const PLAYED = [Kind.BREATH, Kind.MOVES, Kind.GUIDED, Kind.TIMER];

export function Practices() {
  const { value, problem } = useAnswer(() => content.list({ where: Where.HOME, kind: PLAYED }));
  const groups = [
    { name: "Breathe", kind: Kind.BREATH },
    { name: "Body", kind: Kind.MOVES },
    { name: "Mind", kind: Kind.GUIDED },
    { name: "A break", kind: Kind.TIMER },
  ];
  return (
    <Page title="Breathe, body, mind" lead="Each ends by itself, and can be left at any moment.">
      {problem && <p class="problem">{problem}</p>}
      {groups.map(({ name, kind }) => {
        const list = value?.practice.filter((p) => p.kind === kind) ?? [];
        return (
          list.length > 0 && (
            <section>
              <h2>{name}</h2>
              <ul>
                {list.map((p) => (
                  <li>
                    <a class="card" href={`#/play/${p.id}`}>
                      <strong>{p.title}</strong>
                      <span class="quiet">{p.about}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </Page>
  );
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// A short tremble for each phase, where the device has one.
function tremble(cue: number): void {
  const pattern = cue === Cue.INHALE || cue === Cue.TOP_UP || cue === Cue.TENSE ? [40] : cue === Cue.EXHALE || cue === Cue.RELEASE ? [20, 60, 20] : [];
  if (pattern.length && !still()) navigator.vibrate?.(pattern);
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

export function Play({ id }: { id: string }) {
  const [at, setAt] = useState<api.PlayerReply>();
  const [problem, setProblem] = useState("");
  const [kept, setKept] = useState(false);
  const disc = useRef<HTMLDivElement>(null);
  const scene = at?.scene;
  useDiary();
  useWakeLock(scene !== undefined && !scene.ended);

  const show = (ask: Promise<api.PlayerReply>) => void ask.then(setAt, (e) => setProblem(say(e)));
  useEffect(() => show(player.begin({ practice: id, where: Where.HOME })), [id]);

  useEffect(() => {
    if (!scene || !at) return;
    tremble(scene.cue);
    if (scene.nextChangeMs <= 0 || scene.ended) return;
    const look = () => show(player.at({ state: at.state! }));
    const timer = setTimeout(look, Math.max(0, scene.nextChangeMs - Date.now()));
    const back = () => document.visibilityState === "visible" && look();
    document.addEventListener("visibilitychange", back);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", back);
    };
  }, [scene?.startMs, scene?.prompt, scene?.ended]);

  useEffect(() => {
    const shape = disc.current;
    if (!shape || !scene) return;
    const size = (p: number) => `scale(${0.45 + 0.55 * p})`;
    const length = scene.nextChangeMs - scene.startMs;
    if (still() || length <= 0) return void (shape.style.transform = size(scene.progressTo));
    const move = shape.animate([{ transform: size(scene.progressFrom) }, { transform: size(scene.progressTo) }], {
      duration: length,
      easing: scene.easing === "sine" ? "cubic-bezier(0.37, 0, 0.63, 1)" : "linear",
      fill: "forwards",
    });
    move.currentTime = Math.max(0, Date.now() - scene.startMs);
    return () => move.cancel();
  }, [scene?.startMs]);

  // What was given is kept, whole or not: the person need not be asked.
  useEffect(() => {
    if (!scene?.ended || kept || !at) return;
    setKept(true);
    journal.practiceDone({ state: at.state! }).catch((e) => setProblem(say(e)));
  }, [scene?.ended]);

  const leave = () => {
    if (at && !scene?.ended)
      void player
        .answer({ state: at.state!, act: Act.STOP })
        .then((r) => journal.practiceDone({ state: r.state! }))
        .catch(() => {});
    location.hash = "#/";
  };
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.key === "Escape") leave();
      else if (e.key.toLowerCase() === "w" && at && !scene?.ended) show(player.answer({ state: at.state!, act: Act.WORSE }));
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
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
  if (!at || !scene) return <main aria-busy="true" />;
  const shape = scene.progressFrom !== scene.progressTo || scene.cue === Cue.HOLD;
  return (
    <main class="play">
      <h1 class="quiet">{scene.title}</h1>
      <div class="stage">{shape && <div class="disc" ref={disc} aria-hidden="true" />}</div>
      <p class="prompt" aria-live="polite">
        {scene.ended ? "That is it. Nothing more to do." : scene.prompt}
      </p>
      {scene.caution && !scene.ended && <p class="quiet">{scene.caution}</p>}
      {scene.choice.length > 0 && (
        <div class="row">
          {scene.choice.map((c, i) => (
            <button type="button" onClick={() => show(player.answer({ state: at.state!, act: Act.CHOOSE, value: i }))}>
              {c}
            </button>
          ))}
        </div>
      )}
      <div class="row">
        {!scene.ended && scene.nextChangeMs <= 0 && scene.choice.length === 0 && (
          <button type="button" onClick={() => show(player.answer({ state: at.state!, act: Act.NEXT }))}>
            Go on
          </button>
        )}
        {!scene.ended && (
          <button type="button" onClick={() => show(player.answer({ state: at.state!, act: Act.WORSE }))}>
            This makes it worse
          </button>
        )}
        <button class={scene.ended ? "strong" : ""} type="button" onClick={leave}>
          {scene.ended ? "Done" : "Leave"}
        </button>
      </div>
    </main>
  );
}
