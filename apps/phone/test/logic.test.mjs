// What little the page works out by itself: wording, times, which language to offer.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { crc32 } from "node:zlib";
import { createServer } from "vite";

const vite = await createServer({
  server: { middlewareMode: true, ws: false },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
});
after(() => vite.close());
const { ago, clock, deviceName, failed, hhmm, languageFor, lasting, length, shiftMinutes, toMinutes } =
  await vite.ssrLoadModule("/src/say.ts");
const roster = await vite.ssrLoadModule("/src/roster.ts");
const { MOST, isOn, offered, suggestedFirst, toggled } = await vite.ssrLoadModule("/src/carried.ts");
const { stepBy } = await vite.ssrLoadModule("/src/pages/month.tsx");
const transfer = await vite.ssrLoadModule("/src/transfer.ts");
const api = await vite.ssrLoadModule("eddy-web/api");

test("every error says what happened and what became of the words", () => {
  const error = (values) => ({
    reason: 0,
    field: "",
    low: 0,
    high: 0,
    path: "",
    waitMs: 0,
    optOut: "",
    found: [],
    detail: "<detail>",
    ...values,
  });
  for (const reason of Object.values(api.Error_Reason).filter((r) => typeof r === "number" && r > 0 && r % 100 <= 80))
    for (const waitMs of [0, 90_000]) {
      const e = error({
        reason,
        field: "how_hard",
        low: 3,
        high: 5000,
        waitMs,
        path: "/home/x",
        optOut: "NO_HOLDS",
        found: [1, 4],
      });
      const said = failed(e);
      assert.match(said, /^[A-Z“].*\.$/s, said);
      assert.doesNotMatch(said, /undefined|_|NaN|[{}<>]/, said);
      assert.match(
        said,
        /nothing|was not kept|was left|is safe|untouched|not touched|left as they are|kept as it came|stays|is whole|comes with/i,
        `${api.Error_Reason[reason]}: ${said}`,
      );
      if (reason !== api.Error_Reason.BUG_INSIDE)
        assert.notEqual(said, failed({ ...e, reason: 0 }), `${api.Error_Reason[reason]} has no words of its own`);
    }
  const said = (reason, values) => failed(error({ reason, ...values }));
  const R = api.Error_Reason;
  assert.match(said(R.PHRASE_AT_WORK), /^Recovery words are made/);
  assert.match(said(R.OUT_OF_RANGE, { field: "how_hard", low: 0, high: 10 }), /how hard.* 0 to 10/);
  assert.match(said(R.OTHERS_DATA, { found: [3, 4] }), /a phone number, an e-mail address/);
});

test("times: there and back, no sixtieth minute, no shift without a length", () => {
  for (let m = 0; m < 1440; ++m) {
    assert.equal(toMinutes(hhmm(m)), m);
    const shift = shiftMinutes(hhmm(m), hhmm((m * 7) % 1440));
    assert.ok(shift > 0 && shift <= 1440);
    assert.equal((m + shift) % 1440, (m * 7) % 1440);
  }
  for (let ms = 0; ms < 12 * 3_600_000; ms += 12_345) {
    const [, h, min] = /^(\d+) h (\d+) min$/.exec(lasting(ms));
    assert.ok(Number(min) < 60, lasting(ms));
    assert.ok(Math.abs(Number(h) * 60 + Number(min) - ms / 60_000) <= 0.5, lasting(ms));
  }
  assert.equal(shiftMinutes("22:00", "06:30"), 510);
  assert.equal(length(45), "45 seconds");
  assert.equal(length(300), "5 minutes");
  const now = Date.UTC(2026, 2, 29, 12);
  assert.deepEqual(
    [0, 90, 3600, 7200, 86_400 * 3].map((s) => ago(now - s * 1000, now)),
    ["just now", "just now", "60 minutes ago", "2 hours ago", "3 days ago"],
  );
});

test("the language to offer is the device's first that Eddy has", () => {
  const known = ["de", "en", "es", "fr", "hi", "pt-BR", "tl"];
  for (const [wanted, offered] of [
    [["es-MX"], "es"],
    [["pt-PT", "en"], "pt-BR"],
    [["fil-PH"], "tl"],
    [["sv", "de-AT"], "de"],
    [["en-GB", "de"], "en"],
    [["sv"], "en"],
    [[], "en"],
  ])
    assert.equal(languageFor(wanted, known), offered, wanted.join());
});

