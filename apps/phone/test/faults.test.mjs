// What browsers and devices do to a page: killed, reloaded, full, emptied, private, with another clock, damaged.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { app, begin, chances, checkIn, folder, open, origin, root, unlock } from "./browser.mjs";

const campaign = (whole, least) => Math.max(least, Math.floor(whole / Number(process.env.EDDY_CAMPAIGN ?? 20)));

const KILLS = campaign(100, 2);
test(`${KILLS} times killed while it writes, nothing acknowledged is lost`, async () => {
  const profile = join(folder, "killed");
  let context = await open(profile);
  await begin(context);
  let acknowledged = 0;
  const chance = chances(Number(process.env.EDDY_FROM ?? 1));
  for (let kill = 0; kill < KILLS; ++kill) {
    const page = context.pages()[0];
    if (kill > 0) {
      await page.goto(`${origin}/#/check-in`);
      await unlock(page);
    }
    await page.goto(`${origin}/#/check-in`);
    await page.getByLabel("Anything you want to say").waitFor();
    const gone = new Promise((r) => context.once("close", r));
    const until = acknowledged + 2 + (kill % 4);
    let killed;
    try {
      for (;;) {
        if (acknowledged >= until)
          killed ??= setTimeout(() => execFileSync("pkill", ["-KILL", "-f", profile]), chance() * 150);
        await checkIn(page, `entry ${acknowledged + 1}`);
        ++acknowledged;
        await page.reload();
        await unlock(page);
      }
    } catch (e) {
      if (!killed) throw e;
    }
    await gone;
    context = await open(profile);
  }
  const page = context.pages()[0];
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  for (let n = 1; n <= acknowledged; ++n) {
    await page.getByLabel("Find words").fill(`entry ${n}`);
    await page
      .getByText(new RegExp(`entry ${n}$`))
      .first()
      .waitFor();
  }
  await context.close();
  console.log(`${KILLS} kills, ${acknowledged} acknowledged`);
});

test("where a part does not arrive it says so, and the next try may bring it", async () => {
  for (const part of ["eddy-*.wasm", "eddy-*.pack", "worker-*.js"]) {
    const context = await open();
    const page = context.pages()[0];
    await page.route(`**/${part}`, (route) => route.abort());
    await page.goto(`${origin}/`);
    await page.getByRole("heading", { name: "Eddy has stopped" }).waitFor();
    await page.unroute(`**/${part}`);
    await page.getByRole("button", { name: "Try again" }).tap();
    await page.getByRole("heading", { name: "Welcome to Eddy" }).waitFor();
    await context.close();
  }
  const context = await open();
  const page = context.pages()[0];
  await page.route("**/main-*.js", (route) => route.abort());
  await page.goto(`${origin}/`);
  await page.getByText("A part of Eddy did not arrive").waitFor();
  await context.close();
});

test("where the core breaks it says so, and what was kept is there at the next try", async () => {
  const context = await open();
  const page = await begin(context);
  await checkIn(page, "before it broke");
  await page.workers()[0].evaluate(
    () =>
      void setTimeout(() => {
        throw new Error("broken on purpose");
      }),
  );
  await page.getByRole("heading", { name: "Eddy has stopped" }).waitFor();
  await page.getByRole("button", { name: "Try again" }).tap();
  await page.getByRole("heading", { name: "Locked" }).waitFor();
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  await page.getByText("before it broke").waitFor();
  await context.close();
});

const RELOADS = campaign(500, 10);
test(`${RELOADS} quick reloads, and the diary is there`, { timeout: 600_000 }, async () => {
  const context = await open();
  const page = await begin(context);
  await checkIn(page, "before all that");
  const chance = chances(Number(process.env.EDDY_FROM ?? 1));
  for (let n = 0; n < RELOADS; ++n) {
    await page.reload({ waitUntil: "commit" }).catch(() => {}); // the one before may still be under way
    if (chance() < 0.5) await page.waitForTimeout(chance() * 200); // somewhere in the middle of opening: the moment is what is tried
  }
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  await page.getByText("before all that").waitFor();
  assert.equal(await page.getByText("There is no place for a diary").count(), 0);
  await context.close();
});

test("a new version waits until the person asks for it", { timeout: 60_000 }, async () => {
  const context = await open();
  const page = await begin(context);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await checkIn(page, "in the version before");
  await page.reload(); // from now on the worker gives the files
  const index = readFileSync(join(app, "index.html"), "utf8");
  const worker = readFileSync(join(app, "sw.js"), "utf8");
  try {
    writeFileSync(join(app, "index.html"), index.replace("<body>", '<body data-version="next">'));
    writeFileSync(
      join(app, "sw.js"),
      worker.replace(/"[0-9a-f]{12}"|`eddy-[0-9a-f]{12}`/, (m) => m.replace(/[0-9a-f]{12}/, "0123456789ab")),
    );
    for (const name of ["index.html.br", "sw.js.br"]) rmSync(join(app, name));
    await page.reload();
    await page.locator("h1").waitFor();
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((r) => r.update()));
    await page.getByText("A new version of Eddy is here").waitFor();
    await page.reload();
    await page.locator("h1").waitFor();
    assert.equal(await page.locator("body[data-version]").count(), 0, "nobody has asked for it yet");
    await page.getByRole("button", { name: "Change to it" }).tap();
    await page.locator("body[data-version=next]").waitFor();
    await page.goto(`${origin}/#/journal`);
    await unlock(page);
    await page.getByText("in the version before").waitFor();
  } finally {
    for (const name of ["index.html", "sw.js"]) cpSync(join(root, "apps/phone/dist", name), join(app, name));
    for (const name of ["index.html.br", "sw.js.br"]) cpSync(join(root, "apps/phone/dist", name), join(app, name));
  }
  await context.close();
});

