// What little the page works out by itself: wording, times, which language to offer.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createServer } from "vite";

const vite = await createServer({
  server: { middlewareMode: true, ws: false },
  appType: "custom",
  logLevel: "error",
  optimizeDeps: { noDiscovery: true },
});
after(() => vite.close());
const { ago, failed, hhmm, languageFor, lasting, length, shiftMinutes, toMinutes } =
  await vite.ssrLoadModule("/src/say.ts");
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
