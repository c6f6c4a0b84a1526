#!/usr/bin/env python3
"""Two people's terminals, one machine: pairing and syncing as typed, with a real eddyd; the two that talk to a person run on
pseudo-terminals.   pairing_test.py FOLDER-OF-PROGRAMS"""
import json, os, re, signal, socket, struct, subprocess, sys, tempfile, threading, time, urllib.request, zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import typed  # noqa: E402
from typed import Terminal  # noqa: E402

programs = os.path.abspath(sys.argv[1])
eddy, eddyd = programs + "/eddy", programs + "/eddyd"
work = tempfile.mkdtemp(prefix="eddy-pairing-")
os.chdir(work)
env = dict(os.environ, EDDY_PASSPHRASE="correct horse battery staple", TERM="xterm", COLUMNS="200")
failures = []


def run(*words, code=0):
    done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    out = done.stdout + done.stderr
    if done.returncode != code:
        failures.append(f"{words} gave {done.returncode}: {out}")
    return out


def says(out, words):
    if words not in out:
        failures.append(f"did not say {words!r}: {out!r}")


class Wire:
    """A cable between the programs and the server that keeps every byte it carried."""

    def __init__(self, port):
        self.port, self.carried = port, bytearray()
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.door.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            near, _ = self.door.accept()
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                near.close()
                continue
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=(a, b), daemon=True).start()

    def carry(self, a, b):
        try:
            while more := a.recv(65536):
                self.carried += more
                b.sendall(more)
        except OSError:
            pass
        for s in (a, b):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


CANARIES = [b"only at work", b"only mine", b"before it was work", b"for tonight", b"the river", b"correct horse"]


def leaks(wire, folders, texts):
    """Where a word that somebody typed can be read."""
    places = {"the wire": bytes(wire.carried)}
    places.update({"output %d" % i: t.encode() for i, t in enumerate(texts)})
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                with open(os.path.join(root, name), "rb") as f:
                    places[os.path.join(root, name)] = f.read()
    return [where + ": " + c.decode() for where, text in places.items() for c in CANARIES if c in text]


