// Which page is shown, and what must come before it.
import { useEffect, useRef, useState } from "preact/hooks";
import { seen, takeOver, useDiary } from "./diary.js";
import { Page, PhraseOnPaper } from "./parts.js";
import { CardPage, Cards } from "./pages/cards.js";
import { CheckIn } from "./pages/check-in.js";
import { OwnFactors } from "./pages/factors.js";
import { First, Unlock } from "./pages/first.js";
import { Home } from "./pages/home.js";
import { Journal } from "./pages/journal.js";
import { Morning } from "./pages/morning.js";
import { About, isList, Play, Practices } from "./pages/play.js";
import { Board } from "./pages/board.js";
import { Debrief } from "./pages/debrief.js";
import { Devices } from "./pages/devices.js";
import { Review } from "./pages/review.js";
import { HardCall } from "./pages/hard-call.js";
import { People } from "./pages/people.js";
import { Tonight } from "./pages/tonight.js";
import { isLeaving, plays, useLock } from "./lock.js";
import type { JSX } from "preact";
import { Settings } from "./pages/settings.js";
import { Shifts } from "./pages/shifts.js";
import { Trends } from "./pages/trends.js";
import { watchForVersions } from "./version.js";

const path = () => location.hash.replace(/^#\/?/, "");

export function useRoute(): string {
  const [route, set] = useState(path);
  useEffect(() => {
    const listener = () => set(path());
    addEventListener("hashchange", listener);
    listener(); // it may have changed since the first look
    return () => removeEventListener("hashchange", listener);
  }, []);
  return route;
}

const PAGES: Record<string, () => JSX.Element> = {
  "check-in": CheckIn,
  morning: Morning,
  journal: Journal,
  trends: Trends,
  review: Review,
  settings: Settings,
  shifts: Shifts,
  devices: Devices,
  factors: OwnFactors,
  tonight: Tonight,
  board: Board,
  debrief: Debrief,
  "hard-call": HardCall,
};
const PLACES = [
  { at: "", name: "Now" },
  { at: "breathe", name: "Breathe" },
  { at: "tonight", name: "Tonight" },
  { at: "cards", name: "Cards" },
  { at: "journal", name: "Journal" },
  { at: "trends", name: "Trends" },
] as const;

function Elsewhere({ overtaken }: { overtaken: boolean }) {
  return (
    <Page
      title={overtaken ? "Eddy went on in another tab" : "Eddy is open in another tab"}
      lead="One tab at a time holds the diary, so that nothing is written twice. What you have kept is safe."
    >
      <button class="strong" type="button" onClick={() => (overtaken ? location.reload() : takeOver())}>
        Use it here
      </button>
    </Page>
  );
}

function Places({ place }: { place: string | undefined }) {
  const here = useRef<HTMLAnchorElement>(null);
  // With large letters the row is wider than the screen.
  useEffect(() => here.current?.scrollIntoView({ inline: "nearest", block: "nearest" }), [place]);
  return (
    <nav aria-label="Pages">
      {PLACES.map((p) => (
        <a href={`#/${p.at}`} {...(p.at === place ? { "aria-current": "page", ref: here } : {})}>
          {p.name}
        </a>
      ))}
    </nav>
  );
}

export function App() {
  const diary = useDiary();
  const route = useRoute();
  const [fresh, setFresh] = useState<(() => void) | undefined>();
  useLock();
  useEffect(() => watchForVersions((change) => setFresh(() => change)), []);
  if (diary.stage === "starting" || (diary.stage === "ready" && !diary.status)) return <main aria-busy="true" />;
  if (diary.stage === "elsewhere" || diary.stage === "overtaken")
    return <Elsewhere overtaken={diary.stage === "overtaken"} />;
  if (diary.stage === "failed")
    return (
      <Page
        title="There is no place for a diary here"
        lead="This browser gives Eddy no private files to keep one in: a private window often has none. Nothing was changed. In an ordinary window it works."
      >
        <p class="quiet">{diary.why}</p>
      </Page>
    );
  if (diary.stage === "stopped")
    return (
      <Page
        title="Eddy has stopped"
        lead="A part of it did not arrive, or broke. Nothing that was kept is lost. Look whether there is a network, and try again."
      >
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
        <p class="quiet">{diary.why}</p>
      </Page>
    );
  const { exists, open } = diary.status!;
  const [place, rest, more] = route.split("/");
  if (place === "play") return <Play key={route} id={rest ?? ""} seconds={Number(more) || 0} />;
  const page = () => {
    if (isList(place)) return <Practices list={place} />;
    if (place === "about" && rest) return <About key={rest} id={rest} />;
    if (place === "cards") return rest ? <CardPage key={rest} id={rest} /> : <Cards />;
    if (place === "people") return <People />;
    if (diary.paper) return <PhraseOnPaper {...diary.paper} />;
    if (!exists) return <First />;
    if (!open && !(place === "tonight" && plays())) return isLeaving() ? <main aria-busy="true" /> : <Unlock />;
    const Shown = PAGES[place ?? ""] ?? Home;
    return <Shown />;
  };
  return (
    <>
      {fresh && (
        <aside class="fresh">
          A new version of Eddy is here.{" "}
          <button type="button" onClick={fresh}>
            Change to it
          </button>
        </aside>
      )}
      {open && diary.told.length > 0 && (
        <aside class="fresh" role="alert">
          {diary.told.map((sentence) => (
            <p>{sentence}</p>
          ))}
          <button type="button" onClick={seen}>
            Seen
          </button>
        </aside>
      )}
      {page()}
      <Places place={place} />
    </>
  );
}
