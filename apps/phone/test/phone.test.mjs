// The phone app as a person has it: every page and flow.
//   npm test          EDDY_PICTURES=DIR keeps a picture of every page in every theme
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { axe, begin, checkIn, open, origin, pictures, tooWide, unlock } from "./browser.mjs";

test("first run, check-in, found again after a reload and the passphrase", async () => {
  const context = await open();
  const page = await begin(context);
  await checkIn(page, "a long queue today");
  await page.reload();
  await page.getByRole("link", { name: "Journal" }).tap();
  await unlock(page, "another");
  await page.getByText("not the passphrase").waitFor();
  await unlock(page);
  await page.getByLabel("Find words").fill("queues");
  await page.getByText("a long queue today").waitFor();
  assert.deepEqual(context.wrong, []);
  assert.deepEqual(context.elsewhere, []);
  await context.close();
  // Nothing of it lies in the profile in the clear; the look would see it.
  const holds = (words) => {
    const look = (at) =>
      readdirSync(at).some((n) => {
        const path = join(at, n);
        const s = statSync(path, { throwIfNoEntry: false });
        return s?.isDirectory() ? look(path) : s?.isFile() && readFileSync(path).includes(words);
      });
    return look(join(context.profile, "Default/File System"));
  };
  assert.equal(holds("a long queue today"), false);
  assert.equal(holds("SQLite format 3"), true, "the look finds the table of small files");
});

test("nothing of it reaches anybody else, its workers neither, and nobody frames it", async () => {
  let asked = 0;
  const other = createServer((_, reply) => {
    ++asked;
    reply.setHeader("Access-Control-Allow-Origin", "*");
    reply.setHeader("Content-Type", "text/html");
    reply.end(`<iframe src="${origin}/"></iframe><iframe src="/plain"></iframe>`);
  });
  await new Promise((up) => other.listen(0, "127.0.0.1", up));
  const elsewhere = `http://127.0.0.1:${other.address().port}/plain`;
  const reaches = (where) =>
    where.evaluate(
      (url) =>
        fetch(url)
          .then(() => true)
          .catch(() => false),
      elsewhere,
    );
  const context = await open();
  const page = await begin(context);
  const workers = page.workers();
  assert.ok(workers.length > 0, "the core is in a worker");
  for (const where of [page, ...workers]) assert.equal(await reaches(where), false);
  assert.equal(asked, 0);
  const bare = await context.newPage();
  await bare.goto(elsewhere.replace("/plain", "/frames"));
  assert.equal(await reaches(bare), true, "there is somebody to reach");
  const framed = bare.frames().map((f) => f.url());
  assert.ok(framed.includes(elsewhere), "a frame is seen");
  assert.ok(!framed.includes(`${origin}/`), `framed: ${framed}`);
  await context.close();
  other.close();
});

test("24 words are shown once, and open the diary", async () => {
  const context = await open();
  const page = context.pages()[0];
  await page.goto(`${origin}/`);
  await page.getByLabel("Choose a passphrase").fill("a river");
  await page.getByLabel("Once more").focus(); // it is said before it is typed a second time
  await page.getByText("A passphrase needs at least 8 characters").waitFor();
  await page.getByLabel("Choose a passphrase").fill("a calm river");
  await page.getByLabel("Once more").fill("a rapid river");
  await page.getByRole("button", { name: "Begin" }).tap();
  assert.equal(
    await page.locator(".problem").textContent(),
    "The two passphrases are not the same. Nothing was made yet; try again.",
  );
  await page.getByLabel("Once more").fill("a calm river");
  await page.getByRole("button", { name: "Begin" }).tap();
  await page.locator("ol li").first().waitFor();
  const words = await page.locator("ol li").allTextContents();
  assert.equal(words.length, 24);
  // A touch on a tab takes them away for as long as one looks elsewhere; first aid is there meanwhile.
  await page.getByRole("link", { name: "Breathe" }).tap();
  await page.getByRole("heading", { name: "Breathe" }).waitFor();
  for (const tab of ["Trends", "Journal", "Now"]) {
    await page.getByRole("link", { name: tab }).tap();
    await page.getByRole("heading", { name: "24 words for paper" }).waitFor();
    assert.deepEqual(await page.locator("ol li").allTextContents(), words);
  }
  await page.getByRole("button", { name: "I have written them down" }).tap();
  await page.reload();
  await page.getByRole("link", { name: "Trends" }).tap();
  await page.getByRole("button", { name: "Use the 24 words" }).tap();
  await page.getByLabel("Your 24 words").fill(words.join(" "));
  await page.getByRole("button", { name: "Unlock" }).tap();
  await page.getByText("Too early to tell").waitFor();
  await context.close();
});