// In a zone whose clocks change, each of the two days included.
const inZone = (zone, look) => {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    look();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
};
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Kolkata", "Australia/Lord_Howe"];

test("a month has each of its days once, in its column, whatever day a week begins with", () => {
  for (const zone of ZONES)
    inZone(zone, () => {
      for (let month = 0; month < 36; ++month)
        for (let first = 1; first <= 7; ++first) {
          const begins = roster.monthOf(new Date(2026, month, 15).getTime());
          const weeks = roster.weeksOf(begins, first);
          const days = weeks.flat().filter((d) => d !== undefined);
          assert.deepEqual(
            days.map((d) => new Date(d).getDate()),
            Array.from({ length: new Date(2026, month + 1, 0).getDate() }, (_, i) => i + 1),
          );
          for (const week of weeks) {
            assert.equal(week.length, 7);
            for (const [i, d] of week.entries())
              if (d !== undefined) assert.equal((new Date(d).getDay() + 6) % 7, (first - 1 + i) % 7);
          }
        }
    });
});

test("a shift is at its times of the wall, on every day of a year, and its day is the one it starts on", () => {
  const all = ["00:00", "04:15", "06:00", "14:00", "22:00", "23:59"];
  for (const zone of ZONES)
    inZone(zone, () => {
      for (let d = roster.dayOf(new Date(2026, 0, 1).getTime()), n = 0; n < 365; d = roster.plusDays(d, 1), ++n) {
        assert.equal(roster.dayOf(d), d);
        for (const from of all)
          for (const to of all) {
            const { startMs, endMs } = roster.spanOn(d, { from, to });
            if (from === "00:00" && new Date(d).getHours() > 0) continue; // an hour that this day does not have
            assert.deepEqual(roster.timesOf(startMs, endMs).from, from, `${zone} ${new Date(d)}`);
            assert.ok(endMs > startMs && endMs - startMs <= 25 * 3_600_000);
            assert.equal(roster.dayOf(startMs), d);
            assert.ok([d, roster.plusDays(d, 1)].includes(roster.dayOf(endMs)));
          }
      }
    });
  inZone("Europe/Berlin", () => {
    const night = (d) => roster.spanOn(new Date(2026, 9, d).getTime(), { from: "22:00", to: "06:00" });
    assert.equal(night(23).endMs - night(23).startMs, 8 * 3_600_000);
    assert.equal(night(24).endMs - night(24).startMs, 9 * 3_600_000, "the clocks go back in it");
  });
});

test("months later are the same date, or the last they have; keys go where they point", () => {
  const on = (y, m, d) => new Date(y, m - 1, d).getTime();
  assert.equal(roster.plusMonths(on(2026, 1, 31), 1), on(2026, 2, 28));
  assert.equal(roster.plusMonths(on(2026, 1, 31), -1), on(2025, 12, 31));
  assert.equal(roster.plusMonths(on(2026, 12, 5), 1), on(2027, 1, 5));
  const thursday = on(2026, 10, 1);
  for (const [key, first, across, rtl, to] of [
    ["ArrowRight", 1, 7, false, on(2026, 10, 2)],
    ["ArrowRight", 1, 7, true, on(2026, 9, 30)],
    ["ArrowLeft", 1, 7, true, on(2026, 10, 2)],
    ["ArrowDown", 1, 7, false, on(2026, 10, 8)],
    ["ArrowDown", 1, 1, false, on(2026, 10, 2)],
    ["ArrowUp", 1, 7, false, on(2026, 9, 24)],
    ["Home", 1, 7, false, on(2026, 9, 28)],
    ["Home", 7, 7, false, on(2026, 9, 27)],
    ["End", 7, 7, false, on(2026, 10, 3)],
    ["PageDown", 1, 7, false, on(2026, 11, 1)],
    ["a", 1, 7, false, undefined],
  ])
    assert.equal(stepBy(key, thursday, first, across, rtl), to, key);
  assert.equal(roster.firstWeekday("de-DE"), 1);
  assert.equal(roster.firstWeekday("en-US"), 7);
  assert.equal(roster.firstWeekday("ar-EG"), 6);
});

