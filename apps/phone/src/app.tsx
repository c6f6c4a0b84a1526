// Which page is shown, and what must come before it.
import { useEffect, useState } from "preact/hooks";
import { take, useDiary } from "./diary.js";
import { Page } from "./parts.js";
import { CardPage, Cards } from "./pages/cards.js";
import { CheckIn } from "./pages/check-in.js";
import { First, Unlock } from "./pages/first.js";
import { Home } from "./pages/home.js";
import { Journal } from "./pages/journal.js";
import { Morning } from "./pages/morning.js";
import { Play, Practices } from "./pages/play.js";
import { Settings } from "./pages/settings.js";
import { Trends } from "./pages/trends.js";
import { watchForVersions } from "./version.js";

const path = () => location.hash.replace(/^#\/?/, "");

export function useRoute(): string {
  const [route, set] = useState(path);
  useEffect(() => {
    const listener = () => set(path());
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  return route;
}

const PLACES = [
  { at: "", name: "Now" },
  { at: "breathe", name: "Breathe" },
  { at: "cards", name: "Cards" },
  { at: "journal", name: "Journal" },
  { at: "trends", name: "Trends" },
] as const;

function Elsewhere({ taken }: { taken: boolean }) {
  return (
    <Page
      title={taken ? "Eddy went on in another tab" : "Eddy is open in another tab"}
      lead="One tab at a time holds the diary, so that nothing is written twice. What you have kept is safe."
    >
      <button class="strong" type="button" onClick={() => (taken ? location.reload() : take())}>
        Use it here
      </button>
    </Page>
  );
}

export function App() {
  const diary = useDiary();
  const route = useRoute();
  const [fresh, setFresh] = useState<(() => void) | undefined>();
  useEffect(() => watchForVersions((change) => setFresh(() => change)), []);
  if (diary.stage === "starting" || (diary.stage === "ready" && !diary.status)) return <main aria-busy="true" />;
  if (diary.stage === "elsewhere" || diary.stage === "taken") return <Elsewhere taken={diary.stage === "taken"} />;
  if (diary.stage === "failed")
    return (
      <Page
        title="There is no place for a diary here"
        lead="This browser gives Eddy no private files to keep one in: a private window often has none. Nothing was changed. In an ordinary window it works."
      >
        <p class="quiet">{diary.why}</p>
      </Page>
    );
  const { exists, open } = diary.status!;
  if (!exists) return <First />;
  if (route.startsWith("play/")) return <Play id={route.slice(5)} />;
  const [place, rest] = route.split("/");
  const page = () => {
    if (place === "breathe") return <Practices />;
    if (place === "cards") return rest ? <CardPage id={rest} /> : <Cards />;
    if (!open) return <Unlock />;
    if (place === "check-in") return <CheckIn />;
    if (place === "morning") return <Morning />;
    if (place === "journal") return <Journal />;
    if (place === "trends") return <Trends />;
    if (place === "settings") return <Settings />;
    return <Home />;
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
      {page()}
      <nav aria-label="Pages">
        {PLACES.map((p) => (
          <a href={`#/${p.at}`} aria-current={p.at === place ? "page" : undefined}>
            {p.name}
          </a>
        ))}
      </nav>
    </>
  );
}
