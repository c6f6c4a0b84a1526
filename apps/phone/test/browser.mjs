// What the tests of the page share: a real Chromium as a phone, files from a real eddyd.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const eddyd = join(root, "build/release/bin/eddyd");
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const folder = mkdtempSync(join(tmpdir(), "eddy-phone-"));
export const pictures = process.env.EDDY_PICTURES;
const PHONE = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: "en-GB",
};
let server;
export const app = join(folder, "app"); // the page as it is served: a test may change its copy
export let origin;
export let relay; // host:port of its gRPC door

async function serve() {
  const data = join(folder, "s");
  cpSync(join(root, "apps/phone/dist"), app, { recursive: true });
  execFileSync(eddyd, ["init", "--data", data]);
  server = spawn(eddyd, [
    "serve",
    "--data",
    data,
    "--listen",
    "127.0.0.1:0",
    "--web",
    "127.0.0.1:0",
    "--files",
    app,
    "--pushes-per-minute",
    "1000000",
    "--auths-per-minute",
    "1000000",
  ]);
  let said = "";
  for await (const part of server.stdout) {
    said += part;
    relay ??= said.match(/eddyd listens on (127\.0\.0\.1:\d+)/)?.[1];
    const port = said.match(/browsers on 127\.0\.0\.1:(\d+)/)?.[1];
    // "localhost" is a place a browser trusts as it trusts https.
    if (port) {
      origin = `http://localhost:${port}`;
      return;
    }
  }
}

/** An invite of this test's box, as eddyd prints it. */
export const invite = () =>
  execFileSync(eddyd, ["invite", "--data", join(folder, "s"), "--plain"], { encoding: "utf8" }).trim();

let profiles = 0;
const contexts = new Set();
export async function open(profile = join(folder, `profile-${++profiles}`), options = {}) {
  const { args: _, ...rest } = options;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    args: [
      ...(options.args ?? []),
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    ...PHONE,
    ...rest,
  });
  context.profile = profile;
  contexts.add(context);
  context.once("close", () => contexts.delete(context));
  context.wrong = [];
  context.elsewhere = [];
  context.on("request", (r) => {
    const url = new URL(r.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) context.elsewhere.push(r.url());
  });
  context.on("page", (page) => watch(context, page));
  for (const page of context.pages()) watch(context, page);
  return context;
}
function watch(context, page) {
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (e) => context.wrong.push(String(e)));
  page.on("console", (m) => {
    if (m.type() === "error") context.wrong.push(m.text());
  });
}
/** Leaves what is played, and is where that leads: two places asked for at once are one to a browser. */
export async function leave(page) {
  await page.getByRole("button", { name: /^(Leave|Done)$/ }).tap();
  await page.locator("main.play").waitFor({ state: "detached" });
}
export async function begin(context, passphrase = "a calm river") {
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${origin}/`);
  await page.getByLabel("Choose a passphrase").fill(passphrase);
  await page.getByLabel("Once more").fill(passphrase);
  await page.getByLabel("Make 24 recovery words").uncheck();
  await page.getByRole("button", { name: "Begin" }).tap();
  await page.getByRole("link", { name: "Check in" }).first().waitFor();
  return page;
}
export async function checkIn(page, note) {
  await page.goto(`${origin}/#/check-in`);
  await page.getByRole("group", { name: "Mood" }).getByRole("button", { name: /^4/ }).tap();
  await page.getByLabel("Anything you want to say").fill(note);
  await page.getByRole("button", { name: "Keep it" }).tap();
  await page.getByText("Kept.").waitFor();
}
export async function unlock(page, passphrase = "a calm river") {
  await page.getByLabel("Your passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Unlock" }).tap();
}

/** By how many pixels the page is too wide. A phone zooms out from such a page, so `innerWidth` would grow along with it. */
export const tooWide = (page) =>
  page.evaluate((width) => document.documentElement.scrollWidth - width, page.viewportSize().width);

export function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

before(serve);
after(async () => {
  for (const context of contexts) await context.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});
