// `./run phone --lan` as a person has it: an authority of this machine's own, https, and a page that keeps a diary there.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { get as getPlain } from "node:http";
import { get } from "node:https";
import { join } from "node:path";
import { test } from "node:test";
import { folder, open, root } from "./browser.mjs";

const asked = (how, url, options = {}) =>
  new Promise((done, failed) =>
    how(url, options, (reply) => {
      const certificate = reply.socket.getPeerCertificate?.();
      const parts = [];
      reply
        .on("data", (part) => parts.push(part))
        .on("end", () => done({ status: reply.statusCode, certificate, body: Buffer.concat(parts) }));
    }).on("error", failed),
  );

test("the phones of this network: https by an authority of one's own", { timeout: 300_000 }, async () => {
  const data = join(folder, "lan");
  mkdirSync(data);
  const run = spawn(join(root, "run"), ["phone", "--lan"], {
    env: { ...process.env, XDG_DATA_HOME: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let said = "";
    run.stdout.on("data", (part) => (said += part));
    const until = async (words) => {
      while (!words.test(said)) {
        assert.equal(run.exitCode, null, `it ended: ${said}`);
        await Promise.race([once(run.stdout, "data"), once(run, "exit")]);
      }
      return said.match(words)[1];
    };
    const page = await until(/Then open {2}(https:\S+)/);
    const authority = await until(/open {2}(http:\S+eddy\.crt)/);
    const print = await until(/SHA-256 is\s+([0-9A-F:]+)/);
    await until(/(browsers on 127\.0\.0\.1:7480)/);
    assert.match(said, /\u2588|\u2580/, "a QR code is drawn");
    const ca = (await asked(getPlain, authority)).body;
    assert.equal(
      createHash("sha256").update(new X509Certificate(ca).raw).digest("hex"),
      print.replaceAll(":", "").toLowerCase(),
    );
    const got = await asked(get, page, { ca, servername: "" });
    assert.equal(got.status, 200);
    assert.match(got.body.toString(), /Eddy/);
    // What whoever has its key can do: pose as a machine of such a network, and as no website.
    const home = join(data, "eddyd", "lan");
    const signed = (name) => {
      const [key, csr, leaf, ext] = ["key", "csr", "crt", "ext"].map((end) => join(data, `posing.${end}`));
      writeFileSync(ext, `subjectAltName = ${name}\n`);
      const openssl = (...words) => execFileSync("openssl", words, { stdio: "pipe" });
      openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=posing", "-keyout", key, "-out", csr);
      openssl(
        "x509",
        "-req",
        "-in",
        csr,
        "-CA",
        join(home, "authority.crt"),
        "-CAkey",
        join(home, "authority.key"),
        "-CAcreateserial",
        "-extfile",
        ext,
        "-out",
        leaf,
      );
      return spawnSync("openssl", ["verify", "-CAfile", join(home, "authority.crt"), leaf], { encoding: "utf8" });
    };
    assert.equal(signed("IP:192.168.7.7").status, 0, "the check can succeed");
    for (const name of ["DNS:bank.example", "IP:203.0.113.7", "IP:2001:db8::1"]) {
      const refused = signed(name);
      assert.notEqual(refused.status, 0, name);
      assert.match(refused.stdout + refused.stderr, /permitted subtree violation/, name);
    }
    assert.equal(statSync(join(home, "authority.key")).mode & 0o077, 0);
    // Who does not trust the authority gets nothing.
    await assert.rejects(asked(get, page, { servername: "" }), /certificate/);
    // And the page is a safe place to a browser that trusts this server's key: it makes a diary and has it again.
    const spki = createHash("sha256")
      .update(new X509Certificate(got.certificate.raw).publicKey.export({ type: "spki", format: "der" }))
      .digest("base64");
    const context = await open(undefined, { args: [`--ignore-certificate-errors-spki-list=${spki}`] });
    const tab = context.pages()[0];
    await tab.goto(page);
    await tab.getByLabel("Choose a passphrase").fill("a calm river");
    await tab.getByLabel("Once more").fill("a calm river");
    await tab.getByLabel("Make 24 recovery words").uncheck();
    await tab.getByRole("button", { name: "Begin" }).tap();
    await tab.getByRole("link", { name: "Check in" }).first().waitFor();
    await tab.reload();
    await tab.getByRole("link", { name: "Journal" }).tap();
    await tab.getByRole("heading", { name: "Locked" }).waitFor();
    await context.close();
    const stranger = await open();
    await assert.rejects(stranger.pages()[0].goto(page), /ERR_CERT_AUTHORITY_INVALID/);
    await stranger.close();
  } finally {
    const gone = run.exitCode === null ? once(run, "exit") : undefined;
    run.kill("SIGTERM");
    await gone;
  }
  await assert.rejects(asked(getPlain, "http://127.0.0.1:7480/"), /ECONNREFUSED/, "nothing is left running");
});
