// The budgets of the page, measured in the browser it runs in: prints each with what was seen, and asserts nothing.
//   npm run profile [-- BUNDLES]        a diary of ten years (100,000 entries) and a box with so many bundles (36,500)
// A slow CPU is one that every thread of the browser gets a quarter of: Chromium's own throttling leaves workers out.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as api from "../../../bindings/web/dist/api.js";
import { client } from "../../../bindings/web/dist/client.js";
import { Core } from "../../../bindings/web/dist/core.js";
import { memoryPlaces } from "../../../bindings/web/dist/places.js";
import { begin, chances, folder, invite, open, origin, relay, root, unlock } from "./browser.mjs";

globalThis.self = Object.assign(globalThis, { location: { href: "" } }); // what a worker has
const BUNDLES = Number(process.argv[2] ?? 36_500);
const web = join(root, "bindings/web/dist");
const dist = join(root, "apps/phone/dist");
const DAY = 86_400_000;
const rows = [];
const told = (what, budget, seen) => (
  rows.push({ what, budget, seen }), console.log(`${what}\n    budget ${budget}    seen ${seen}`)
);
const kB = (n) => `${(n / 1000).toFixed(1)} kB`;
const ms = (n) => `${n < 10 ? n.toFixed(2) : n.toFixed(0)} ms`;
const middle = (of, share = 0.5) =>
  [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * share))];

async function coreInMemory(clock = Date.now) {
  const core = await Core.load(memoryPlaces(), await WebAssembly.compile(readFileSync(join(web, "eddy.wasm"))));
  const to = (service) => client(service, (method, now, request) => core.call(method, now, request), clock);
  const all = { core: to(api.Core), journal: to(api.Journal), exchange: to(api.Exchange), sync: to(api.Sync) };
  await to(api.Content).addPack({ pack: readFileSync(join(web, "eddy.pack")) });
  await all.core.attach({ home: "eddy" });
  await all.core.setZone({ offsetMin: 0 });
  return all;
}

// One seed, one diary: ten years, 100,000 entries, six of ten with a note of about twelve words of a Zipf vocabulary.
function* tenYears(entries, until) {
  const chance = chances(42);
  const word = () => `w${Math.floor(20_000 ** chance())}`;
  for (let n = 0; n < entries; ++n) {
    const atMs = BigInt(Math.floor(until - 3650 * DAY + (n * 3650 * DAY) / entries));
    const note = chance() < 0.6 ? Array.from({ length: 4 + Math.floor(chance() * 17) }, word).join(" ") : undefined;
    yield {
      atMs,
      offsetMin: 0,
      mood: 1 + Math.floor(chance() * 5),
      energy: 1 + Math.floor(chance() * 5),
      tension: Math.floor(chance() * 11),
      note,
    };
  }
}

// Writes down when the page asks its worker and when it is answered: what a person waits for.
const watch = () => {
  globalThis.calls = [];
  const waiting = new Map();
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.method && !this.watched) {
      this.watched = true;
      this.addEventListener("message", ({ data }) => {
        const asked = waiting.get(data.id);
        if (asked) globalThis.calls.push({ method: asked.method, ms: performance.now() - asked.at });
        waiting.delete(data.id);
      });
    }
    if (message.method) waiting.set(message.id, { method: message.method, at: performance.now() });
    return post.call(this, message, ...rest);
  };
};
// Writes down when the page has a heading and the frame with it is drawn.
const ready = () =>
  new MutationObserver((_, observer) => {
    if (!document.querySelector("h1")) return;
    observer.disconnect();
    requestAnimationFrame(() => (globalThis.usable = performance.now()));
  }).observe(document, { childList: true, subtree: true });
const took = (page, method) =>
  page.evaluate((method) => globalThis.calls.filter((c) => c.method === method).map((c) => c.ms), method);

// How long the worker takes until an answer, which is durable, is on its way: without the frame the page draws meanwhile.
const watchWorker = (page) =>
  page.workers()[0].evaluate(() => {
    const before = self.onmessage;
    self.calls = [];
    self.onmessage = (e) => {
      const at = performance.now();
      before(e);
      if (e.data.method) self.calls.push({ method: e.data.method, ms: performance.now() - at });
    };
  });
