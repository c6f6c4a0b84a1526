// The core as WebAssembly, over places in memory: it answers as the native one does, keeps what it says, and
// loses nothing that it said was kept.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromJsonString, toBinary } from "@bufbuild/protobuf";

globalThis.self ??= { location: { href: "" } }; // a worker's, which Emscripten looks at
const { Core } = await import("../dist/core.js");
const { client, Diary, zone, EddyError, Kind } = await import("../dist/client.js");
const { memoryPlaces } = await import("../dist/places.js");
const api = await import("../dist/api.js");

const here = new URL(".", import.meta.url);
const wasm = await WebAssembly.compile(readFileSync(new URL("../dist/eddy.wasm", here)));
const pack = readFileSync(new URL("../dist/eddy.pack", here));
const NOON = 1_772_452_800_000;

// Content/AddPack is a call as any other.
async function load(places) {
  const core = await Core.load(places, wasm);
  await client(api.Content, (method, at, bytes) => core.call(method, at, bytes)).addPack({ pack });
  return core;
}

async function diary(places = memoryPlaces()) {
  const core = await load(places);
  let now = NOON;
  const transport = (method, at, bytes) => core.call(method, at, bytes);
  const to = (service) => client(service, transport, () => (now += 1000));
  const d = {
    core,
    places,
    main: to(api.Core),
    journal: to(api.Journal),
    insights: to(api.Insights),
    board: to(api.Board),
  };
  await d.main.attach({ home: "eddy" });
  return d;
}

// The bytes of one file, by the table of names.
function file(places, name) {
  const table = Buffer.from(places[16].bytes);
  const copies = [0, 4096]
    .filter((at) => table.length > at + 4)
    .sort((a, b) => table.readUInt32LE(b) - table.readUInt32LE(a));
  for (let i = 0; i < 16; ++i) {
    const at = copies[0] + 4 + 64 * i;
    if (table.toString("utf8", at, at + 64).replace(/\0.*$/s, "") === name) return places[i].bytes;
  }
  throw new Error(`no file ${name}`);
}

async function notes(d) {
  const { entry } = await d.journal.list({ table: [1], limit: 1000 });
  return entry.map((e) => e.record.value.note).reverse();
}

test("answers the vectors as the native core does, byte for byte", async () => {
  const core = await load(memoryPlaces());
  const services = Object.values(api).filter((s) => s?.kind === "service");
  const lines = readFileSync(new URL("../../../tests/vectors/everyday.tsv", here), "utf8").trim().split("\n");
  assert.ok(lines.length > 30);
  for (const line of lines) {
    const [at, name, request, expected] = line.split("\t");
    const [service, method] = name.split("/");
    const rpc = services.find((s) => s.name === service).methods.find((m) => m.name === method);
    const reply = core.call(name, Number(at), toBinary(rpc.input, fromJsonString(rpc.input, request)));
    const schema = reply.ok ? rpc.output : api.ErrorSchema;
    assert.equal(reply.ok, !expected.startsWith("!"), line);
    const wanted = toBinary(schema, fromJsonString(schema, expected.replace(/^!/, "")));
    assert.deepEqual(Buffer.from(reply.bytes), Buffer.from(wanted), line);
  }
});

test("keeps a diary, locks it and opens it again", async () => {
  const d = await diary();
  await d.main.init({ passphrase: "a calm river" });
  await d.journal.checkIn({ mood: 2, note: "a long queue" });
  await d.main.lock();
  await assert.rejects(d.journal.search({ query: "queue" }), (e) => e instanceof EddyError && e.kind === Kind.LOCKED);
  await assert.rejects(d.main.unlock({ passphrase: "another" }), (e) => e.kind === Kind.WRONG_KEY);
  const again = await diary(d.places);
  await again.main.unlock({ passphrase: "a calm river" });
  assert.equal((await again.journal.search({ query: "queues" })).entry.length, 1);
  assert.deepEqual((await again.main.check()).problem, []);
});

