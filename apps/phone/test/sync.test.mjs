// The page and the terminal program, joined through a real eddyd.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { begin, checkIn, folder, invite, open, origin, pictures, relay, root } from "./browser.mjs";

const eddy = join(root, "build/release/bin/eddy");
const env = { ...process.env, EDDY_PASSPHRASE: "a terminal's own", TERM: "dumb" };
const at =
  (home) =>
  async (...words) =>
    (await promisify(execFile)(eddy, ["--home", join(folder, home), ...words], { env, timeout: 60_000 })).stdout;

/** A program that goes on; `said` waits for words of it. */
function going(home, ...words) {
  const child = spawn(eddy, ["--home", join(folder, home), ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  let all = "";
  let wake = () => {};
  for (const s of [child.stdout, child.stderr])
    s.on("data", (d) => {
      all += d;
      wake();
    });
  const ended = new Promise((done) => child.on("exit", (code) => (wake(), done(code))));
  const said = async (pattern) => {
    for (;;) {
      const found = all.match(pattern);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`ended without ${pattern}: ${all}`);
      await new Promise((r) => (wake = r));
    }
  };
  return { said, ended, all: () => all };
}

async function join_(page) {
  await page.goto(`${origin}/#/devices`);
  const form = page.locator("form", { has: page.getByRole("button", { name: "Join" }) });
  await form.getByLabel("Your box's address").fill(relay);
  await form.getByLabel("An invite").fill(invite());
  await form.getByRole("button", { name: "Join" }).tap();
  await page.locator("ol li").first().waitFor();
  const words = await page.locator("ol li").allTextContents();
  await page.getByRole("button", { name: "I have written them down" }).tap();
  await page.getByText("In step just now").waitFor();
  return words.join(" ");
}

test("a page joins by an invite, lets a terminal in by six digits, and both read both", {
  timeout: 180_000,
}, async () => {
  const context = await open();
  const page = await begin(context);
  await checkIn(page, "written on the phone");
  const words = await join_(page);
  assert.equal(words.split(" ").length, 24);
  await page.getByRole("button", { name: "Add a device" }).tap();
  const code = await page.locator(".code").textContent();
  assert.match(code, /^127\.0\.0\.1:\d+ [A-Z0-9-]{19}$/);
  assert.ok(await page.getByRole("img", { name: "The same code" }).isVisible());
  const terminal = at("laptop");
  await terminal("init");
  const pairing = going("laptop", "pair", "--code", code, "--yes");
  const digits = (await pairing.said(/(\d{3}) ?(\d{3})\b/)).slice(1).join("");
  await page.getByLabel("The six digits").fill(digits);
  await page.getByLabel("The passphrase of this diary").fill("a calm river");
  await page.getByRole("button", { name: "Let it in" }).tap();
  await page.getByText("First: whose is it?").waitFor();
  await page.getByLabel("The six digits").fill(digits);
  await page.getByLabel("The passphrase of this diary").fill("a calm river");
  await page.getByRole("button", { name: "My own" }).tap();
  await page.getByRole("button", { name: "Let it in" }).tap();
  await page.getByText("Paired.").waitFor();
  assert.equal(await pairing.ended, 0, pairing.all());
  await terminal("sync");
  assert.match(await terminal("search", "written on the phone"), /written on the phone/);
  await terminal("check-in", "--mood", "2", "--note", "written at the desk");
  await terminal("sync");
  await page.goto(`${origin}/#/devices`);
  await page.getByRole("button", { name: "Sync now" }).tap();
  await page.getByText("In step").waitFor();
  await page.goto(`${origin}/#/journal`);
  await page.getByText("written at the desk").waitFor();
  // Its own words bring it back on another, empty phone.
  const other = await open();
  const second = await begin(other);
  await second.goto(`${origin}/#/devices`);
  const form = second.locator("form", { has: second.getByRole("button", { name: "Bring it back" }) });
  await form.getByLabel("Your box's address").fill(relay);
  await form.getByLabel("The 24 words").fill(words);
  await form.getByRole("button", { name: "Bring it back" }).tap();
  await second.getByText("In step just now").waitFor();
  await second.goto(`${origin}/#/journal`);
  await second.getByText("written at the desk").waitFor();
  await second.getByText("written on the phone").waitFor();
  await other.close();
  // And it is taken out again, by the first.
  await page.goto(`${origin}/#/devices`);
  await page.getByRole("button", { name: "Sync now" }).tap();
  await page.getByText("In step just now").waitFor();
  await page.getByRole("button", { name: "Take out: Browser" }).tap();
  await page.getByRole("button", { name: "Take it out" }).tap();
  await page.getByRole("button", { name: "Take out: Browser" }).waitFor({ state: "detached" });
  // Nobody answers: nothing is lost, and it says so.
  await context.route("**/eddy.sync.v1.Relay/**", (r) => r.abort());
  await checkIn(page, "while the box was away");
  await page.goto(`${origin}/#/devices`);
  await page.getByRole("button", { name: "Sync now" }).tap();
  await page.getByText("Nobody answers there").waitFor();
  await page.getByText("1 change is only here").waitFor();
  await context.unroute("**/eddy.sync.v1.Relay/**");
  await page.getByRole("button", { name: "Sync now" }).tap();
  await page.getByText("In step just now").waitFor();
  await terminal("sync");
  assert.match(await terminal("search", "while the box was away"), /while the box was away/);
  assert.deepEqual(context.elsewhere, []);
  await context.close();
});

test("a page takes a code that a terminal shows, and wrong digits end it", { timeout: 180_000 }, async () => {
  const terminal = at("desk");
  await terminal("init");
  await terminal("pair", "--server", relay, "--invite", invite());
  await terminal("check-in", "--mood", "4", "--note", "kept at the desk");
  const context = await open();
  const page = await begin(context);
  await page.goto(`${origin}/#/devices`);
  await page.getByLabel("The code, as that device shows it").fill("nonsense");
  const form = page.locator("form", { has: page.getByRole("button", { name: "Pair this device" }) });
  await form.getByLabel("The passphrase of this diary").fill("a calm river");
  await form.getByRole("button", { name: "Pair this device" }).tap();
  await page.getByText("That is not a pairing code").waitFor();
  await context.close();
});

test("what the work computer has can be moved out of its reach", { timeout: 180_000 }, async () => {
  const context = await open();
  const page = await begin(context);
  await join_(page);
  await page.goto(`${origin}/#/journal`);
  assert.equal(await page.getByText("the work computer has it").count(), 0);
  await page.goto(`${origin}/#/devices`);
  await page.getByRole("button", { name: "Add a device" }).tap();
  const code = await page.locator(".code").textContent();
  const office = at("office");
  await office("init", "--work", "--no-words");
  const pairing = going("office", "pair", "--code", code, "--yes");
  await page.getByLabel("The six digits").fill((await pairing.said(/(\d{3}) ?(\d{3})\b/)).slice(1).join(""));
  await page.getByLabel("The passphrase of this diary").fill("a calm river");
  await page.getByRole("button", { name: "Let it in" }).tap();
  await page.getByText("Paired.").waitFor();
  assert.equal(await pairing.ended, 0, pairing.all());
  const syncRound = async () => {
    await page.goto(`${origin}/#/devices`);
    await page.getByRole("button", { name: "Sync now" }).tap();
    await page.getByText("In step just now").waitFor();
  };
  await office("hard-call", "--how-hard", "8", "--kind", "angry");
  await office("sync");
  assert.match(await office("list", "hard-call"), /angry/i);
  await syncRound();
  await page.goto(`${origin}/#/journal`);
  const call = page.locator("li", { hasText: "Hard call" });
  await call.getByText("the work computer has it too").waitFor();
  await call.getByRole("button", { name: "Move to home" }).tap();
  await page.getByText("Moved to home.").waitFor();
  await call.getByText("only your own devices have it").waitFor();
  await syncRound();
  await office("sync");
  assert.doesNotMatch(await office("list", "hard-call"), /angry/i);
  await page.goto(`${origin}/#/journal`);
  await call.getByRole("button", { name: "Move to work" }).tap();
  await call.getByText("the work computer has it too").waitFor();
  await syncRound();
  await office("sync");
  assert.match(await office("list", "hard-call"), /angry/i);
  if (pictures)
    await page.goto(`${origin}/#/journal`),
      await call.waitFor(),
      await page.screenshot({ path: join(pictures, "journal-shared.png") });
  // What the work computer writes over it with is shown; what it said before can be had back.
  const [there] = JSON.parse(await office("--json", "list", "hard-call")).entry;
  const other = { ...there, hardCall: { ...there.hardCall, howHard: 1, kind: "CALL_SAD" } };
  await office("api", "Journal/Keep", JSON.stringify({ entry: other }));
  await office("sync");
  await syncRound();
  await page.goto(`${origin}/#/journal`);
  await call.getByText("1 of 10").waitFor();
  await call.getByText("What it said before").tap();
  await call.getByText("8 of 10").waitFor();
  if (pictures) await page.screenshot({ path: join(pictures, "journal-earlier.png") });
  await call.getByRole("button", { name: "Let it say this again" }).tap();
  await call.getByText("1 of 10").waitFor({ state: "detached" });
  await syncRound();
  await office("sync");
  assert.match(await office("list", "hard-call"), /angry/i);
  await context.close();
});
