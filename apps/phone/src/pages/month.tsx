// A month as a grid of days, by touch and by the arrow keys. Where letters are large the days stand under each other.
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  brief,
  column,
  type Day,
  dayOf,
  firstWeekday,
  isFree,
  type Known,
  monthOf,
  plusDays,
  plusMonths,
  toldOn,
  weeksOf,
} from "../roster.js";

// The first of January 2024 was a Monday.
const nameOf = (weekday: number, form: "long" | "short") =>
  new Date(Date.UTC(2024, 0, weekday)).toLocaleDateString([], { weekday: form, timeZone: "UTC" });
const weekdayOf = (of: Day) => new Date(of).toLocaleDateString([], { weekday: "short" });
const twelve = () => new Intl.DateTimeFormat([], { hour: "numeric" }).resolvedOptions().hour12 ?? false;

/** Where a key leads from a day; `across`: how many days stand beside each other. */
export function stepBy(key: string, from: Day, first: number, across: number, rtl: boolean): Day | undefined {
  switch (key) {
    case "ArrowRight":
      return plusDays(from, rtl ? -1 : 1);
    case "ArrowLeft":
      return plusDays(from, rtl ? 1 : -1);
    case "ArrowDown":
      return plusDays(from, across);
    case "ArrowUp":
      return plusDays(from, -across);
    case "Home":
      return plusDays(from, -column(from, first));
    case "End":
      return plusDays(from, 6 - column(from, first));
    case "PageDown":
      return plusMonths(from, 1);
    case "PageUp":
      return plusMonths(from, -1);
    default:
      return undefined;
  }
}

function Cell({ of, known, twelve }: { of: Day; known: Known; twelve: boolean }) {
  return (
    <>
      <span class="heard">{toldOn(of, known)}</span>
      <span class="date" aria-hidden="true">
        <span class="weekday">{weekdayOf(of)} </span>
        {new Date(of).getDate()}
      </span>
      {known.shifts.map((s) => (
        <span class="span" aria-hidden="true">
          <span>
            {brief(s.startMs, twelve)}
            <span class="dash">–</span>
          </span>
          <span>{brief(s.endMs, twelve)}</span>
        </span>
      ))}
      {isFree(known) && (
        <span class="span" aria-hidden="true">
          Free
        </span>
      )}
    </>
  );
}

export function Month({
  at,
  onMove,
  known,
  open,
  onTap,
}: {
  /** The day that the keyboard is on; its month is shown. */
  at: Day;
  onMove: (to: Day) => void;
  known: (of: Day) => Known;
  open: Day | undefined;
  onTap: (of: Day) => void;
}) {
  const here = useRef<HTMLButtonElement>(null);
  const follows = useRef(false);
  useLayoutEffect(() => {
    if (follows.current) here.current?.focus();
    follows.current = false;
  }, [at]);
  const first = firstWeekday(navigator.language);
  const today = dayOf(Date.now());
  const title = new Date(at).toLocaleDateString([], { month: "long", year: "numeric" });
  const hours = twelve();
  const press = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey) return;
    const style = getComputedStyle(e.currentTarget as Element);
    const across = Number(style.getPropertyValue("--across"));
    const to = stepBy(e.key, at, first, across, style.direction === "rtl");
    if (to === undefined) return;
    e.preventDefault();
    follows.current = true;
    onMove(to);
  };
  return (
    <section class="month">
      <div class="turn">
        <button type="button" aria-label="The month before" onClick={() => onMove(plusMonths(at, -1))}>
          ‹
        </button>
        <h2 id="month" aria-live="polite">
          {title}
        </h2>
        <button type="button" aria-label="The month after" onClick={() => onMove(plusMonths(at, 1))}>
          ›
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys go from day to day */}
      <table class="days" role="grid" aria-labelledby="month" onKeyDown={press}>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, i) => first + i).map((weekday) => (
              <th scope="col" abbr={nameOf(weekday, "long")}>
                {nameOf(weekday, "short")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(monthOf(at), first).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((of) =>
                of === undefined ? (
                  <td />
                ) : (
                  <td>
                    <button
                      type="button"
                      ref={of === at ? here : undefined}
                      tabIndex={of === at ? 0 : -1}
                      class={`${known(of).entries.length ? "entered" : ""} ${of === open ? "open" : ""}`}
                      aria-current={of === today ? "date" : undefined}
                      onClick={() => {
                        onMove(of);
                        onTap(of);
                      }}
                    >
                      <Cell of={of} known={known(of)} twelve={hours} />
                    </button>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
