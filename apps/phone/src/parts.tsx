// What pages are made of.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "./diary.js";

export function Page({ title, lead, children }: { title: string; lead?: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    document.title = `${title} · Eddy`;
  }, [title]);
  return (
    <main>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p class="lead">{lead}</p>}
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
          <button type="button" aria-pressed={value === o.value} aria-label={o.title} onClick={() => onChange(value === o.value ? undefined : o.value)}>
            {o.text}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Runs `work` once at a time and holds what it said. */
export function useWork(): { busy: boolean; problem: string | undefined; good: string | undefined; run: (work: () => Promise<string | void>) => void } {
  const [state, set] = useState<{ busy: boolean; problem?: string; good?: string }>({ busy: false });
  return {
    busy: state.busy,
    problem: state.problem,
    good: state.good,
    run: (work) => {
      if (state.busy) return;
      set({ busy: true });
      work().then(
        (good) => set(good ? { busy: false, good } : { busy: false }),
        (e) => set({ busy: false, problem: say(e) }),
      );
    },
  };
}