test("takes what is given while it is locked", async () => {
  const d = await diary();
  await d.main.init({ passphrase: "a calm river" });
  await d.main.lock();
  assert.equal((await d.journal.checkIn({ mood: 1 })).sealed, true);
  const again = await diary(d.places);
  assert.equal((await again.main.unlock({ passphrase: "a calm river" })).fromInbox, 1);
});

test("makes its salts and keys out of the browser's chance, another each time", async () => {
  const salts = new Set();
  for (let i = 0; i < 2; ++i) {
    const d = await diary();
    await d.main.init({ passphrase: "the same" });
    await d.journal.checkIn({ mood: 3 });
    // The first sixteen bytes of an SQLCipher file are its salt.
    salts.add(Buffer.from(file(d.places, "eddy/diary.db").subarray(0, 16)).toString("hex"));
  }
  assert.equal(salts.size, 2);
});

test("holds no word in the clear; the look would see one", async () => {
  const d = await diary();
  await d.main.init({ passphrase: "a calm river" });
  await d.journal.checkIn({ mood: 1, note: "canary-perpetua" });
  const seen = (words) => d.places.some((p) => Buffer.from(p.bytes).includes(words));
  assert.equal(seen("canary-perpetua"), false);
  d.places[15].write(Buffer.from("canary-perpetua"), { at: 0 });
  assert.equal(seen("canary-perpetua"), true);
});

test("a damaged diary is said to be damaged, and is not touched", async () => {
  const d = await diary();
  await d.main.init({ passphrase: "a calm river" });
  for (let i = 0; i < 200; ++i) await d.journal.checkIn({ mood: 1, note: `entry ${i}` });
  await d.main.lock();
  for (const p of d.places) if (p.bytes.length > 100_000) p.bytes.fill(7, 4096, 60_000);
  const files = () => d.places.slice(0, 16).map((p) => createHash("sha256").update(p.bytes).digest("hex"));
  const before = files();
  const again = await diary(d.places);
  await assert.rejects(
    (async () => {
      await again.main.unlock({ passphrase: "a calm river" });
      await again.journal.list({ table: [1] });
    })(),
    (e) => e.kind === Kind.DAMAGED,
  );
  assert.deepEqual(files(), before);
});

// A disk that forgets: what was not flushed is lost, or torn, when the power goes.
class Disk {
  constructor(chance, lies) {
    this.chance = chance;
    this.lies = lies;
    this.files = memoryPlaces().map((inner) => ({ inner, sure: new Uint8Array(0), since: [] }));
    this.calls = Infinity;
    this.lost = 0;
  }
  places() {
    return this.files.map((f) => ({
      read: (into, o) => f.inner.read(into, o),
      getSize: () => f.inner.getSize(),
      close() {},
      write: (from, o) => {
        if (this.calls-- <= 0) throw new Error("the power is gone");
        f.since.push({ at: o.at, bytes: from.slice() });
        return f.inner.write(from, o);
      },
      truncate: (size) => {
        if (this.calls-- <= 0) throw new Error("the power is gone");
        f.since.push({ size });
        f.inner.truncate(size);
      },
      flush: () => {
        if (this.calls-- <= 0) throw new Error("the power is gone");
        if (this.lies) return;
        f.sure = f.inner.bytes.slice();
        f.since = [];
      },
    }));
  }
  // Of what was written since the last flush, each write is there, lost or torn.
  restart() {
    for (const f of this.files) {
      f.inner.bytes = f.sure.slice();
      for (const w of f.since) {
        const fate = this.chance();
        if (fate < 0.4) {
          ++this.lost;
          continue;
        }
        if (w.size !== undefined) f.inner.truncate(w.size);
        else f.inner.write(fate < 0.6 ? w.bytes.subarray(0, Math.floor(this.chance() * w.bytes.length)) : w.bytes, w);
      }
      f.sure = f.inner.bytes.slice();
      f.since = [];
    }
    this.calls = Infinity;
  }
}