const worked = (page, method) =>
  page.workers()[0].evaluate((method) => self.calls.filter((c) => c.method === method).map((c) => c.ms), method);

// Holds all processes of this browser, which are one group, for three quarters of the time, a few milliseconds in turn.
// What it returns ends that, and says the share of the time they ran.
function slowed(context, times) {
  const commands = (p) => readFileSync(`/proc/${p}/cmdline`, "utf8").split("\0");
  const ours = readdirSync("/proc").filter((p) => {
    try {
      return (
        /^\d+$/.test(p) &&
        commands(p).includes(`--user-data-dir=${context.profile}`) &&
        !commands(p).some((a) => a.startsWith("--type="))
      );
    } catch {
      return false; // ended meanwhile
    }
  });
  const group = -Number(ours[0]);
  const began = performance.now();
  let ran = 0;
  let since = began;
  let next;
  const go = () => {
    since = performance.now();
    process.kill(group, "SIGCONT");
    next = setTimeout(stop, 5);
  };
  const stop = () => {
    process.kill(group, "SIGSTOP");
    ran += performance.now() - since;
    next = setTimeout(go, ran * times - (performance.now() - began));
  };
  stop();
  return () => {
    clearTimeout(next);
    process.kill(group, "SIGCONT");
    return ran / (performance.now() - began);
  };
}

