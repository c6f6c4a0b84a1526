#!/usr/bin/env python3
"""kill -9 of either device at each step of a pairing, as it asks and as it is answered: it is not enrolled and as it was before, or
enrolled once it is started again; and then it pairs, with everything that was there.   pairing_killed_test.py FOLDER-OF-PROGRAMS

EDDY_CAMPAIGN=N tries one in N of the steps (1 tries all; 20 where it is not said), from the one that EDDY_FROM says."""
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import typed  # noqa: E402
from typed import Terminal  # noqa: E402

programs = os.path.abspath(sys.argv[1])
one_in = int(os.environ.get("EDDY_CAMPAIGN", "20"))
first = int(os.environ.get("EDDY_FROM", random.SystemRandom().randrange(one_in)))
work = tempfile.mkdtemp(prefix="eddy-pairing-killed-")
os.chdir(work)
env = dict(os.environ, EDDY_PASSPHRASE="a calm river", TERM="xterm", COLUMNS="200")
eddy, eddyd, doomed = programs + "/eddy", programs + "/eddyd", work + "/doomed/eddy"

# Stands where the program looks for eddy-carry, and ends it at the step that the file says. A step is a call that is asked for
# anew, or an answer; that there is no letter yet is none.
CARRY = r'''#!/usr/bin/env python3
import os, signal, struct, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
carry = subprocess.Popen([open(here + "/carry").read()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
last = None
def step():
    left = int(open(here + "/left").read()) - 1
    with open(here + "/left", "w") as f:
        f.write(str(left))
    if left == 0:
        open(here + "/done", "w").close()
        os.kill(os.getppid(), signal.SIGKILL)
        os._exit(0)
def frame(f):
    head = f.read(4)
    if len(head) < 4:
        os._exit(0)
    return head + f.read(struct.unpack("<I", head)[0])
while True:
    asked = frame(sys.stdin.buffer)
    if asked != last:
        step()
    last = asked
    carry.stdin.write(asked)
    carry.stdin.flush()
    answer = frame(carry.stdout)
    if b"/Mail" not in asked or len(answer) > 8:
        step()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
'''


def fail(*words):
    raise SystemExit(f"EDDY_FROM={first}: " + " ".join(map(str, words)))


def run(*words, code=0):
    done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    if code is not None and done.returncode != code:
        fail(words, "gave", done.returncode, done.stdout + done.stderr)
    return done.stdout + done.stderr


def was_killed():
    return os.path.exists("doomed/done")


class Killed(Exception):
    pass


def wait(terminal, pattern):
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            return terminal.until(pattern, 0.2)
        except SystemExit:
            if was_killed():
                raise Killed
            time.sleep(0.05)
    fail("never said", pattern, terminal.seen)


def pair_until_killed(newcomer, whose, at, trusted_dies):
    """True where it was killed; False where the pairing was over before that step."""
    with open("doomed/left", "w") as f:
        f.write(str(at))
    show = Terminal(doomed if trusted_dies else eddy, "--home", "phone", "pair", "--show", env=env)
    take = None
    try:
        code = wait(show, r"eddy pair --code '([^']+)'").group(1)
        take = Terminal(eddy if trusted_dies else doomed, "--home", newcomer, "pair", "--code", code, "--name", newcomer, env=env)
        digits = wait(take, r"(\d{3} \d{3})").group(1)
        wait(show, "six digits")
        show.type(digits)
        wait(show, "work computer, or your own")
        show.type(whose)
        wait(take, "Are they yours")
        take.type("y")
        wait(take, "Paired")
        wait(show, "Paired")
        ends = show.end(), take.end()
        if not was_killed() and ends != (0, 0):
            fail("pairing ended with", ends, show.seen, take.seen)
    except Killed:
        for one in (show, take):
            if one:
                try:
                    os.kill(one.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                one.end()
    if not was_killed():
        return False
    os.remove("doomed/done")
    return True


def everything_is_there(newcomer, whose):
    for _ in range(3):  # what was dropped into home is opened, and its receipt given
        run(eddy, "--home", newcomer, "sync")
        run(eddy, "--home", "phone", "sync")
    for home in ["phone"] + ([newcomer] if whose == "own" else []):
        if f"from {newcomer}" not in run(eddy, "--home", home, "search", newcomer):
            fail("what was there before is not on", home)
    for home in ("phone", newcomer):
        if "Sound" not in run(eddy, "--home", home, "check"):
            fail(home, "is not sound")


def try_step(at, whose, trusted_dies):
    newcomer = f"n{at}{whose}{'t' if trusted_dies else ''}"
    run(eddy, "--home", newcomer, "init")
    run(eddy, "--home", newcomer, "note", f"from {newcomer}", "--space", "home")
    if not pair_until_killed(newcomer, whose, at, trusted_dies):
        everything_is_there(newcomer, whose)
        return False
    alone = "Only this one" in run(eddy, "--home", newcomer, "devices")
    if alone and f"from {newcomer}" not in run(eddy, "--home", newcomer, "search", newcomer):
        fail("step", at, newcomer, "is not enrolled, and not as before")
    if alone:
        run(eddy, "--home", "phone", "sync")
        ends, shown, taken = typed.pair([eddy], "phone", newcomer, whose, env)
        if ends != (0, 0):
            fail("step", at, "pairing again ended with", ends, shown, taken)
    everything_is_there(newcomer, whose)
    for device in re.findall(rf"^\s*({newcomer})\b", run(eddy, "--home", "phone", "devices"), re.M):
        run(eddy, "--home", "phone", "revoke", device, "--yes", code=None)
    return True


os.mkdir("doomed")
shutil.copy(eddy, doomed)
with open("doomed/carry", "w") as f:
    f.write(programs + "/eddy-carry")
with open("doomed/eddy-carry", "w") as f:
    f.write(CARRY)
os.chmod("doomed/eddy-carry", 0o755)
run(eddyd, "init", "--data", "s")
server = subprocess.Popen([eddyd, "serve", "--data", "s", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True,
                          env=dict(env, EDDYD_PUSHES_PER_MINUTE="100000", EDDYD_AUTHS_PER_MINUTE="100000", EDDYD_MAILBOXES_PER_DAY="100000"))
try:
    address = "127.0.0.1:" + server.stdout.readline().strip().rsplit(":", 1)[1]
    run(eddy, "--home", "phone", "init")
    run(eddy, "--home", "phone", "pair", "--server", address, "--invite", run(eddyd, "invite", "--data", "s", "--plain").strip(), "--name", "Phone")
    tried = 0
    for whose, trusted_dies in (("work", False), ("own", False), ("own", True)):
        at = 1 + first % one_in
        while try_step(at, whose, trusted_dies):
            tried += 1
            at += one_in
        if one_in == 1 and at < 20:
            fail("a pairing has more steps than that:", at)
    print(f"{tried} steps of a pairing, killed at each: not enrolled and as before, or enrolled")
finally:
    server.kill()
    server.wait()
    shutil.rmtree(work, ignore_errors=True)