function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Writes until the power goes, starts again, and says what is missing of what was acknowledged.
async function cut(seed, lies) {
  const chance = chances(seed);
  const disk = new Disk(chance, lies);
  const d = await diary(disk.places());
  await d.main.init({ passphrase: "a calm river" });
  disk.calls = 5 + Math.floor(chance() * 200);
  const said = [];
  try {
    for (let i = 0; ; ++i) {
      await d.journal.checkIn({ mood: 1, note: `entry ${i}` });
      said.push(`entry ${i}`);
    }
  } catch (e) {
    assert.ok(e instanceof EddyError, `seed ${seed}: ${e}`);
  }
  disk.restart();
  const again = await diary(disk.places());
  const reply = await again.main.unlock({ passphrase: "a calm river" });
  const there = await notes(again);
  return { disk, said, there, told: reply.told, problem: (await again.main.check()).problem };
}

const CUTS = Math.max(1, Math.floor(250 / Number(process.env.EDDY_CAMPAIGN ?? 20)));
test(`${CUTS} power cuts lose nothing that was acknowledged`, async () => {
  let lost = 0;
  let kept = 0;
  for (let n = 0; n < CUTS; ++n) {
    const seed = Number(process.env.EDDY_FROM ?? 1) + n;
    const { disk, said, there, told, problem } = await cut(seed, false);
    assert.deepEqual(there.slice(0, said.length), said, `seed ${seed}`);
    assert.ok(there.length <= said.length + 1, `seed ${seed}: more than was given`);
    assert.deepEqual(told, [], `seed ${seed}: it believes that its log was cut short`);
    assert.deepEqual(problem, [], `seed ${seed}`);
    lost += disk.lost;
    kept += said.length;
  }
  assert.ok(lost > 0, "no write was lost: nothing was tried");
  console.log(`${CUTS} cuts, ${kept} acknowledged, ${lost} writes lost or torn`);
});

test("a disk whose flush does nothing is caught", async () => {
  let caught = 0;
  for (let seed = 1; seed <= 3; ++seed)
    try {
      const { said, there } = await cut(seed, true);
      caught += there.length < said.length ? 1 : 0;
    } catch (e) {
      assert.ok(e instanceof EddyError, String(e));
      ++caught;
    }
  assert.ok(caught > 0);
});

test("a zone with and without summer time", () => {
  const day = 86_400_000;
  const summer = Date.UTC(2026, 2, 29, 1);
  assert.deepEqual(
    zone(NOON, (ms) => (ms >= summer && ms < summer + 200 * day ? 120 : 60)),
    {
      offsetMin: 60,
      change: [
        { fromMs: summer, offsetMin: 120 },
        { fromMs: summer + 200 * day, offsetMin: 60 },
      ],
    },
  );
  assert.deepEqual(
    zone(NOON, () => -210),
    { offsetMin: -210, change: [] },
  );
});

test("what is asked too early waits, and is refused where there is no core to ask", async () => {
  const later = () => new Promise((done) => setImmediate(done));
  const posted = [];
  const worker = { postMessage: (message) => posted.push(message) };
  const states = [];
  const diary = new Diary(worker, "eddy", Promise.resolve(wasm), ({ state }) => states.push(state));
  const ask = (of = diary) => of.transport("Core/GetStatus", NOON, new Uint8Array(0));
  const asked = ask();
  await later();
  assert.deepEqual(posted, [{ diary: "eddy", wasm, takeOver: false }]);
  worker.onmessage({ data: { state: "ready" } });
  await later();
  assert.equal(posted[1].method, "Core/GetStatus");
  worker.onmessage({ data: { id: posted[1].id, ok: true, bytes: new Uint8Array(0), revision: 3 } });
  assert.ok((await asked).ok);
  assert.equal(diary.revision, 3);
  const lost = ask();
  await later();
  worker.onmessage({ data: { state: "overtaken" } });
  assert.ok(!(await lost).ok && !(await ask()).ok);
  const none = new Diary(worker, "eddy", Promise.reject(new Error("no network")), ({ state }) => states.push(state));
  assert.ok(!(await ask(none)).ok);
  assert.deepEqual(states, ["ready", "overtaken", "stopped"]);
  assert.equal(posted.length, 3);
});