test("profile", { timeout: 3_600_000 }, async () => {
  const wire = Object.fromEntries(
    readdirSync(dist)
      .filter((n) => n.endsWith(".br") || n.endsWith(".png"))
      .map((n) => [n, statSync(join(dist, n)).size]),
  );
  const wasm = Object.entries(wire).find(([n]) => n.endsWith(".wasm.br"))[1];
  told("over the wire for first use, packed with brotli", "900 kB", kB(Object.values(wire).reduce((a, b) => a + b)));
  told("of which WebAssembly", "550 kB", kB(wasm));

  const now = Date.now();
  const made = await coreInMemory(() => now);
  await made.core.init({ passphrase: "a calm river" });
  const record = [];
  for (const value of tenYears(100_000, now)) {
    record.push({ entry: { record: { case: "checkIn", value } } });
    if (record.length === 1000) await made.exchange.importRecords({ record: record.splice(0) });
  }
  const parts = [];
  for (let cursor = new Uint8Array(0); ; ) {
    const r = await made.exchange.backUp({ cursor });
    parts.push(r.bytes);
    if (r.done) break;
    cursor = r.cursor;
  }
  const backup = join(folder, "ten-years.backup");
  writeFileSync(backup, Buffer.concat(parts));
  console.log(`a diary of ten years: a backup of ${kB(statSync(backup).size)}`);

  const context = await open();
  await context.addInitScript(watch);
  await context.addInitScript(ready);
  const page = context.pages()[0];
  await page.goto(`${origin}/icon.svg`); // the same place, without any of us
  const raw = await page.evaluate(async () => {
    const code = `onmessage = async () => {
      const folder = await navigator.storage.getDirectory();
      const file = await (await folder.getFileHandle("raw", { create: true })).createSyncAccessHandle();
      const bytes = new Uint8Array(4120), times = [];
      for (let n = 0; n < 100; ++n) { const at = performance.now(); file.write(bytes, { at: n * 4120 }); file.flush(); times.push(performance.now() - at); }
      file.close(); await folder.removeEntry("raw"); postMessage(times.sort((a, b) => a - b)[50]); };`;
    const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    return new Promise((done) => {
      worker.onmessage = (e) => done(e.data);
      worker.postMessage(0);
    });
  });
  await page.goto(`${origin}/`);
  await page.getByText("I have a backup").tap();
  const form = page.locator("form", { has: page.getByLabel("The file") });
  await form.getByLabel("The file").setInputFiles(backup);
  await form.getByLabel("Its passphrase").fill("a calm river");
  await form.getByRole("button", { name: "Bring it back" }).tap();
  await page
    .getByRole("heading", { name: "Locked" })
    .or(page.getByRole("heading", { name: "A new day" }))
    .first()
    .waitFor({ timeout: 120_000 });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await context.setOffline(true);
  const quick = slowed(context, 4);
  const starts = [];
  for (let n = 0; n < 7; ++n) {
    await page.reload({ waitUntil: "commit" });
    starts.push(await (await page.waitForFunction(() => globalThis.usable)).jsonValue());
  }
  const share = quick();
  told(
    "second visit, offline, at a quarter of the CPU, until it can be used (the worst of 7; the middle)",
    "1000 ms",
    `${ms(Math.max(...starts))}; ${ms(middle(starts))}`,
  );
  console.log(`    the browser ran for ${(100 * share).toFixed(1)} % of the time`);
  await context.setOffline(false);

  await page.reload();
  await page.goto(`${origin}/#/check-in`);
  await unlock(page);
  await page.getByLabel("Anything you want to say").waitFor();
  await watchWorker(page);
  for (let n = 0; n < 40; ++n) {
    await page.getByLabel("Anything you want to say").fill(`measured ${n}`);
    await page.getByRole("button", { name: "Keep it" }).tap();
    await page.waitForFunction(
      (n) => globalThis.calls.filter((c) => c.method === "Journal/CheckIn").length === n + 1,
      n,
    );
  }
  const kept = await worked(page, "Journal/CheckIn");
  const heard = await took(page, "Journal/CheckIn");
  told(
    "a durable check-in in a diary of ten years (middle; 95 of 100; middle of what the page hears, after the frame it draws)",
    "5 ms",
    `${ms(middle(kept))}; ${ms(middle(kept, 0.95))}; ${ms(middle(heard))}`,
  );
  console.log(
    `    the raw limit: a page of 4 KiB written there and flushed takes ${ms(raw)}; ratio ${(middle(kept) / raw).toFixed(1)}`,
  );
  await page.goto(`${origin}/#/trends`);
  await page.getByRole("heading", { name: "The same in numbers" }).waitFor();
  for (let n = 0; n < 20; ++n) {
    await page.getByRole("button", { name: n % 2 ? "Two weeks" : "A month" }).tap();
    await page.waitForFunction(
      (n) => globalThis.calls.filter((c) => c.method === "Insights/Trends").length >= n + 2,
      n,
    );
  }
  const trends = (await worked(page, "Insights/Trends")).filter((_, n) => n % 2 === 1);
  told(
    "a month's trend from a diary of ten years (middle; worst)",
    "30 ms",
    `${ms(middle(trends))}; ${ms(Math.max(...trends))}`,
  );

  await page.goto(`${origin}/#/play/breathe.slow`);
  await page.locator(".disc").waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  const busy = async () =>
    (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value;
  const before = await busy();
  const frames = await page.evaluate(
    () =>
      new Promise((done) => {
        const gaps = [];
        let last = performance.now();
        const end = last + 10_000;
        const next = (at) => {
          gaps.push(at - last);
          last = at;
          if (at < end) requestAnimationFrame(next);
          else done(gaps.slice(2));
        };
        requestAnimationFrame(next);
      }),
  );
  told(
    "breathing: 99 of 100 frame intervals; the main thread's share (with the measuring itself)",
    "20 ms; 10 %",
    `${ms(middle(frames, 0.99))}; ${((await busy()) - before).toFixed(2)} s of 10 = ${(((await busy()) - before) * 10).toFixed(1)} %`,
  );
  await page.keyboard.press("Escape");

  await context.close();

  // A tab as somebody has it who opens Eddy: one start, unlocked, looked around in.
  const calm = await open(context.profile);
  const tab = calm.pages()[0];
  await tab.goto(`${origin}/#/trends`);
  await unlock(tab);
  await tab.getByRole("heading", { name: "The same in numbers" }).waitFor();
  await tab.goto(`${origin}/#/journal`);
  await tab.getByLabel("Find words").fill("measured");
  await tab.getByText("measured 1", { exact: false }).first().waitFor();
  const looked = await calm.newCDPSession(tab);
  await looked.send("Performance.enable");
  const heap = (await looked.send("Performance.getMetrics")).metrics.find((m) => m.name === "JSHeapUsedSize").value;
  // What the renderer's process holds for itself, worker and WebAssembly included.
  const renderers = readdirSync("/proc")
    .filter((p) => /^\d+$/.test(p))
    .flatMap((p) => {
      try {
        const line = readFileSync(`/proc/${p}/cmdline`, "utf8");
        if (!line.includes("--type=renderer") || !line.includes("chromium")) return [];
        const roll = readFileSync(`/proc/${p}/smaps_rollup`, "utf8");
        return [Number(/Private_Dirty: +(\d+)/.exec(roll)[1]) * 1024];
      } catch {
        return [];
      }
    });
  told(
    "memory of the tab with a diary of ten years (private memory of its process; of it the page's own objects)",
    "150 MB",
    `${(Math.max(...renderers) / 1e6).toFixed(0)} MB; ${(heap / 1e6).toFixed(0)} MB`,
  );
  await calm.close();

  if (BUNDLES > 0) {
    let clock = now - 10 * 365 * DAY;
    const device = await coreInMemory(() => clock);
    const words = (await device.core.init({ passphrase: "a calm river", recoveryPhrase: true })).recoveryPhrase;
    await device.sync.join({ server: relay, invite: invite(), name: "Laptop" });
    const carry = async (call) => {
      const body = new Uint8Array(5 + call.request.length);
      new DataView(body.buffer).setUint32(1, call.request.length);
      body.set(call.request, 5);
      const answer = await fetch(origin + call.method, {
        method: "POST",
        headers: { "content-type": "application/grpc-web+proto" },
        body,
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      let reply = new Uint8Array(0);
      let status = 14;
      for (let at = 0; at + 5 <= bytes.length; ) {
        const size = new DataView(bytes.buffer, at + 1, 4).getUint32(0);
        const part = bytes.slice(at + 5, at + 5 + size);
        if (bytes[at] & 0x80) status = Number(/grpc-status: *(\d+)/.exec(new TextDecoder().decode(part))[1]);
        else reply = part;
        at += 5 + size;
      }
      return { status, reply };
    };
    const syncRound = async () => {
      let r = await device.sync.step({ now: true });
      while (r.call) r = await device.sync.step({ response: await carry(r.call) });
      if (r.state.failed) throw new Error(`the round failed: ${JSON.stringify(r.state.failed)}`);
    };
    clock = Date.now();
    await syncRound();
    const from = Date.now();
    let sent = 0;
    for (const value of tenYears(BUNDLES, now)) {
      clock = Date.now();
      await device.journal.keep({ entry: { record: { case: "checkIn", value } } });
      await syncRound();
      if (++sent % 5000 === 0)
        console.log(`    ${sent} bundles in the box after ${Math.round((Date.now() - from) / 1000)} s`);
    }
    const fresh = await open();
    const empty = await begin(fresh);
    await empty.goto(`${origin}/#/devices`);
    const bring = empty.locator("form", { has: empty.getByRole("button", { name: "Bring it back" }) });
    await bring.getByLabel("Your box's address").fill(relay);
    await bring.getByLabel("The 24 words").fill(words.join(" "));
    const began = Date.now();
    const quick = slowed(fresh, 4);
    await bring.getByRole("button", { name: "Bring it back" }).tap();
    await empty.getByText("In step just now").waitFor({ timeout: 600_000 });
    const whole = Date.now() - began;
    const share = quick();
    told(`restore of ${BUNDLES} bundles, at a quarter of the CPU`, "60 s", `${(whole / 1000).toFixed(1)} s`);
    console.log(`    the browser ran for ${(100 * share).toFixed(1)} % of the time`);
    await fresh.close();
  }
  console.log(
    `\n| budget | seen |\n|---|---|\n${rows.map((r) => `| ${r.what}: ${r.budget} | ${r.seen} |`).join("\n")}`,
  );
});
