// Ten seconds about the night.
import { useState } from "preact/hooks";
import { journal } from "../diary.js";
import { Choice, Page, Said, useWork } from "../parts.js";

const NIGHT = ["bad", "poor", "so-so", "good", "very good"].map((title, i) => ({
  value: i + 1,
  text: String(i + 1),
  title: `${i + 1}, ${title}`,
}));

// The last such time before `before`.
function lately(clock: string, before: number): number {
  const [h, m] = clock.split(":").map(Number);
  const d = new Date(before);
  d.setHours(h!, m!, 0, 0);
  if (d.getTime() > before) d.setDate(d.getDate() - 1);
  return d.getTime();
}

const USUALLY_UP = "06:30";
const clockOf = (ms: number) => {
  const d = new Date(ms);
  return [d.getHours(), d.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
};
/** What is offered as the time of getting up: never one that is still to come, which would be yesterday's. */
export const upBy = (now: number) => (clockOf(now) < USUALLY_UP ? clockOf(now) : USUALLY_UP);

export function Morning() {
  const [quality, setQuality] = useState<number>();
  const work = useWork();
  return (
    <Page title="The night" lead="To bed, up, how it was. Nothing is scored.">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const given = new FormData(e.currentTarget);
          work.run(async () => {
            const up = lately(String(given.get("up")), Date.now());
            const bed = lately(String(given.get("bed")), up);
            await journal.sleep({
              bedMs: BigInt(bed),
              atMs: BigInt(up),
              ...(quality ? { quality } : {}),
              ...(given.get("free") ? { deviceFreeMin: Number(given.get("free")) } : {}),
            });
            return "Kept. Have a gentle start.";
          });
        }}
      >
        <label>
          <span>To bed</span>
          <input name="bed" type="time" defaultValue="23:00" required />
        </label>
        <label>
          <span>Up</span>
          <input name="up" type="time" defaultValue={upBy(Date.now())} required />
        </label>
        <label>
          <span>Minutes without a screen before bed, if you know</span>
          <input name="free" type="number" min={0} max={600} inputMode="numeric" />
        </label>
        <Choice label="How was it?" options={NIGHT} value={quality} onChange={setQuality} />
        <button class="strong" type="submit" disabled={work.busy}>
          Keep it
        </button>
        <Said problem={work.problem} good={work.good} />
      </form>
    </Page>
  );
}
