// A page to take to somebody: its lines are chosen here, it is shown whole, and in the words that the core gives.
import { useState } from "preact/hooks";
import { type api, useAnswer } from "./diary.js";
import { Copied } from "./parts.js";

/** `ask` gives what there is to choose from, and the chosen; asked again when one of `about` changes. */
export function Chosen({
  ask,
  about,
}: {
  ask: (chosen: string[]) => Promise<api.PageReply | undefined>;
  about: unknown[];
}) {
  const [chosen, setChosen] = useState<string[]>([]);
  const { value } = useAnswer(() => ask(chosen), [...about, chosen]);
  return (
    <section class="card">
      <p>Only what you choose here, and only when you copy it. Here is all of it:</p>
      {value?.part.map((p) => (
        <label class="tick">
          <input
            type="checkbox"
            checked={chosen.includes(p.key)}
            onChange={() => setChosen(chosen.includes(p.key) ? chosen.filter((x) => x !== p.key) : [...chosen, p.key])}
          />
          <span>{p.ask}</span>
        </label>
      ))}
      <Copied text={value?.page ?? ""} />
    </section>
  );
}
