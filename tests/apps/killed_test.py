#!/usr/bin/env python3
"""kill -9 of a device while it pushes, pulls, rotates keys: nothing lost, nothing twice.   killed_test.py FOLDER-OF-PROGRAMS

Chance comes from the seed EDDY_FROM; EDDY_CAMPAIGN and EDDY_MINUTES say how long it goes on, as in ../campaign.h. Where a
kill falls is the machine's affair, too."""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import typed  # noqa: E402

programs = os.path.abspath(sys.argv[1])
eddy, eddyd = programs + "/eddy", programs + "/eddyd"
seed = int(os.environ.get("EDDY_FROM", random.SystemRandom().randrange(1 << 31)))
chance = random.Random(seed)
kills, minutes = 800 // int(os.environ.get("EDDY_CAMPAIGN", "20")), int(os.environ.get("EDDY_MINUTES", "0"))
work = tempfile.mkdtemp(prefix="eddy-killed-")
os.chdir(work)
env = dict(os.environ, EDDY_PASSPHRASE="a calm river", TERM="xterm", COLUMNS="200")


def run(*words, code=0):
    done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    if code is not None and done.returncode != code:
        raise SystemExit(f"seed {seed}: {words} gave {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def notes(home):
    reply = json.loads(run(eddy, "--home", home, "api", "Journal/List", json.dumps({"table": [1], "limit": 1000})))
    return sorted(e["checkIn"]["note"] for e in reply.get("entry", []))


def killed(process, after):
    """Ends it in the middle of whatever it does; False where it was done before."""
    time.sleep(after)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
    return process.wait(20) == -signal.SIGKILL


run(eddyd, "init", "--data", "s")
server = subprocess.Popen([eddyd, "serve", "--data", "s", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True,
                          env=dict(env, EDDYD_PUSHES_PER_MINUTE="100000", EDDYD_AUTHS_PER_MINUTE="100000", EDDYD_MAILBOXES_PER_DAY="100000"))
try:
    address = "127.0.0.1:" + server.stdout.readline().strip().rsplit(":", 1)[1]
    invite = run(eddyd, "invite", "--data", "s", "--plain").strip()
    others = ["three", "four", "five"]
    for home in ["one", "two", *others]:
        run(eddy, "--home", home, "init")
    run(eddy, "--home", "one", "pair", "--server", address, "--invite", invite)
    for home in ["two", *others]:
        ends, shown, taken = typed.pair([eddy], "one", home, "own", env)
        if ends != (0, 0):
            raise SystemExit(shown + taken)
    # How long a whole round takes here: the kills fall into it.
    run(eddy, "--home", "one", "check-in", "--mood", "3", "--note", "first")
    began = time.monotonic()
    run(eddy, "--home", "one", "sync")
    whole = time.monotonic() - began
    kept, hit = ["first"], 0
    began, i = time.monotonic(), 0
    while time.monotonic() - began < 60 * minutes if minutes else i < kills:
        i += 1
        home = chance.choice(("one", "two"))
        for n in range(chance.randrange(1, 4)):
            kept.append("%d.%d" % (i, n))
            run(eddy, "--home", home, "check-in", "--mood", str(chance.randrange(1, 6)), "--note", kept[-1])
        hit += killed(subprocess.Popen([eddy, "--home", home, "sync"], env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL),
                      chance.uniform(0, whole))
    # Rotations, cut short, and then finished by whatever comes next.
    out = 0
    for home in others:
        revoke = typed.Terminal(eddy, "--home", "one", "revoke", home, env=env)
        revoke.until("cannot be called back")
        revoke.type("y")
        time.sleep(chance.uniform(0, whole / 3))
        os.kill(revoke.pid, signal.SIGKILL)
        out += revoke.end() == -signal.SIGKILL
    for home in others:
        if home in run(eddy, "--home", "one", "devices"):
            revoke = typed.Terminal(eddy, "--home", "one", "revoke", home, env=env)
            revoke.until("cannot be called back")
            revoke.type("y")
            if revoke.end() != 0:
                raise SystemExit("revoke: " + revoke.seen)
    kept.append("after the rotation")
    run(eddy, "--home", "one", "check-in", "--mood", "3", "--note", kept[-1])
    for home in ("one", "two", "one", "two"):
        run(eddy, "--home", home, "sync")
    for home in others:
        run(eddy, "--home", home, "sync", code=19)
    for home in ("one", "two"):
        if notes(home) != sorted(kept):
            raise SystemExit(f"seed {seed}: {home} has {len(notes(home))} of {len(kept)}")
        if "Sound" not in run(eddy, "--home", home, "check"):
            raise SystemExit(f"seed {seed}: {home} is not sound")
    if "after the rotation" in notes("three"):
        raise SystemExit("who was taken out reads on")
    if "Sound" not in run(eddyd, "check", "--data", "s"):
        raise SystemExit("the server's store is not sound")
    if hit < i // 4 or not out:
        raise SystemExit(f"seed {seed}: only {hit} of {i} kills hit, {out} rotations")
    print(f"killed: {hit} of {i} in the middle, {out} rotations; {len(kept)} entries, all there once  (seed {seed})")
finally:
    server.kill()
    server.wait(20)
    shutil.rmtree(work, ignore_errors=True)
