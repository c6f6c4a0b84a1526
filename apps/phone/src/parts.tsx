// What pages are made of.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { api, EddyError, now, onPaper, say } from "./diary.js";

/** Keys, wherever the focus is, for as long as this is on the screen: from the moment it is, and not a frame later. */
export function useKeys(onKey: (e: KeyboardEvent) => void): void {
  useLayoutEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (!e.ctrlKey && !e.metaKey && !e.altKey) onKey(e);
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
}

/** `lang`: of the title and the lead, where they are not the page's own words. */
export function Page({
  title,
  lead,
  lang,
  children,
}: {
  title: string;
  lead?: string;
  lang?: string;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const first = heading.current?.parentElement?.querySelector<HTMLElement>("[data-first=true]");
    (first ?? heading.current)?.focus();
    document.title = `${title} · Eddy`;
  }, [title]);
  return (
    <main>
      <h1 ref={heading} tabIndex={-1} lang={lang}>
        {title}
      </h1>
      {lead && (
        <p class="lead" lang={lang}>
          {lead}
        </p>
      )}
      {children}
    </main>
  );
}

/** Says what happened; a screen reader hears it. */
export function Said({ problem, good }: { problem?: string | undefined; good?: string | undefined }) {
  return (
    <div aria-live="polite">
      {problem && <p class="problem">{problem}</p>}
      {good && <p class="good">{good}</p>}
    </div>
  );
}

/** Said beside a translation until somebody who grew up with the language has read it. */
export const Unread = () => <p class="quiet">This translation has not been reviewed by a native speaker yet.</p>;

/** One of a few, as keys beside each other. */
export function Choice({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly { value: number; text: string; title?: string }[];
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div>
        {options.map((o) => (
          <button
            type="button"
            aria-pressed={value === o.value}
            aria-label={o.title}
            onClick={() => onChange(value === o.value ? undefined : o.value)}
          >
            {o.text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** 0 to 10. */
export const TEN = Array.from({ length: 11 }, (_, value) => ({ value, text: String(value) }));

export interface Work {
  busy: boolean;
  problem: string | undefined;
  good: string | undefined;
  /** Something was refused that looks like other people's data: this keeps it all the same. */
  anyway: (() => void) | undefined;
  run: (work: (anyway: boolean) => Promise<string | void>) => void;
}

/** Runs `work` once at a time and holds what it said. */
export function useWork(): Work {
  const [state, set] = useState<{ busy: boolean; problem?: string; good?: string; anyway?: () => void }>({
    busy: false,
  });
  const run = (work: (anyway: boolean) => Promise<string | void>, anyway = false) => {
    if (state.busy) return;
    set({ busy: true });
    work(anyway).then(
      (good) => set(good ? { busy: false, good } : { busy: false }),
      (e) =>
        set({
          busy: false,
          problem: say(e),
          ...(e instanceof EddyError && e.error.reason === api.Error_Reason.OTHERS_DATA
            ? { anyway: () => run(work, true) }
            : {}),
        }),
    );
  };
  return { busy: state.busy, problem: state.problem, good: state.good, anyway: state.anyway, run: (work) => run(work) };
}

/** Where a number was taken for somebody else's: the person knows better. */
export function Anyway({ work }: { work: Work }) {
  return work.anyway ? (
    <button type="button" onClick={work.anyway}>
      It is nobody else's: keep it as it is
    </button>
  ) : null;
}

/** 24 words, shown once. */
export function PhraseOnPaper({ phrase, lead }: { phrase: readonly string[]; lead: string }) {
  useEffect(() => {
    const stay = (e: BeforeUnloadEvent) => now.paper && e.preventDefault(); // a page that is closed or loaded anew has them no more
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, []);
  return (
    <Page
      title="24 words for paper"
      lead={`${lead} Write them down, in this order. Whoever has them can read everything, and they are shown only now.`}
    >
      <ol>
        {phrase.map((w) => (
          <li>{w}</li>
        ))}
      </ol>
      <button class="strong" type="button" onClick={onPaper}>
        I have written them down
      </button>
    </Page>
  );
}

/** A text for somebody else: all of it is seen before it can be copied. */
export function Copied({ text }: { text: string }) {
  const work = useWork();
  return (
    <>
      {text && <pre>{text}</pre>}
      <button
        type="button"
        disabled={!text}
        onClick={() =>
          work.run(
            async () => (
              await navigator.clipboard.writeText(text),
              "Copied. It is in this device's clipboard until something else is."
            ),
          )
        }
      >
        Copy it
      </button>
      <Said problem={work.problem} good={work.good} />
    </>
  );
}