test("a full device: said, nothing lost, and it goes on when there is room", { timeout: 120_000 }, async () => {
  const context = await open();
  const page = await begin(context);
  await checkIn(page, "while there was room");
  const cdp = await context.newCDPSession(page);
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  await page.goto(`${origin}/#/check-in`);
  let full = false;
  for (let n = 0; n < 60 && !full; ++n) {
    await page.getByLabel("Anything you want to say").fill(`${n} ${"many words ".repeat(3000)}`);
    await page.getByRole("button", { name: "Keep it" }).tap();
    await page.locator(".good, .problem").waitFor();
    full = (await page.locator(".problem").count()) > 0;
    if (full) assert.match(await page.locator(".problem").textContent(), /no room left/);
  }
  assert.ok(full, "the device never was full");
  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  await page.reload();
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  await page.getByLabel("Find words").fill("room");
  await page.getByText("while there was room").waitFor();
  await checkIn(page, "and now again");
  await page.goto(`${origin}/#/settings`);
  await page.getByRole("button", { name: "Check the diary" }).tap();
  await page.getByText("all sound").waitFor();
  await context.close();
});

test("a browser that threw everything away begins again, and says nothing wrong", { timeout: 60_000 }, async () => {
  const profile = join(folder, "emptied");
  let context = await open(profile);
  let page = await begin(context);
  await checkIn(page, "gone soon");
  const cdp = await context.newCDPSession(page);
  await page.goto("about:blank");
  await cdp.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await context.close();
  context = await open(profile);
  page = context.pages()[0];
  await page.goto(`${origin}/#/journal`);
  await page.getByRole("heading", { name: "Welcome to Eddy" }).waitFor();
  await context.close();
});

test("a private window keeps a diary while it is open, or says that it cannot", { timeout: 60_000 }, async () => {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  const context = await browser.newContext({ hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  await page.getByRole("heading", { name: /Welcome to Eddy|There is no place for a diary here/ }).waitFor();
  if (await page.getByRole("heading", { name: "Welcome" }).count()) {
    await page.getByLabel("Choose a passphrase").fill("a calm river");
    await page.getByLabel("Once more").fill("a calm river");
    await page.getByLabel("Make 24 recovery words").uncheck();
    await page.getByRole("button", { name: "Begin" }).tap();
    await checkIn(page, "in private");
  }
  await browser.close();
});

test("another zone and a clock that went back: nothing moves, everything is found", { timeout: 120_000 }, async () => {
  const profile = join(folder, "travels");
  let context = await open(profile, { timezoneId: "Pacific/Auckland" });
  let page = await begin(context);
  await checkIn(page, "at home down under");
  const read = async () => {
    await page.goto(`${origin}/#/journal`);
    await page.getByText("at home down under").waitFor();
    return page.locator("li.card .quiet").first().textContent();
  };
  const there = await read();
  await context.close();
  context = await open(profile, { timezoneId: "America/New_York" });
  page = context.pages()[0];
  await page.clock.setFixedTime(Date.now() - 3 * 86_400_000);
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  assert.notEqual(await read(), there, "shown by the clock where one is");
  await checkIn(page, "three days earlier, by this clock");
  await page.goto(`${origin}/#/journal`);
  await page.getByText("three days earlier").waitFor();
  await page.goto(`${origin}/#/trends`);
  await page.getByRole("heading", { name: "The same in numbers" }).waitFor();
  await context.close();
});

test("a damaged diary is said to be damaged, and not a byte of it changes", { timeout: 120_000 }, async () => {
  const profile = join(folder, "damaged");
  let context = await open(profile);
  let page = await begin(context);
  await checkIn(page, "before the damage");
  await context.close();
  // The largest file of the origin's own is the diary itself.
  const files = (at) =>
    readdirSync(at, { withFileTypes: true }).flatMap((e) =>
      e.isDirectory() ? files(join(at, e.name)) : [join(at, e.name)],
    );
  const largest = files(join(profile, "Default/File System")).reduce((a, b) =>
    statSync(b).size > statSync(a).size ? b : a,
  );
  const bytes = readFileSync(largest);
  assert.ok(bytes.length > 50_000);
  for (let at = 2000; at < bytes.length; at += 4096) bytes.fill(0x5a, at, at + 64);
  writeFileSync(largest, bytes);
  context = await open(profile);
  page = context.pages()[0];
  await page.goto(`${origin}/#/journal`);
  await unlock(page);
  await page.getByText("cannot be read").waitFor();
  await context.close();
  const now = readFileSync(largest);
  const changed = [];
  for (let at = 0; at < bytes.length; at += 4096)
    if (!now.subarray(at, at + 4096).equals(bytes.subarray(at, at + 4096))) changed.push(at / 4096);
  assert.deepEqual({ size: now.length, changed }, { size: bytes.length, changed: [] });
});