def png():
    """Two by two pixels, and a word that must not travel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([n, 100, 200] * 2) for n in (10, 20))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) +
            chunk(b"tEXt", b"Comment\0where it was taken") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def terminal(*words):
    return Terminal(*words, env=env)


def pair(trusted, newcomer, whose, instead=False):
    ends, shown, taken = typed.pair([eddy], trusted, newcomer, whose, env, instead)
    if ends != (0, 0):
        failures.append(f"pairing ended with {ends}: {shown} {taken}")
    return shown, taken


run(eddyd, "init", "--data", "s")
said = open("eddyd.err", "w")
# All of these devices are one address, and all of this is one day: more than a box lets one do.
server = subprocess.Popen([eddyd, "serve", "--data", "s", "--listen", "127.0.0.1:0", "--web", "127.0.0.1:0", "--auths-per-minute", "100",
                           "--mailboxes-per-day", "50"], stdout=subprocess.PIPE, stderr=said, text=True)
try:
    wire = Wire(int(server.stdout.readline().strip().rsplit(":", 1)[1]))
    web = server.stdout.readline().strip().rsplit(":", 1)[1]
    address = wire.address
    invite = run(eddyd, "invite", "--data", "s", "--plain").strip()

    says(run(eddy, "--home", "phone", "init"), "encrypted")
    out = run(eddy, "--home", "phone", "pair", "--server", address, "--invite", invite, "--name", "Phone")
    words = re.findall(r"^ *(?:\d+ [a-z]+ *){4}$", out, re.M)
    says(str(len(words)), "6")
    says(run(eddy, "--home", "phone", "pair", "--server", address, "--invite", invite, code=19), "already")
    run(eddy, "--home", "work", "init")
    # A diary that was there before it became a work computer: what belongs to home goes home, and then a new file and key.
    run(eddy, "--home", "work", "check-in", "--mood", "4", "--space", "home", "--note", "before it was work")
    key_before = run(eddy, "--home", "work", "key", "--reveal")
    shown, taken = pair("phone", "work", "work")
    says(taken, "work space only")
    says(run(eddy, "--home", "work", "search", "before it was"), "Nothing found")  # from the first moment, receipt or not
    run(eddy, "--home", "phone", "sync")
    run(eddy, "--home", "phone", "sync")
    says(run(eddy, "--home", "phone", "search", "before it was"), "before it was work")
    run(eddy, "--home", "work", "sync")
    if run(eddy, "--home", "work", "key", "--reveal") == key_before:
        failures.append("the work computer kept its old key")
    says(run(eddy, "--home", "work", "check"), "Sound")
    if any(name == "keys.next" or name.startswith("diary.new") for name in os.listdir("work")):
        failures.append("the renewal left something behind")
    run(eddy, "--home", "work", "settings", "words=on")
    run(eddy, "--home", "work", "hard-call", "--how-hard", "9", "--note", "only at work")
    says(run(eddy, "--home", "work", "sync"), "In step")
    says(run(eddy, "--home", "phone", "sync"), "In step")
    says(run(eddy, "--home", "phone", "search", "only at work"), "only at work")
    # The same box under another name, told on one device: it is found there, and the others notice nothing.
    says(run(eddy, "--home", "phone", "sync", "--server", address.replace("127.0.0.1", "localhost")), "Your devices agree")
    says(run(eddy, "--home", "phone", "devices"), "localhost")
    says(run(eddy, "--home", "work", "sync"), "Your devices agree")
    says(run(eddy, "--home", "phone", "sync", "--server", "nowhere", code=11), "looks like")
    says(run(eddy, "--home", "phone", "sync", "--server", address), "Your devices agree")
    run(eddy, "--home", "phone", "check-in", "--mood", "2", "--space", "home", "--note", "only mine")
    run(eddy, "--home", "phone", "sync")
    run(eddy, "--home", "work", "sync")
    found = run(eddy, "--home", "work", "search", "only mine")
    if "only mine" in found.replace("\"only mine\"", ""):
        failures.append("home was read at work: " + found)
    says(run(eddy, "--home", "phone", "devices"), "work")
    says(run(eddy, "--home", "work", "sync"), "Nothing new")

    # From work into home: it arrives, and is not here.
    run(eddy, "--home", "work", "check-in", "--mood", "3", "--space", "home", "--note", "for tonight")
    run(eddy, "--home", "work", "sync")
    run(eddy, "--home", "phone", "sync")
    says(run(eddy, "--home", "phone", "search", "tonight"), "for tonight")
    if "mood" in run(eddy, "--home", "work", "search", "tonight"):
        failures.append("what was dropped into home is readable at work")

    # Wrong digits end it, and change nothing.
    run(eddy, "--home", "stranger", "init")
    show = terminal(eddy, "--home", "phone", "pair", "--show")
    code = show.until(r"eddy pair --code '([^']+)'").group(1)
    take = terminal(eddy, "--home", "stranger", "pair", "--code", code)
    digits = take.until(r"(\d{3} \d{3})").group(1)
    show.until("six digits")
    show.type("000 000" if digits != "000 000" else "000 001")
    show.until("work computer, or your own")
    show.type("own")
    if show.end() == 0 or "to be safe" not in show.seen:
        failures.append("wrong digits were taken: " + show.seen)
    os.kill(take.pid, signal.SIGTERM)
    take.end()
    if "stranger" in run(eddy, "--home", "phone", "devices"):
        failures.append("a stranger is in the list")

    # Who does not know the devices that are shown joins nothing, and nothing of theirs has gone there.
    run(eddy, "--home", "wary", "init")
    run(eddy, "--home", "wary", "note", "for nobody else", "--space", "home")
    show = terminal(eddy, "--home", "phone", "pair", "--show")
    take = terminal(eddy, "--home", "wary", "pair", "--code", show.until(r"eddy pair --code '([^']+)'").group(1), "--name", "Wary")
    show.until("six digits")
    show.type(take.until(r"(\d{3} \d{3})").group(1))
    show.until("work computer, or your own")
    show.type("own")
    take.until("Are they yours")
    take.type("n")
    if take.end() == 0 or "Phone" not in take.seen or "Not joined" not in take.seen or show.end() != 0:
        failures.append("joined though it was declined: " + take.seen)
    says(run(eddy, "--home", "wary", "devices"), "Only this one")
    run(eddy, "--home", "phone", "sync")
    if "for nobody else" in run(eddy, "--home", "phone", "search", "nobody else"):
        failures.append("what was declined was published")
    run(eddy, "--home", "phone", "revoke", "Wary", "--yes")

    # A second device of one's own, and one that comes back by the words alone.
    shown, taken = pair("phone", "stranger", "own")
    says(run(eddy, "--home", "stranger", "search", "only mine"), "only mine")
    with open("words", "w") as f:
        f.write(" ".join(re.findall(r"\d+ ([a-z]+)", "\n".join(words))))
    # A first try that finds nobody leaves an empty diary, and the next one goes on in it; one with an entry is nobody's to fill.
    run(eddy, "--home", "back", "restore", "--words", "--words-file", "words", "--server", "127.0.0.1:1", "--name", "Back", code=18)
    run(eddy, "--home", "full", "init")
    run(eddy, "--home", "full", "check-in", "--mood", "3")
    run(eddy, "--home", "full", "restore", "--words", "--words-file", "words", "--server", address, code=19)
    says(run(eddy, "--home", "back", "restore", "--words", "--words-file", "words", "--server", address, "--name", "Back"),
         "In step")
    says(run(eddy, "--home", "back", "search", "only mine"), "only mine")
    says(run(eddy, "--home", "back", "search", "only at work"), "only at work")

    # Without a terminal on either side: the digits go from one program to the other through a file that is not there yet.
    run(eddy, "--home", "script", "init")
    run(eddy, "--home", "phone", "pair", "--show", code=2)
    quiet = dict(env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    show = subprocess.Popen([eddy, "--home", "phone", "pair", "--show", "--digits-file", "digits", "--own"], **quiet)
    shown = next(line for line in show.stdout if "pair --code" in line)
    take = subprocess.Popen([eddy, "--home", "script", "pair", "--code", shown.split("'")[1], "--name", "Script", "--yes"], **quiet)
    digits = next(line for line in take.stdout if re.search(r"\d{3} \d{3}", line)).strip()
    with open("digits.part", "w") as f:
        f.write(digits + "\n")
    os.rename("digits.part", "digits")
    says(show.communicate(timeout=60)[0], "Paired.")
    says(take.communicate(timeout=60)[0], "Paired.")
    says(run(eddy, "--home", "script", "search", "only mine"), "only mine")
    says(run(eddy, "--home", "phone", "revoke", "Script", code=2), "--yes")
    says(run(eddy, "--home", "phone", "revoke", "Script", "--yes"), "new keys")

    # Taken out: the others go on, it gets nothing new.
    out = terminal(eddy, "--home", "phone", "revoke", "work")
    out.until("cannot be called back")
    out.type("y")
    if out.end() != 0 or "new keys" not in out.seen:
        failures.append("revoke: " + out.seen)
    run(eddy, "--home", "phone", "hard-call", "--how-hard", "3", "--note", "after it was out")
    run(eddy, "--home", "phone", "sync")
    says(run(eddy, "--home", "work", "sync", code=19), "taken out")
    run(eddy, "--home", "stranger", "sync")
    says(run(eddy, "--home", "stranger", "search", "after it was out"), "after it was out")

    # A picture, without what was in its file beside the pixels.
    with open("p.png", "wb") as f:
        f.write(png())
    run(eddy, "--home", "phone", "board", "add", "--picture", "p.png", "--text", "the river", "--need", "reassure", "--space", "home")
    run(eddy, "--home", "phone", "sync")
    run(eddy, "--home", "stranger", "sync")
    board = run(eddy, "--home", "stranger", "board")
    says(board, "the river")
    item = re.search(r"board picture ([0-9a-f]+) --out", board)
    run(eddy, "--home", "stranger", "board", "picture", item.group(1) if item else "none", "--out", "out.png")
    with open("out.png", "rb") as f:
        got = f.read()
    if b"taken" in got or b"IDAT" not in got or b"taken" not in png():
        failures.append(f"the picture came as {got!r}")

    # Starting afresh on another server: everything goes along, the others are paired again, the old account ends.
    run(eddyd, "init", "--data", "s2")
    other = subprocess.Popen([eddyd, "serve", "--data", "s2", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        there = "127.0.0.1:" + other.stdout.readline().strip().rsplit(":", 1)[1]
        fresh = run(eddyd, "invite", "--data", "s2", "--plain").strip()
        again = terminal(eddy, "--home", "phone", "afresh", "--server", there, "--invite", fresh, "--name", "Phone")
        again.until("ends a week later")
        again.type("y")
        again.until("what is word")  # all of them are on the screen by then
        new_words = dict(re.findall(r"(\d+) ([a-z]{3,8})\b", again.seen))
        for _ in range(3):
            asked = again.until(r"what is word (\d+)\?")
            again.seen = again.seen[asked.end():]
            again.type(new_words[asked.group(1)])
        if again.end() != 0 or "Started afresh" not in again.seen:
            failures.append("afresh: " + again.seen)
        says(run(eddyd, "accounts", "--data", "s"), "ends 20")
        says(run(eddy, "--home", "stranger", "sync"), "started afresh")
        says(run(eddy, "--home", "stranger", "devices"), "This account ends")
        pair("phone", "stranger", "own", instead=True)
        says(run(eddy, "--home", "stranger", "search", "after it was out"), "after it was out")
        run(eddy, "--home", "stranger", "check-in", "--mood", "3", "--space", "home", "--note", "in the new account")
        run(eddy, "--home", "stranger", "sync")
        run(eddy, "--home", "phone", "sync")
        says(run(eddy, "--home", "phone", "search", "in the new account"), "in the new account")
        says(run(eddyd, "check", "--data", "s2"), "Sound")

        # A script that founds an account, and starts afresh, is given the words as JSON.
        run(eddy, "--home", "json", "init")
        founded = []
        for verb in (["pair"], ["afresh", "--yes"]):
            invite = run(eddyd, "invite", "--data", "s2", "--plain").strip()
            out = run(eddy, "--json", "--home", "json", *verb, "--server", there, "--invite", invite)
            said = [json.loads(line) for line in out.splitlines()]
            founded.append(next((one["recoveryPhrase"] for one in said if "recoveryPhrase" in one), []))
        if [len(set(words)) > 12 and len(words) for words in founded] != [24, 24] or founded[0] == founded[1]:
            failures.append(f"words as JSON: {[len(words) for words in founded]}")
    finally:
        other.terminate()
        other.wait(20)
    # Not one word that was typed can be read on the wire, in the server's store and log, in its figures, or in a locked diary;
    # and whoever looks would see one, on each of them.
    metrics = urllib.request.urlopen("http://127.0.0.1:%s/metrics" % web).read().decode()
    says(metrics, 'eddyd_calls{method="Push"')
    folders = ["s", "s2", "phone", "work", "stranger", "back"]
    failures += leaks(wire, folders, [metrics, open("eddyd.err").read()])
    if len(wire.carried) < 100_000:
        failures.append("the wire carried next to nothing")
    probe = socket.create_connection(tuple(wire.address.split(":")))
    probe.sendall(b"GET only at work")
    end = time.monotonic() + 10
    while not leaks(wire, [], []) and time.monotonic() < end:
        pass
    probe.close()
    with open("s/planted", "w") as f:
        f.write("xx only mine xx")
    planted = leaks(wire, folders, ["for tonight"])
    if planted != ["the wire: only at work", "output 0: for tonight", "s/planted: only mine"]:
        failures.append(f"the detector saw {planted}")

    server.send_signal(signal.SIGTERM)
    server.wait(20)
    says(run(eddy, "--home", "phone", "sync", code=18), "Nothing is lost")
finally:
    server.kill()
subprocess.run(["rm", "-rf", work], check=False)
for f in failures:
    print("FAILED:", f)
print(f"{'some failed' if failures else 'pairing: all as typed'}")
sys.exit(bool(failures))
