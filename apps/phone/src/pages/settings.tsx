// Choices, and the lock.
import { useState } from "preact/hooks";
import { core, look, settings, useAnswer } from "../diary.js";
import { Page, Said, useWork } from "../parts.js";

const THEMES = ["auto", "light", "dark", "night"] as const;
export function applyTheme(theme = localStorage.getItem("theme") ?? "auto"): void {
  localStorage.setItem("theme", theme);
  document.documentElement.dataset["theme"] = theme;
}

export function Settings() {
  const { value } = useAnswer(() => settings.get());
  const [theme, setTheme] = useState(localStorage.getItem("theme") ?? "auto");
  const work = useWork();
  return (
    <Page title="Settings">
      <label>
        <span>Colours</span>
        <select
          value={theme}
          onChange={(e) => {
            setTheme(e.currentTarget.value);
            applyTheme(e.currentTarget.value);
          }}
        >
          {THEMES.map((t) => (
            <option value={t}>{{ auto: "As the device", light: "Light", dark: "Dark", night: "Night: nearly black, no blue" }[t]}</option>
          ))}
        </select>
      </label>
      <label>
        <span>Your country, for emergency numbers: two letters</span>
        <input
          maxLength={2}
          value={value?.country ?? ""}
          onChange={(e) => {
            const country = e.currentTarget.value.toUpperCase();
            work.run(async () => void (await settings.set({ settings: { country } })));
          }}
        />
      </label>
      <Said problem={work.problem} />
      <button
        type="button"
        onClick={() =>
          work.run(async () => {
            await core.lock();
            await look();
          })
        }
      >
        Lock
      </button>
      <p class="quiet">Eddy is not a medical device. Nothing leaves this device.</p>
    </Page>
  );
}