test("works without a network once it was there", async () => {
  const context = await open();
  const page = await begin(context);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("link", { name: "Journal" }).tap();
  await unlock(page);
  await page.getByText("Nothing yet").waitFor();
  await checkIn(page, "in a tunnel");
  assert.deepEqual(context.wrong, []);
  await context.close();
});

test("one tab at a time holds the diary", async () => {
  const context = await open();
  const first = await begin(context);
  const second = await context.newPage();
  await second.goto(`${origin}/`);
  await second.getByText("Eddy is open in another tab").waitFor();
  await second.getByRole("button", { name: "Use it here" }).tap();
  await second.getByRole("link", { name: "Journal" }).tap();
  await unlock(second);
  await second.getByText("Nothing yet").waitFor();
  await first.getByText("Eddy went on in another tab").waitFor();
  await context.close();
});

test("a practice plays locked and can be left at once; what was played of it is kept, whatever the clock does", async () => {
  const context = await open();
  const page = await begin(context);
  await page.clock.install();
  await page.reload();
  await page.touchscreen.tap(4, 4); // a browser lets nobody tremble before that
  const play = async (practice, ms) => {
    await page.goto(`${origin}/#/play/${practice}`);
    await page.locator(".disc").waitFor();
    await page.clock.runFor(ms);
    await page.keyboard.press("Escape");
    await page.locator(".disc").waitFor({ state: "detached" });
  };
  await play("breathe.slow", 5_000); // begun and left: not worth keeping
  await page.goto(`${origin}/#/play/breathe.sigh`);
  await page.getByText("In through the nose").waitFor();
  await page.clock.runFor(12_000);
  await page.clock.setSystemTime(Date.now() + 3_600_000); // an hour ahead, in the middle of it
  await page.clock.runFor(4_000);
  await page.keyboard.press("Escape");
  await unlock(page);
  await page.getByRole("link", { name: "Journal" }).tap();
  const kept = page.locator("li", { hasText: "Practice" });
  await kept.first().waitFor();
  assert.equal(await kept.count(), 1);
  const seconds = Number(/(\d+) s/.exec(await kept.textContent())[1]);
  assert.ok(seconds >= 15 && seconds < 30, `${seconds} s`);
  assert.deepEqual(context.wrong, []);
  await context.close();
});

// What a diary of some weeks holds, kept through the page's own core.
async function someLife(page) {
  for (const note of ["a long queue", "better after lunch"]) await checkIn(page, note);
  await page.goto(`${origin}/#/settings`);
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    await page.getByRole("checkbox", { name: day }).check();
  await page.getByRole("button", { name: "Keep this week" }).tap();
  await page.getByText("Your usual week holds").waitFor();
  await page.goto(`${origin}/#/shifts`);
  await page.getByRole("button", { name: "Free", exact: true }).tap();
  const last = page.getByRole("grid").getByRole("button").last();
  await last.tap();
  await last.getByText("Free", { exact: true }).waitFor();
  await page.goto(`${origin}/#/settings`);
  await page.getByLabel("Your country, two letters").fill("de");
  await page.getByLabel("Your country, two letters").blur();
  await page.goto(`${origin}/#/people`);
  await page.getByLabel("Name", { exact: true }).fill("A friend");
  await page.getByLabel("How to reach them").fill("+49 30 1234567");
  await page.getByRole("button", { name: "Friend" }).tap();
  await page.getByRole("button", { name: "Keep", exact: true }).tap();
  await page.getByText("Kept.").waitFor();
  await page.goto(`${origin}/#/hard-call`);
  await page.getByRole("group", { name: "How hard" }).getByRole("button", { name: "8", exact: true }).tap();
  await page.getByRole("button", { name: "Angry" }).tap();
  await page.getByRole("button", { name: "Keep it" }).tap();
  await page.getByText("That call is over").waitFor();
  await page.goto(`${origin}/#/board`);
  await page.getByRole("button", { name: "Add to it" }).tap();
  await page.getByLabel("Words, or what the picture shows").fill("You stayed kind all day.");
  await page.getByRole("button", { name: "Remind me" }).last().tap();
  await page.getByRole("button", { name: "Put it on the board" }).tap();
  await page.getByText("It is on your board").waitFor();
}