test("times to choose from: the usual week's and the latest, each once, and none that were only worked", () => {
  const at = (d, h, min = 0) => BigInt(new Date(2026, 5, d, h, min).getTime());
  const usual = [
    { startMin: 540, lengthMin: 510 },
    { startMin: 540, lengthMin: 510 },
    { startMin: 1320, lengthMin: 480 },
  ];
  const entered = [
    { atMs: at(9, 14), endMs: at(9, 22) },
    { atMs: at(8, 22), endMs: at(9, 6) },
    { atMs: at(7, 8, 57), endMs: at(7, 17, 12), closed: true },
    { atMs: at(6, 8, 56), endMs: at(6, 17, 1), heavy: "a long queue" },
    { atMs: at(5, 9), endMs: at(5, 17, 30), off: true },
    { atMs: at(4, 6), endMs: at(4, 14) },
    { atMs: at(3, 7) },
  ];
  const times = (most) => roster.timesInUse(usual, entered, most).map((t) => `${t.from}-${t.to}`);
  assert.deepEqual(times(8), ["06:00-14:00", "09:00-17:30", "14:00-22:00", "22:00-06:00"]);
  assert.deepEqual(times(3), ["09:00-17:30", "14:00-22:00", "22:00-06:00"], "the latest");
});

test("two devices that are called the same are told apart by their ids", () => {
  const device = (name, byte, thisDevice = false) => ({ id: new Uint8Array([0, byte, 0xab, 9, 7]), name, thisDevice });
  const all = [device("laptop", 1), device("laptop", 2, true), device("phone", 3), device("", 4), device("", 5, true)];
  assert.deepEqual(
    all.map((d) => deviceName(d, all, "Another device")),
    ["laptop 0001ab09", "laptop 0002ab09", "phone", "Another device", "This device"],
  );
});

test("a day says what is known of it: shifts with where they end, free, or nothing", () => {
  const at = (d, h) => new Date(2026, 5, d, h).getTime();
  const entry = (value) => ({ record: { case: "shift", value } });
  const off = entry({ atMs: BigInt(at(2, 9)), endMs: BigInt(at(2, 17)), off: true });
  const known = roster.byDay(
    [
      { startMs: at(1, 9), endMs: at(1, 17), usual: true },
      { startMs: at(1, 22), endMs: at(2, 6), usual: false },
    ],
    [off],
  );
  const told = (d) => roster.toldOf(known(roster.dayOf(at(d, 12))));
  const [nine, five, ten, six] = [at(1, 9), at(1, 17), at(1, 22), at(2, 6)].map(clock);
  assert.equal(told(1), `${nine} to ${five}, usual week; ${ten} to ${six} the next day`);
  assert.equal(told(2), "free");
  assert.equal(told(3), "no shift known");
  const short = (h, m) => roster.brief(new Date(2026, 5, 1, h, m).getTime(), true);
  assert.deepEqual([short(0, 0), short(6, 0), short(12, 30), short(22, 5)], ["12a", "6a", "12:30p", "10:05p"]);
  assert.equal(roster.brief(at(1, 6), false), "06:00");
});

test("a factor is on where the check-in carries it or what was merged into it", () => {
  const id = (n) => new Uint8Array([n, 7]);
  const factor = (n, name, ...merged) => ({
    id: id(n),
    name,
    merged: merged.map((m) => ({ id: id(m), name: "", space: 2 })),
  });
  const gym = factor(1, "Gym", 4);
  const rain = factor(2, "rain");
  assert.equal(isOn(gym, [id(4)]), true);
  assert.equal(isOn(gym, [id(2)]), false);
  assert.deepEqual(toggled(gym, [id(4), id(2), id(1)]), [id(2)], "off is off, whatever name it was put on under");
  assert.deepEqual(toggled(gym, [id(2)]), [id(2), id(1)]);
  assert.deepEqual(
    offered([gym, rain], [id(2)], "gY").map((f) => f.name),
    ["Gym", "rain"],
    "what is on stays in sight, in its place",
  );
  assert.deepEqual(offered([gym, rain], [], "snow"), []);
  assert.deepEqual(suggestedFirst([gym, rain], [{ id: rain.id }, { id: id(99) }]), [rain, gym]);
  const many = Array.from({ length: 60 }, (_, n) => factor(n + 10, `factor ${n}`));
  assert.equal(offered(many, [id(69)], "").length, MOST);
  assert.equal(offered(many, [id(69)], "").at(-1).name, "factor 59");
});

