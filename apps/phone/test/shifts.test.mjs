// Shifts by date: a month that is tapped, by finger and by key, in a week in which the clocks change.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, begin, open, origin, pictures, tooWide, unlock } from "./browser.mjs";

// Thursday 22 October 2026, ten o'clock in Berlin; on the 25th its clocks go back.
async function openThen() {
  const context = await open(undefined, { timezoneId: "Europe/Berlin" });
  await context.pages()[0].clock.install({ time: new Date("2026-10-22T08:00:00Z") });
  return { context, page: await begin(context) };
}
const dayIn = (page) => (name) => page.getByRole("grid").getByRole("button", { name, exact: true });
async function choose(page, from, to) {
  await page.getByRole("button", { name: "Other times" }).first().tap();
  await page.getByLabel("From").fill(from);
  await page.getByLabel("Until").fill(to);
  await page.getByRole("button", { name: "Choose these" }).tap();
}
/** What the pictures of all pages do not show: times chosen, a day open, in the largest letters, too. */
async function everybodyReads(page) {
  await page.evaluate(axe);
  for (const size of ["200%", ""]) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(
      found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`),
      [],
    );
    assert.ok((await tooWide(page)) <= 0, size);
    if (pictures) await page.screenshot({ path: `${pictures}/phone-shifts-day-${size || "100%"}.png`, fullPage: true });
  }
}
async function usualWeek(page) {
  await page.goto(`${origin}/#/settings`);
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
    await page.getByRole("checkbox", { name: day }).check();
  await page.getByRole("button", { name: "Keep this week" }).tap();
  await page.getByText("Your usual week holds").waitFor();
  await page.getByRole("link", { name: "shifts by date" }).tap();
  await page.getByRole("heading", { name: "Shifts by date" }).waitFor();
}

test("a roster is tapped in, changed, taken back, and there after a reload", { timeout: 120_000 }, async () => {
  const { context, page } = await openThen();
  const day = dayIn(page);
  await page.goto(`${origin}/#/tonight`);
  await page.getByText("No shift is known").waitFor();
  await page.getByRole("link", { name: "shifts by date" }).tap();
  await day("Friday 23 October: no shift known").waitFor();
  await page.getByRole("button", { name: "Free", exact: true }).tap();
  await day("Friday 23 October: no shift known").tap();
  await page.getByText("it is free as it is").waitFor();
  await usualWeek(page);
  await day("Wednesday 21 October: no shift known").waitFor(); // the usual week holds from now on

  // Times that are new, then one day after the other; faster than a disk.
  await choose(page, "06:00", "14:00");
  await day("Friday 23 October: 09:00 to 17:30, usual week").tap();
  await day("Tuesday 27 October: 09:00 to 17:30, usual week").tap();
  await choose(page, "22:00", "06:00");
  await day("Saturday 24 October: no shift known").tap();
  await day("Wednesday 28 October: 09:00 to 17:30, usual week").tap();
  await page.getByRole("button", { name: "Free", exact: true }).tap();
  await day("Monday 26 October: 09:00 to 17:30, usual week").tap();
  await day("Monday 26 October: free").waitFor();
  await day("Friday 23 October: 06:00 to 14:00").waitFor();
  await day("Saturday 24 October: 22:00 to 06:00 the next day").waitFor();
  // It is all that the day has, though the usual shift would have been at another time.
  await day("Wednesday 28 October: 22:00 to 06:00 the next day").waitFor();
  if (pictures) await page.screenshot({ path: `${pictures}/phone-shifts-entered.png`, fullPage: true });

  // Again: taken back, and the usual one is there.
  await page.getByRole("button", { name: "06:00–14:00", exact: true }).tap();
  await day("Tuesday 27 October: 06:00 to 14:00").tap();
  await day("Tuesday 27 October: 09:00 to 17:30, usual week").waitFor();
  await page.getByText("Tuesday 27 October: 09:00 to 17:30, usual week.").waitFor();
  await page.getByRole("button", { name: "22:00–06:00", exact: true }).tap();
  await day("Wednesday 28 October: 22:00 to 06:00 the next day").tap();
  await day("Wednesday 28 October: 09:00 to 17:30, usual week").waitFor();

  // One more on the same day, and none at the same time.
  await choose(page, "18:00", "22:00");
  await page.getByLabel("As one more shift").check();
  await day("Friday 23 October: 06:00 to 14:00").tap();
  await day("Friday 23 October: 06:00 to 14:00; 18:00 to 22:00").waitFor();
  await choose(page, "13:00", "15:00");
  await day("Friday 23 October: 06:00 to 14:00; 18:00 to 22:00").tap();
  await page.getByText("has a shift at that time already. Nothing was changed.").waitFor();
  await choose(page, "05:00", "07:00"); // nor in the night that began on the day before
  await day("Sunday 25 October: no shift known").tap();
  await page.getByText("Sunday 25 October has a shift at that time already. Nothing was changed.").waitFor();
  await day("Sunday 25 October: no shift known").waitFor();

  // The day first: what it is, and what it can be.
  await page.getByRole("button", { name: "05:00–07:00", exact: true }).tap(); // chosen no more
  await day("Friday 30 October: 09:00 to 17:30, usual week").tap();
  const one = page.locator(".one-day");
  await one.getByRole("heading", { name: "Friday 30 October" }).waitFor();
  await everybodyReads(page);
  await one.getByRole("button", { name: "06:00–14:00" }).tap();
  await day("Friday 30 October: 06:00 to 14:00").waitFor();
  await one.getByRole("button", { name: "06:00–14:00", pressed: true }).tap();
  await day("Friday 30 October: 09:00 to 17:30, usual week").waitFor();

  // Tonight knows it, and so does the page that is loaded anew.
  await page.goto(`${origin}/#/tonight`);
  await page.getByText("Before Friday 23 October, 06:00").waitFor();
  await page.goto(`${origin}/#/journal`);
  await page.getByText("Nothing yet").waitFor(); // what is to come is no journal
  await page.goto(`${origin}/#/shifts`);
  await page.reload();
  await unlock(page);
  await day("Friday 23 October: 06:00 to 14:00; 18:00 to 22:00").waitFor();
  await day("Saturday 24 October: 22:00 to 06:00 the next day").waitFor();
  await day("Monday 26 October: free").waitFor();
  await day("Tuesday 27 October: 09:00 to 17:30, usual week").waitFor();
  await page.getByRole("button", { name: "22:00–06:00", exact: true }).waitFor(); // still there to choose
  assert.deepEqual(context.wrong, []);
  await context.close();
});

test("a shift that was closed stays as it is", { timeout: 60_000 }, async () => {
  const { context, page } = await openThen();
  await usualWeek(page);
  await page.goto(`${origin}/#/tonight`);
  await page.getByText("Three lines, then the door shuts").tap();
  await page.getByLabel("What was heavy").fill("a long queue");
  await page.getByRole("button", { name: "Close the shift" }).tap();
  await page.getByText("The door is shut").waitFor();
  await page.goto(`${origin}/#/shifts`);
  await page.getByRole("button", { name: "Free", exact: true }).tap();
  await dayIn(page)("Thursday 22 October: 09:00 to 10:00").tap();
  await page.getByText("It was left as it is").waitFor();
  await dayIn(page)("Thursday 22 October: 09:00 to 10:00").waitFor();
  await page.goto(`${origin}/#/journal`);
  await page.getByText("until 10:00 · a long queue").waitFor();
  await context.close();
});

test("the month by keys: days, weeks, months, and the other way round from right to left", {
  timeout: 60_000,
}, async () => {
  const { context, page } = await openThen();
  await page.goto(`${origin}/#/shifts`);
  const grid = page.getByRole("grid", { name: "October 2026" });
  await grid.waitFor();
  assert.equal(await page.getByRole("grid").locator('[tabindex="0"]').count(), 1, "one stop for the tab key");
  assert.equal(await page.getByRole("grid").locator('[aria-current="date"]').count(), 1);
  await page.getByRole("button", { name: "The month after" }).focus();
  await page.keyboard.press("Tab");
  const isOn = (name) =>
    page.waitForFunction((name) => document.activeElement?.textContent.startsWith(`${name}:`), name);
  await isOn("Thursday 22 October");
  for (const [key, name] of [
    ["ArrowRight", "Friday 23 October"],
    ["ArrowLeft", "Thursday 22 October"],
    ["ArrowDown", "Thursday 29 October"],
    ["ArrowDown", "Thursday 5 November"],
    ["Home", "Monday 2 November"],
    ["ArrowUp", "Monday 26 October"],
    ["End", "Sunday 1 November"],
    ["PageUp", "Thursday 1 October"],
    ["PageDown", "Sunday 1 November"],
  ]) {
    await page.keyboard.press(key);
    await isOn(name);
  }
  await page.getByRole("heading", { name: "November 2026" }).waitFor();
  await page.evaluate(() => (document.documentElement.dir = "rtl"));
  await page.keyboard.press("ArrowLeft");
  await isOn("Monday 2 November");
  await page.evaluate(() => {
    document.documentElement.dir = "ltr";
    document.documentElement.style.fontSize = "200%";
  });
  await page.keyboard.press("ArrowDown"); // days stand under each other now
  await isOn("Tuesday 3 November");
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  // A day is opened, given times, and taken back, all without a finger.
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.textContent === "Tuesday 3 November");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // Other times
  await page.getByLabel("From").fill("14:00");
  await page.getByLabel("Until").fill("22:00");
  await page.keyboard.press("Enter");
  await page.getByText("Tuesday 3 November: 14:00 to 22:00.").waitFor();
  await page.getByRole("button", { name: "14:00–22:00", exact: true, pressed: true }).waitFor();
  assert.deepEqual(context.wrong, []);
  await context.close();
});