test("every page in every theme can be read by everyone", { timeout: 600_000 }, async () => {
  const context = await open();
  const page = await begin(context);
  await someLife(page);
  await page.goto(`${origin}/#/check-in`);
  for (const name of ["overtime", "a new campaign that began this week"]) {
    await page.getByLabel(/^(Such as|Another one)/).fill(name);
    await page.getByLabel(/^(Such as|Another one)/).press("Enter");
    await page.getByRole("button", { name, pressed: true }).waitFor();
  }
  await page.getByRole("button", { name: "Keep it" }).tap();
  await page.getByText("Kept.").waitFor();
  const pages = [
    "",
    "breathe",
    "body",
    "mind",
    "about/breathe.sigh",
    "cards",
    "cards/card.abuse",
    "cards/card.danger",
    "people",
    "check-in",
    "factors",
    "morning",
    "hard-call",
    "debrief",
    "board",
    "tonight",
    "journal",
    "trends",
    "review",
    "devices",
    "settings",
    "shifts",
    "play/breathe.sigh",
    "play/body.pmr",
  ];
  const looks = [
    { name: "light", theme: "light" },
    { name: "dark", theme: "dark" },
    { name: "night", theme: "night" },
    { name: "200", theme: "light", size: "200%" },
    { name: "rtl", theme: "light", dir: "rtl" },
    { name: "tablet", theme: "dark", width: 820 },
  ];
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const look of looks)
    for (const at of pages) {
      await page.setViewportSize({ width: look.width ?? 360, height: look.width ? 1180 : 740 });
      await page.goto(`${origin}/#/${at}`);
      await page.evaluate(({ theme, size, dir }) => {
        const e = document.documentElement;
        e.dataset.theme = theme;
        e.style.fontSize = size ?? "";
        e.dir = dir ?? "ltr";
      }, look);
      await page.locator("h1").waitFor();
      await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
      const wide = await tooWide(page);
      assert.ok(wide <= 0, `${at} ${look.name} is ${wide} px too wide`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(
        found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`),
        [],
        `${at} ${look.name}`,
      );
      if (pictures)
        await page.screenshot({
          path: join(pictures, `phone-${at.replace("/", "-") || "now"}-${look.name}.png`),
          fullPage: true,
        });
    }
  // The look finds what is wrong where something is.
  await page.evaluate(() => {
    const picture = document.createElement("img");
    picture.src = "icon.svg";
    picture.style.minWidth = "2000px";
    document.body.append(picture);
  });
  assert.ok((await tooWide(page)) > 1000);
  const planted = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.ok(planted.violations.some((v) => v.id === "image-alt"));
  assert.deepEqual(context.wrong, []);
  assert.deepEqual(context.elsewhere, []);
  // So do the two lists that stayed empty: what the policy holds back is in one, what goes to another place in the other.
  const there = `${origin.replace("localhost", "127.0.0.1")}/icon.svg`;
  const refused = page.waitForEvent("console", (m) => m.text().includes("Content Security Policy"));
  assert.equal(
    await page.evaluate(
      (there) =>
        fetch(there, { mode: "no-cors" }).then(
          () => "asked",
          () => "held back",
        ),
      there,
    ),
    "held back",
  );
  await refused;
  assert.ok(context.wrong.some((w) => w.includes("Content Security Policy")));
  assert.deepEqual(context.elsewhere, []);
  await page.goto(there);
  assert.ok(context.elsewhere.includes(there));
  await context.close();
});