test("a file is handed over in portions, each once, and an empty one too", async () => {
  for (const size of [0, 5, 1 << 20, (2 << 20) + 3]) {
    const given = [];
    const parts = [];
    const exchange = { hand: async ({ bytes, first }) => void given.push([bytes.length, first]) };
    await transfer.handOver(exchange, new Blob([new Uint8Array(size)]), (part) => parts.push(part));
    assert.equal(
      given.reduce((n, [length]) => n + length, 0),
      size,
    );
    assert.deepEqual(
      given.map(([, first]) => first),
      given.map((_, i) => i === 0),
    );
    assert.equal(parts.at(-1), 1);
  }
});

test("an import goes on while there is more, and tells every row", async () => {
  const replies = [
    { more: true, progress: 0.5 },
    { more: false, progress: 1, imported: 2, duplicates: 1, changed: 0, rows: 25, left: [], partly: [] },
  ];
  replies[1].left = Array.from({ length: 22 }, (_, i) => ({ line: i + 2, entry: i ? 0 : 7, reason: "why" }));
  const seen = [];
  const done = await transfer.keepAll({ import: async () => replies.shift() }, {}, (part) => seen.push(part));
  assert.deepEqual(seen, [0.5, 1]);
  assert.equal(transfer.counts(done), "2 new, 1 there already, 22 left out, of 25 rows.");
  assert.match(transfer.counts({ ...done, turned: 1 }), / of 25 rows\. Of those there already, 1 get what was done/);
  const told = transfer.reasons(done);
  assert.equal(told[0], "Line 2, entry 7: why");
  assert.equal(told.length, 21);
  assert.equal(told.at(-1), "And 2 more.");
});

test("an export is gathered file by file, and its tables are one ZIP", async () => {
  const text = (words) => new TextEncoder().encode(words);
  const replies = [
    { part: [{ file: "a.csv", bytes: text("one,") }], entries: 1, progress: 0.5, next: text("x"), sealed: 0 },
    {
      part: [
        { file: "a.csv", bytes: text("two") },
        { file: "b.csv", bytes: text("three") },
      ],
      entries: 2,
      progress: 1,
      next: new Uint8Array(0),
      sealed: 4,
    },
  ];
  const all = await transfer.allOf({ export: async () => replies.shift() }, api.ExportFormat.CSV, () => {});
  assert.deepEqual([all.entries, all.sealed, [...all.files.keys()]], [3, 4, ["a.csv", "b.csv"]]);
  const packed = Buffer.concat(transfer.zip(all.files));
  const end = packed.subarray(packed.length - 22);
  assert.equal(end.readUInt32LE(0), 0x06054b50);
  assert.equal(end.readUInt16LE(10), 2);
  const bodies = [];
  for (let at = end.readUInt32LE(16), i = 0; i < 2; i++) {
    assert.equal(packed.readUInt32LE(at), 0x02014b50);
    const [crc, size, name] = [
      packed.readUInt32LE(at + 16),
      packed.readUInt32LE(at + 24),
      packed.readUInt16LE(at + 28),
    ];
    const local = packed.readUInt32LE(at + 42);
    assert.equal(packed.readUInt32LE(local), 0x04034b50);
    const body = packed.subarray(local + 30 + name, local + 30 + name + size);
    assert.equal(crc, crc32(body));
    bodies.push([packed.subarray(at + 46, at + 46 + name).toString(), body.toString()]);
    at += 46 + name;
  }
  assert.deepEqual(bodies, [
    ["a.csv", "one,two"],
    ["b.csv", "three"],
  ]);
});
