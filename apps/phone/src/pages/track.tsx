// What goes on while the phone is locked: one track, rendered beforehand by the core and played by a media element, since
// a page's timers and its own sound stop there. And the voice, where the page is awake and the system has one.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, journal, type playerBy, say } from "../diary.js";
import { untilKept, usePlaying } from "../lock.js";
import { useKeys } from "../parts.js";

export const canSpeak = "speechSynthesis" in window;
/** Whether this device speaks; remembered here only. */
export function speaks(wanted?: boolean): boolean {
  if (wanted !== undefined) localStorage.setItem("voice", wanted ? "on" : "off");
  return canSpeak && localStorage.getItem("voice") !== "off";
}
/** Says `words`, or falls silent without them. A voice of another language is worse than none. */
export function speak(words: string, language = "en"): void {
  if (!canSpeak) return;
  speechSynthesis.cancel();
  if (!words) return;
  const said = new SpeechSynthesisUtterance(words);
  said.rate = 0.85;
  said.lang = language === "tl" ? "fil-PH" : language; // as devices call it
  const base = said.lang.split("-")[0]!;
  const voices = speechSynthesis.getVoices(); // empty: not known yet
  if (voices.length && !voices.some((v) => v.lang.startsWith(base))) return;
  speechSynthesis.speak(said);
}

/** A black screen; a touch or a key brings the light back. */
export function Dark({ onLight, words }: { onLight: () => void; words?: string }) {
  const key = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    key.current?.focus({ preventScroll: true });
    document.documentElement.dataset.dark = "";
    void document.documentElement.requestFullscreen?.().catch(() => {}); // iPhones do not have it
    return () => {
      delete document.documentElement.dataset.dark;
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    };
  }, []);
  return (
    <button class="dark" type="button" ref={key} onClick={onLight} aria-label="The screen is dark. Press for light.">
      <span>{words}</span>
    </button>
  );
}

/** Whoever plays it, by a clock of its own. */
type Player = ReturnType<typeof playerBy>;
/** Renders what is still to come, and plays it. */
export async function render(
  player: Player,
  state: NonNullable<api.PlayerReply["state"]>,
  tell: (share: number) => void,
) {
  const parts: BlobPart[] = [];
  let first: api.TrackReply | undefined;
  for (let portion = 0; !first || portion < first.portions; ++portion) {
    const reply = await player.track({ state, portion, fromMs: first?.fromMs ?? 0 });
    first ??= reply;
    parts.push(reply.bytes as Uint8Array<ArrayBuffer>);
    tell((portion + 1) / first.portions);
  }
  return {
    sound: new Blob(parts, { type: "audio/wav" }),
    mark: first.mark,
    fromMs: first.fromMs,
    lengthMs: first.lengthMs,
  };
}

export function Track({
  player,
  state,
  title,
  onEnd,
}: {
  player: Player;
  state: NonNullable<api.PlayerReply["state"]>;
  title: string;
  onEnd: () => void;
}) {
  const [share, setShare] = useState(0);
  const [made, setMade] = useState<Awaited<ReturnType<typeof render>>>();
  const [problem, setProblem] = useState("");
  const [playing, setPlaying] = useState(false);
  const [dark, setDark] = useState(false);
  const [said, setSaid] = useState("");
  const [ended, setEnded] = useState(false);
  const [voice, setVoice] = useState(speaks());
  const audio = useRef<HTMLAudioElement>(null);
  const saved = useRef(false);
  usePlaying();
  useEffect(() => {
    render(player, state, setShare).then(setMade, (e) => setProblem(say(e)));
    return () => speak("");
  }, []);
  useEffect(() => {
    if (!made || !audio.current) return;
    const url = URL.createObjectURL(made.sound);
    audio.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [made]);

  // What was heard was played: its time stood still while the sound did.
  const keep = (whole: boolean) => {
    if (!made || saved.current) return;
    saved.current = true;
    // (A player that has ended stands a moment before its end.)
    const heardMs = whole ? made.lengthMs + 1 : (audio.current?.currentTime ?? 0) * 1000;
    untilKept(
      journal
        .practiceDone({ state, arm: api.records.Arm.CHOSEN, endedMs: made.fromMs + heardMs })
        .catch((e) => setProblem(say(e))),
    );
  };
  const leave = () => {
    audio.current?.pause();
    if (!ended) keep(false);
    onEnd();
  };
  useKeys((e) => e.key === "Escape" && !dark && leave());
  const begin = () => {
    const sound = audio.current!;
    sound.play().then(
      () => setDark(true),
      (e) => setProblem(`The browser did not play the sound (${(e as Error).name}). Nothing is lost; try again.`),
    );
    if (!("mediaSession" in navigator)) return;
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: "Eddy" });
    navigator.mediaSession.setActionHandler("play", () => void sound.play());
    navigator.mediaSession.setActionHandler("pause", () => sound.pause());
    navigator.mediaSession.setActionHandler("stop", leave);
  };
  const follow = () => {
    if (!made || !audio.current) return;
    const ms = audio.current.currentTime * 1000;
    let words = "";
    for (const m of made.mark) if (m.atMs <= ms) words = m.say;
    if (words === said) return;
    setSaid(words);
    if (voice && document.visibilityState === "visible") speak(words, state.language);
  };
  if (problem)
    return (
      <main>
        <p class="problem">{problem}</p>
        <button type="button" onClick={onEnd}>
          Back
        </button>
      </main>
    );
  return (
    <main class="play words">
      <h1 class="quiet">{title}</h1>
      {/* biome-ignore lint/a11y/useMediaCaption: the words stand on the page while they are spoken */}
      <audio
        ref={audio}
        onTimeUpdate={follow}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => {
          setEnded(true);
          keep(true);
        }}
      />
      {!made ? (
        <p aria-live="polite">
          Making the sound for tonight … <progress value={share} max={1} aria-label="How much of it is ready" />
        </p>
      ) : ended ? (
        <p class="prompt">Good night.</p>
      ) : playing ? (
        <p class="prompt" aria-live="polite" lang={state.language}>
          {said}
        </p>
      ) : (
        <>
          <ul class="ready">
            <li>Set your alarm elsewhere, and put the charger out of reach: nothing rings here.</li>
            <li>
              The light is dim. A soft sound rises while you breathe in and sinks while you breathe out; a low tone
              means: make it tight, and let go when it falls.
            </li>
            <li>
              It takes {Math.round(made.lengthMs / 60_000)} minutes, fades, and nothing rings at the end. You may lock
              the phone.
            </li>
          </ul>
          {said && (
            <p aria-live="polite" lang={state.language}>
              {said}
            </p>
          )}
        </>
      )}
      <div class="row">
        {made && !ended && !playing && (
          <button class="strong" type="button" onClick={begin}>
            {said ? "Go on" : "Begin: the last touch"}
          </button>
        )}
        {made && !ended && canSpeak && (
          <button type="button" aria-pressed={voice} onClick={() => setVoice(speaks(!voice))}>
            Spoken while the screen is on
          </button>
        )}
        {playing && (
          <button type="button" onClick={() => audio.current?.pause()}>
            Pause
          </button>
        )}
        <button type="button" onClick={leave}>
          {ended ? "Done" : "Leave"}
        </button>
      </div>
      {dark && <Dark onLight={() => setDark(false)} words={ended ? "" : said} />}
    </main>
  );
}
