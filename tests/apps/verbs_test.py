#!/usr/bin/env python3
"""Every verb of `eddy` and `eddyd` as their own tables tell them: nothing waits for somebody who is not there, nothing ends
silently, nothing floods, and help, completion and manual know everything.   verbs_test.py FOLDER-OF-PROGRAMS"""
import json, os, re, resource, select, shutil, signal, stat, struct, subprocess, sys, tempfile, termios, time, unicodedata, fcntl

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from typed import Terminal  # noqa: E402

programs = os.path.abspath(sys.argv[1])
eddy, eddyd = programs + "/eddy", programs + "/eddyd"
work = tempfile.mkdtemp(prefix="eddy-verbs-")
os.chdir(work)
os.umask(0)  # whoever lets everybody read their new files: not those of Eddy
base = {k: v for k, v in os.environ.items() if not k.startswith(("EDDY", "NO_COLOR", "XDG_"))}
base.update(TERM="xterm-256color", HOME=work, XDG_RUNTIME_DIR=work)
opened = dict(base, EDDY_PASSPHRASE="a calm river")
MOST_BYTES, MOST_SECONDS = 1_000_000, 60
failures, checked = [], 0


def expect(true, *what):
    global checked
    checked += 1
    if not true:
        failures.append(" ".join(str(w) for w in what))


# --- what must be true of one run, whatever it was


def faults(code, out, err, name):
    """`code` None: it did not end."""
    found = []
    if code is None:
        return [f"{name}: does not end"]
    if len(out) + len(err) > MOST_BYTES:
        found.append(f"{name}: writes {len(out) + len(err)} bytes")
    if code != 0 and not re.search(r"^eddyd?: \S.{8}", err, re.M):
        found.append(f"{name}: ends with {code} and does not say why: {err!r} {out!r}")
    if code < 0:
        found.append(f"{name}: killed by {-code}")
    return found


def run(*words, env=opened, seconds=MOST_SECONDS, given=None, largest=resource.RLIM_INFINITY):
    """Without a terminal, and with nothing to read but what is `given`. `largest`: bytes of a file that it may write."""
    with tempfile.TemporaryFile() as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        nothing.write((given or "").encode())
        nothing.seek(0)
        # Python itself ignores the signal that would say it; so does what it starts: the write fails, as on a full disk.
        p = subprocess.Popen(words, env=env, stdin=nothing, stdout=out, stderr=err, start_new_session=True, restore_signals=False,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)))
        end, code = time.monotonic() + seconds, None
        try:
            while time.monotonic() < end and os.fstat(out.fileno()).st_size + os.fstat(err.fileno()).st_size < 2 * MOST_BYTES:
                try:
                    code = p.wait(0.5)
                    break
                except subprocess.TimeoutExpired:
                    pass
        finally:
            if p.poll() is None:
                os.killpg(p.pid, signal.SIGKILL)  # with what it started, which would write on
                p.wait()
        texts = []
        for f in (out, err):
            f.seek(0)
            texts.append(f.read(2 * MOST_BYTES).decode(errors="replace"))
    return code, *texts


def on_terminal(*words, env, keys="", columns=80, seconds=MOST_SECONDS):
    """On a pseudo-terminal. Each of `keys` is typed once the program waits for something; then its input ends, each time that
    it reads on."""
    t = Terminal(*words, env=env)
    fcntl.ioctl(t.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    keys = [line.encode() for line in keys.splitlines(keepends=True)]
    end, code = time.monotonic() + seconds, None
    while time.monotonic() < end and len(t.seen) < 2 * MOST_BYTES:
        if not select.select([t.fd], [], [], 0.2)[0]:
            os.write(t.fd, keys.pop(0) if keys else b"\x04")
        else:
            try:
                more = os.read(t.fd, 65536)
            except OSError:
                more = b""
            if not more:
                code = os.waitstatus_to_exitcode(os.waitpid(t.pid, 0)[1])
                break
            t.seen += more.decode(errors="replace")
    if code is None:
        os.kill(t.pid, signal.SIGKILL)
        os.waitpid(t.pid, 0)
    os.close(t.fd)
    return code, t.seen


def drawn(text):
    """What a terminal that cannot draw would stumble over."""
    return re.findall(r"\x1b|[\x00-\x06\x08\x0b-\x0c\x0e-\x1f]|\r(?!\r*\n)", text)


# --- the checks can fail: programs that do what must not be done


def planted(script):
    path = work + "/planted"
    with open(path, "w") as f:
        f.write("#!/bin/sh\n" + script)
    os.chmod(path, stat.S_IRWXU)
    return path


for script, word in (("exit 1", "does not say why"), ("echo oops; exit 2", "does not say why"), ("yes | head -c 1500000", "writes"),
                     ("yes", "does not end"), ("while :; do sleep 0.1; done", "does not end"), ("kill -9 $$", "killed")):
    found = faults(*run(planted(script), seconds=2), script)
    expect(any(word in f for f in found), "the check does not see", repr(script), found)
expect(not faults(*run(planted("echo 'eddy: that is not there' >&2; exit 12")), "good"), "the check sees what is not there")
expect(drawn(on_terminal(planted("printf '\\033[1mx'; sleep 0.2"), env=base)[1]), "the check sees no escape sequence")
expect(drawn(on_terminal(planted("printf '10 %%\\r20 %%\\n'; sleep 0.2"), env=base)[1]), "the check sees nothing written over")
expect(not drawn(on_terminal(planted("echo fine; sleep 0.2"), env=base)[1]), "the check sees escapes that are not there")


# --- every verb, from the table


def table(program):
    return json.loads(run(program, "help", "--list")[1])


eddys, boxes = table(eddy), table(eddyd)
expect(len(eddys["verbs"]) > 50 and len(boxes["verbs"]) == 9, "the table is small")
ID = "0123456789abcdef0123456789abcdef"
SAMPLES = {"ID": [ID], "DAY": ["mon", "08:00-16:30"], "FILE": ["none.here"], "FILE...": ["none.here"], "NAME": ["nobody"], "OLD": ["nobody", "someone"], "WORDS...": ["refund"],
           "NEW-FOLDER": [work + "/new/new"], "FOLDER": [work + "/none"]}
VALUES = {"DIR": "d", "FILE": "none.here", "TIME": "2026-03-29T08:00", "ID": ID, "SERVER": "x"}


def words_for(verb):
    if not verb["least"]:
        return []
    kind = verb["arguments"].split()[0].strip("[]")
    if kind not in SAMPLES:
        sys.exit(f"{verb['name']} takes {kind}: give SAMPLES in this file an example of it")
    return SAMPLES[kind]


def value_for(option):
    value = option["value"]
    if "|" in value:
        return value.split("|")[0]
    number = re.match(r"(\d+)-\d+$|N$|MINUTES$|MS$|BYTES$|DAYS$", value)
    return VALUES.get(value) or (number and "3") or "x"


def extra(verb):
    return ["--fast"] if verb["name"] == "reset" else []


def verbs_of(program, listed):
    for verb in listed["verbs"]:
        if verb["name"] != "serve":  # which goes on
            yield [program, *verb["name"].split()], verb


run(eddy, "--home", "d", "init")
run(eddyd, "init", "--data", "s")
for begin, verb in verbs_of(eddy, eddys):
    name, words, more = verb["name"], words_for(verb), extra(verb)
    for what, env, home in (("no diary", opened, "none"), ("locked", base, "d"), ("open", opened, "d")):
        for tail in (words, []) if words else ([],):
            failures.extend(faults(*run(*begin, *tail, *more, "--home", home, env=env), f"{name} {tail}, {what}"))
            checked += 1
    if name not in ("init",):
        shutil.rmtree("none", ignore_errors=True)
    for wrong in (["--no-such-option"], ["--json=1"], ["one", "two", "three", "four", "five"] if verb["most"] >= 0 else ["--x"]):
        code, out, err = run(*begin, *words, *wrong, "--home", "none")
        expect(code == 2 and not faults(code, out, err, name), name, wrong, "gave", code, err)
    # Where the input ends, on a terminal that cannot draw.
    code, seen = on_terminal(*begin, *words, *more, "--home", "d", env=dict(opened, TERM="dumb"))
    failures.extend(faults(code, "", seen.replace("\r\n", "\n"), f"{name}, where the input ends"))
    expect(not drawn(seen), name, "on a dumb terminal:", repr(seen))
    checked += 1
for begin, verb in verbs_of(eddyd, boxes):
    for tail in (words_for(verb), []):
        for data in ([], ["--data", "s"], ["--data", "none"]):
            failures.extend(faults(*run(*begin, *tail, *data), f"eddyd {verb['name']} {tail} {data}"))
    expect(run(*begin, "--no-such-option")[0] == 2, verb["name"], "takes any option")
shutil.rmtree("none", ignore_errors=True)

# Every option that help names is one, and answers to its whole name only.
for program, listed in ((eddy, eddys), (eddyd, boxes)):
    for begin, verb in verbs_of(program, listed):
        for option in verb["options"]:
            given = f"--{option['name']}" + ("=" + value_for(option) if option["value"] else "")
            err = run(*begin, given, *extra(verb), *(["--home", "none"] if program == eddy else []), env=base)[2]
            expect("not an option" not in err and "needs a value" not in err and "takes no value" not in err, verb["name"], given, err)
            err = run(*begin, given[:4], *(["--home", "none"] if program == eddy else []), env=base)[2]
            known = ["--" + o["name"] for o in verb["options"] + listed["everywhere"]]
            expect(given[:4] in known or "not an option" in err, verb["name"], "guesses", given[:4], err)
code, out, err = run(eddy, "--passphrase", "f", "list")
expect(code == 2 and "--passphrase-file" in err, "an option was guessed", code, err)
code, out, err = run(eddy, "check-in", "--tensoin", "4", "--home", "d")
expect(code == 2 and "did you mean --tension?" in err, "no near match", err)
code, out, err = run(eddy, "chek-in")
expect(code == 2 and '"check-in"' in err, "no near verb", err)

# --- help, completion and the manual know every verb and every option


def names_in(listed):
    for verb in listed["verbs"]:
        yield verb, ["--" + o["name"] for o in verb["options"]]


for program, listed, section in ((eddy, eddys, 1), (eddyd, boxes, 8)):
    man = run(program, "help", "--man")[1]
    plain = man.replace("\\-", "-")
    expect(man.count(".TH ") == 1 and f" {section} " in man.split(".TH ")[1][:30], "no title in the manual of", program)
    expect(not re.search(r"^'", man, re.M) and max(map(len, man.splitlines())) < 240, "the manual has lines that are orders or too long")
    shells = {shell: run(program, "completion", shell)[1] for shell in ("bash", "zsh", "fish")}
    for verb, options in names_in(listed):
        root, *under = verb["name"].split()
        help_ = run(program, "help", *verb["name"].split())
        expect(help_[0] == 0 and run(program, *verb["name"].split(), "--help")[1] == help_[1] and help_[1].startswith(verb["name"]), "no help for", verb["name"])
        at = plain.find(f".SS {verb['name']}\n")
        here = plain[at:plain.find(".S", at + 4)]
        expect(at > 0, "no section in the manual for", verb["name"])
        for option in options:
            expect(option in help_[1], "help lacks", verb["name"], option)
            expect("\\fB" + option + "\\fR" in here, "the manual lacks", verb["name"], option)
            expect(option in shells["bash"] and option in shells["zsh"] and f"-l {option[2:]}" in shells["fish"], "completion lacks", verb["name"], option)
        for text in shells.values():
            expect(re.search(rf"\b{re.escape(under[0] if under else root)}\b", text), "completion lacks", verb["name"])
    for option in listed["everywhere"]:
        expect("--" + option["name"] in plain and "--" + option["name"] in run(program, "--help")[1], "--" + option["name"], "is told nowhere")
    # What bash really offers.
    asks = [("", [v["name"] for v in listed["verbs"] if " " not in v["name"]])]
    asks += [(v["name"] + " --", o) for v, o in names_in(listed)]
    asks += [(v["name"].split()[0] + " ", [v["name"].split()[1]]) for v in listed["verbs"] if " " in v["name"]]
    if program == eddy:
        asks += [("check-in --space ", ["work", "home"]), ("--home d hard-call --kind ", ["angry", "death"]), ("board --need laugh add --kind ", ["praise"]),
                 ("completion ", ["bash", "fish"]), ("help s", ["sleep", "settings"]), ("show ", ["reset", "hide"])]
    name = os.path.basename(program)
    script = shells["bash"] + "\nask() { COMP_WORDS=(%s \"$@\"); COMP_CWORD=$#; _%s; echo \"${COMPREPLY[*]}\" | tr '\\n' ' '; echo; }\n" % (name, name)
    for typed, _ in asks:
        script += "ask " + " ".join(f"'{w}'" for w in typed.split(" ")) + "\n"
    offered = subprocess.run(["bash", "--norc"], input=script, capture_output=True, text=True, env=base)
    expect(offered.stderr == "" and len(offered.stdout.splitlines()) == len(asks), "bash:", offered.stderr)
    for (typed, wanted), line in zip(asks, offered.stdout.splitlines()):
        expect(not set(wanted) - set(line.split()), f"bash offers for {typed!r}", line, "and not", set(wanted) - set(line.split()))
    for shell in ("zsh", "fish"):
        if shutil.which(shell):
            checks = subprocess.run([shell, "-n"], input=shells[shell], capture_output=True, text=True)
            expect(checks.returncode == 0 and not checks.stderr, shell, checks.stderr)

# --- questions that nobody is there to answer, each with the option that does


def refuses(words, option, code=2, env=opened):
    got, out, err = run(eddy, *words, env=env)
    expect(got == code and option in err and err.startswith("eddy: "), words, "gave", got, "and said", repr(err + out))


reply = json.loads(run(eddy, "--home", "d", "--json", "note", "a note to purge")[1])
import base64  # noqa: E402

note = base64.b64decode(reply["id"]).hex()
refuses(["--home", "d", "entry", "purge", note], "--yes")
refuses(["--home", "d", "revoke", "nobody"], "--yes")
refuses(["--home", "d", "afresh", "--server", "127.0.0.1:1", "--invite", "x"], "--yes")
refuses(["--home", "d", "pair", "--code", "127.0.0.1:1 ABCD-EFGH-IJKL-MNOP", "--instead"], "--yes")
refuses(["--home", "d", "pair", "--code", "127.0.0.1:1 ABCD-EFGH-IJKL-MNOP"], "--yes")
refuses(["--home", "d", "pair", "--show"], "--digits-file")
refuses(["--home", "d", "pair", "--show", "--digits-file", "x"], "--own")
refuses(["--home", "n", "restore", "--words", "--server", "127.0.0.1:1"], "--words-file")
refuses(["--home", "d", "passphrase"], "--new-passphrase-file")
refuses(["--home", "d", "check-in"], "--mood")
refuses(["--home", "d", "sleep"], "--bed")
refuses(["--home", "d", "list"], "--passphrase-file", 13, base)
refuses(["--home", "n", "init"], "--passphrase-file", 13, base)
with open("moods.csv", "w") as f:
    f.write("full_date,date,weekday,time,mood,activities,note_title,note\n2026-03-02,x,y,9:15 PM,so\x1b[31m so,a,T,n\n")
refuses(["--home", "d", "import", "moods.csv"], "--mood 'so", 11)
expect("\x1b" not in run(eddy, "--home", "d", "import", "moods.csv")[2], "an escape sequence in an error")
expect("a note to purge" in run(eddy, "--home", "d", "list", "note")[1], "it was purged all the same")

# Nor where the question could not be seen.
t = subprocess.Popen(["script", "-qec", f"{eddy} --home d entry purge {note} >out 2>err; echo ended $?", "/dev/null"], env=opened, stdin=subprocess.PIPE,
                     stdout=subprocess.PIPE, text=True)
expect("ended 2" in t.communicate("y\n", timeout=60)[0] and "--yes" in open("err").read(), "asked where nobody sees it")

# Declined, or ended: said, and not done.
seen = {}
for keys, words, wanted in (("n\n", ["entry", "purge", note], (1, "Nothing was changed.")), ("", ["entry", "purge", note], (2, "--yes")),
                            ("4\nx\nx\nx\n", ["check-in"], (2, "--energy")), ("8\nfurious\n", ["hard-call"], (2, "--kind")), ("4\n", ["check-in"], (2, "--energy")),
                            ("", ["close-shift"], (2, "--heavy")), ("", ["bright-spot"], (2, "--text")), ("23:10\n", ["sleep"], (2, "--up")),
                            ("3\n", ["import", "moods.csv"], (0, "1 imported")), ("", ["import", "moods.csv", "--mood", "x=1"], (0, "1 there"))):
    if words[0] == "import":
        shutil.rmtree("m", ignore_errors=True) if keys else None
        run(eddy, "--home", "m", "init")
    code, text = on_terminal(eddy, *words, "--home", "m" if words[0] == "import" else "d", env=opened, keys=keys)
    if words[0] == "import" and not keys:
        continue
    expect(code == wanted[0] and wanted[1] in text, words, repr(keys), "gave", code, repr(text))
expect("a note to purge" in run(eddy, "--home", "d", "list", "note")[1], "declined, and purged all the same")
expect(run(eddy, "--home", "d", "entry", "purge", note, "--yes")[0] == 0, "--yes does not answer")
expect("a note to purge" not in run(eddy, "--home", "d", "list", "note")[1], "it was not purged")

# The 24 words: three of them, or the end of the input, or five mistakes; the diary is made in any case.
code, text = on_terminal(eddy, "--home", "w1", "init", "--own", "--words", env=opened)
expect(code == 2 and "--no-quiz" in text and len(text) < 10_000 and os.path.exists("w1/diary.db"), "words and no input:", code, repr(text[-600:]))
code, text = on_terminal(eddy, "--home", "w2", "init", "--own", "--words", env=opened, keys="wrong\n" * 40)
expect(code == 2 and len(text) < 10_000 and text.count("Not that one") == 5, "words, all wrong:", code, repr(text[-600:]))
code, text = on_terminal(eddy, "--home", "w3", "init", "--own", "--words", "--no-quiz", env=opened)
expect(code == 0 and "what is word" not in text and re.search(r"\b24 [a-z]+", text), "--no-quiz:", code, repr(text[-600:]))
code, text = on_terminal(eddy, "--home", "w4", "init", env=base, keys="own\n" + "one that is long\nanother one\n" * 10)
expect(code == 2 and text.count("not the same") == 3 and not os.path.exists("w4/diary.db"), "two passphrases:", code, repr(text))
code, text = on_terminal(eddy, "--home", "w5", "init", env=base, keys="own\n" + "short\n" * 10)
expect(code == 2 and text.count("at least 8") == 3 and "Once more" not in text and not os.path.exists("w5/diary.db"), "a short one:", code, repr(text))
code, text = on_terminal(eddy, "--home", "w5", "init", env=base, keys="maybe\n" * 20)
expect(code == 2 and "--work or --own" in text and not os.path.exists("w5/diary.db"), "whose is it:", code, repr(text))
code, text = on_terminal(eddy, "--home", "w6", env=base)
expect(code == 2 and "eddy init" in text, "alone, and the input ended:", code, repr(text[-300:]))

# Nothing that somebody should read is lost without a word.
with open("/dev/full", "w") as full:
    done = subprocess.run([eddy, "--home", "d", "cards"], env=opened, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 16 and "eddy: " in done.stderr, "a full disk:", done.returncode, done.stderr)
    done = subprocess.run([eddyd, "invite", "--data", "s"], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True)
    expect(done.returncode == 16 and "eddyd: " in done.stderr, "a full disk:", done.returncode, done.stderr)
for verb in ("export", "backup"):  # never over what only Eddy writes; into what is no file as it is; a link means its target
    before = {name: open("d/" + name, "rb").read() for name in ("diary.db", "keys")}
    for path in ("d/diary.db", "d/keys", "d/new", "d/../d/inbox"):
        code, out, err = run(eddy, "--home", "d", verb, path)
        expect(code == 2 and "only Eddy writes" in err, verb, path, code, out, err)
    expect(all(open("d/" + name, "rb").read() == was for name, was in before.items()) and not os.path.exists("d/new"), verb, "into the diary")
    os.mkfifo("pipe")
    reader = subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE)
    expect(run(eddy, "--home", "d", verb, "pipe")[0] == 0 and len(reader.communicate(timeout=20)[0]) > 100, verb, "into a pipe")
    with open("target", "w") as f:
        f.write("before")
    os.symlink("target", "link")
    expect(run(eddy, "--home", "d", verb, "link")[0] == 0 and os.path.islink("link") and os.path.getsize("target") > 100, verb, "by a link")
    for left in ("pipe", "link", "target"):
        os.unlink(left)
    expect(run(eddy, "--home", "d", verb, "")[0] == 2 and run(eddy, "--home", "d", verb, ".")[0] == 2, verb, "without a file's name")
with open("cut", "wb") as f:
    run(eddy, "--home", "d", "backup", "whole")
    f.write(open("whole", "rb").read()[:-40])
code, out, err = run(eddy, "--home", "fresh", "restore", "cut")
expect(code == 15 and "The backup cut is damaged" in err and "Nothing was restored" in err, "a backup cut short:", code, out, err)
for words in (["list", "--limit", "0"], ["search", "a", "--limit", "-1"], ["cards", "a", "--limit", "1001"], ["trends", "--days", "0"],
              ["reset", "--seconds", "-5", "--fast"], ["list", "--from", "2026-04-01", "--to", "2026-03-01"],
              ["check-in", "--mood", "3", "--at", "2026-03-29T02:30:00+99:00"], ["list", "--passphrase-file", "/dev/zero"],
              ["status", "--home", "whole"]):
    code, out, err = run(eddy, "--home", "d", *words) if "--home" not in words else run(eddy, *words)
    expect(code == 2 and err.startswith("eddy: ") and err.count("\n") == 1, words, code, out, err)
for words in (["check-in", "--note", "  "], ["check-in", "--word", ""], ["board", "add", "--need", "laugh", "--text", " "]):
    code, out, err = run(eddy, "--home", "d", *words)
    expect(code in (2, 11) and err, words, "kept nothing:", code, out, err)
# Letters of another set are read, and nothing is lost for them.
code, out, err = run(eddy, "--home", "d", "check-in", "--mood", "2", "--note", "k\udcfchl, caf\udce9 \udcff")
expect(code == 0 and "ISO 8859-1" in err, "a note in other letters:", code, out, err)
code, out, err = run(eddy, "--home", "d", "list", "--limit", "1")
expect(code == 0 and "mood 2" in out and "kühl, café ÿ" in out, "as it was meant:", code, out, err)
code, out, err = run(eddy, "--home", "d", "list", env=dict(opened, EDDY_PASSPHRASE="\udcff\udcfe"))
expect(code == 2 and "not UTF-8" in err, "a passphrase of other bytes:", code, out, err)
for address in ("127.0.0.1:65536", "127.0.0.1:999999", "127.0.0.1:", "127.0.0.1", ":1"):
    code, out, err = run(eddyd, "check", "--data", "s", "--listen", address)
    expect(code == 11 and "ADDRESS:PORT" in err, "a port that there is not:", address, code, out, err)
# Words made afterwards are new ones, and open the diary.
code, out, err = run(eddy, "--home", "d", "key", "--words", "--no-quiz")
made = " ".join(re.findall(r"\d+ ([a-z]+)", "".join(re.findall(r"^ *(?:\d+ [a-z]+ *){4}$", out, re.M))))
expect(code == 0 and len(made.split()) == 24, "words made afterwards:", code, out, err)
with open("made.words", "w") as f:
    f.write(made)
with open("fresh.pass", "w") as f:
    f.write("a calm river")
expect(run(eddy, "--home", "d", "passphrase", "--words-file", "made.words", "--new-passphrase-file", "fresh.pass")[0] == 0, "and they open it")
# Words that no other user sees: piped in, or asked for; a phrase is not shown while it is typed.
long = "it was loud " * 5000
for words, kept in ((["note", "-"], "it was loud"), (["check-in", "--mood", "3", "--note", "-"], "a quiet word"), (["bright-spot", "--text=-"], "she thanked me")):
    code, out, err = run(eddy, "--home", "d", *words, given=long if words[0] == "note" else kept + "\n")
    expect(code == 0 and kept in run(eddy, "--home", "d", "list", "--limit", "1")[1], words, "piped in:", code, out, err)
code, text = on_terminal(eddy, "--home", "d", "check-in", "--mood", "3", "--note", "-", env=opened, keys="typed here\n")
expect(code == 0 and "--note" in text and "typed here" in run(eddy, "--home", "d", "list", "--limit", "1")[1], "asked for:", code, repr(text))
code, out, err = run(eddy, "--home", "d", "debrief", "--last", "--answer", "control=-", given="my own voice\n")
expect(code == 0 and "my own voice" in run(eddy, "--home", "d", "list", "debrief")[1], "an answer piped in:", code, out, err)
code, out, err = run(eddy, "--home", "d", "close-shift", "--good", "-", "--heavy", "-", given="one\n")
expect(code == 2 and "one only" in err, "two that ask for what is piped in:", code, out, err)
code, text = on_terminal(eddy, "--home", "w7", "restore", "--words", "--server", "127.0.0.1:1", env=opened, keys="legal winner thank year\n")
expect(code not in (None, 0) and "legal winner" not in text, "words are shown while they are typed:", code, repr(text))
# Never over what another user's link leads to; over one's own as ever.
if os.geteuid() == 0:
    with open("theirs", "w") as f:
        f.write("theirs to keep")
    os.symlink("theirs", "led-there")
    os.chown("led-there", 65534, 65534, follow_symlinks=False)
    for verb in ("export", "backup"):
        code, out, err = run(eddy, "--home", "d", verb, "led-there")
        expect(code == 2 and "another user made" in err and open("theirs").read() == "theirs to keep", verb, "through a planted link:", code, err)
for words in (["export", "kept"], ["backup", "kept"]):  # a file that cannot be written whole: the one before stays
    with open("kept", "w") as f:
        f.write("what was there before")
    code, out, err = run(eddy, "--home", "d", *words, largest=40 << 10)
    expect(code == 16 and "What was there before is unchanged" in err, words, "on a full disk:", code, out, err)
    left = [f for f in os.listdir(".") if f.startswith("kept")]
    expect(open("kept").read() == "what was there before" and left == ["kept"], words, "left", left)
    os.unlink("kept")
    expect(run(eddy, "--home", "d", *words)[0] == 0 and os.path.getsize("kept") > 100, words, "where there is room")
    os.unlink("kept")
    expect(run(eddy, "--home", "d", words[0], "no/where")[0] == 2, words, "into a folder that is not there")
expect(run(eddy, "--home", "d", "reset", "mind.not-me", "--fast", "--wait-for-me", seconds=20)[0] == 0, "a step waits for nobody")
for verb in ("bright-spot", "note"):
    run(eddy, "--home", "d", verb, "she", "thanked", "me", verb)
    expect(f"she thanked me {verb}" in run(eddy, "--home", "d", "list")[1], verb, "drops words")
for words, kept in ((["--note=-5"], "-5"), (["--note", "-6 of them"], "-6 of them"), (["--mood", "4", "--note="], "mood 4")):
    code, out, err = run(eddy, "--home", "d", "check-in", "--mood", "3", *words) if "--mood" not in words else run(eddy, "--home", "d", "check-in", *words)
    expect(code == 0 and kept in run(eddy, "--home", "d", "list", "--limit", "1")[1], words, err)
expect(run(eddy, "--home", "d", "note", "--", "--not an option")[0] == 0, "a text behind two dashes")
code, out, err = run(eddy, "--home", "d", "note", "-- it was loud")
expect(code == 2 and "two dashes" in err, "a text with a dash:", code, err)
for path in (".", "not.here"):
    code, out, err = run(eddy, "--home", "n", "restore", path)
    expect(code == 2 and ("is a folder" if path == "." else "There is no file") in err, path, code, err)

# --- what others wrote never reaches the terminal as an order, and wide letters keep to its width


def columns(line):
    return sum(0 if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


ORDER = "\x1b]0;owned\x07\x1b[31m\u009b31m\x08\r"
run(eddy, "--home", "o", "init")
run(eddy, "--home", "o", "note", "before" + ORDER + "after")
run(eddy, "--home", "o", "board", "add", "--need", "laugh", "--text", "board" + ORDER, "--from", ORDER + "who")
run(eddy, "--home", "o", "people", "add", "--name", "Ana" + ORDER, "--reach", ORDER + "1")
run(eddy, "--home", "o", "cards", "add", "--title", "title" + ORDER, "--text", ORDER + "card", "--for", "card.danger")
run(eddy, "--home", "o", "check-in", "--mood", "3", "--word", "tired" + ORDER)
for words in (["list"], ["board"], ["board", "list"], ["people"], ["cards", "people"], ["cards", "card.danger"], ["search", "after"], ["--json", "list"], ["--json", "board"],
              ["api", "Journal/List", '{"limit":9}'], ["settings", ORDER + "=1"], ["frob" + ORDER], ["revoke", "--yes", "x" + ORDER], ["list", ORDER], ["entry", "show", ORDER]):
    code, text = on_terminal(eddy, "--home", "o", *words, env=opened, columns=60)
    left = re.sub(r"\x1b\[(?:[0-9]*m)", "", text.replace("\x1b[31m", "ORDER"))
    expect("ORDER" not in left and "\x9b" not in text and not drawn(left) and "\x07" not in text, words, "let an order through:", repr(text))
wide = {"chinese": "難しい電話のあとで息を整える" * 20, "hindi": "क्षत्रिय विज्ञान में शान्ति " * 20, "emoji": "👩‍💻😀" * 60, "long": "x" * 300, "mixed": "ab漢字 " * 60}
for name, text in wide.items():
    home = "wide-" + name
    run(eddy, "--home", home, "init")
    run(eddy, "--home", home, "note", text)
    for width in (20, 33, 60):
        code, seen = on_terminal(eddy, "--home", home, "list", env=dict(opened, NO_COLOR="1"), columns=width)
        lines = seen.replace("^D", "").replace("\b", "").split("\r\n")
        expect(max(map(columns, lines)) <= width, name, width, "is wider:", max(map(columns, lines)))
        expect(re.sub(r"\s", "", text.replace(" ", "")) in re.sub(r"\s", "", "".join(lines)), name, width, "lost something")

# --- on a terminal that cannot draw, the guide writes lines and takes keys; in colour only where colours are wanted
t = Terminal(eddy, "--home", "d", "reset", "--seconds", "60", env=dict(base, TERM="dumb"))
t.until("In through the nose")
os.write(t.fd, b"q\n")
code = t.end(20)
expect(code == 0 and not drawn(t.seen) and "next person" in t.seen, "the guide on a dumb terminal:", code, repr(t.seen))
t = Terminal(eddy, "--home", "d", "reset", "--seconds", "60", env=dict(base, TERM="xterm", NO_COLOR="1"))
t.until("In through the nose")
os.write(t.fd, b"q")
expect(t.end(20) == 0 and not re.search(r"\x1b\[[0-9;]*[1-9][0-9]*m", t.seen), "colours that nobody wants:", repr(t.seen[:400]))

# --- a reset that Eddy chooses, or that may be a wait: asked for, asked first, and nothing of it where nobody asked for it
run(eddy, "--home", "w", "init")
run(eddy, "--home", "w", "settings", "rate-every=1")


def reset(*words, term="xterm", env=opened):
    return Terminal(eddy, "--home", "w", "reset", *words, env=dict(env, TERM=term, NO_COLOR="1"))


def kept_resets():
    reply = json.loads(run(eddy, "--home", "w", "api", "Journal/List", '{"table":[4],"limit":99}')[1])
    return [e["practiceDone"] for e in reply.get("entry", [])]


t = reset()
t.until("In through the nose")
os.write(t.fd, b"q")
expect(t.end(20) == 0 and "Chosen for you" not in t.seen and "0 to 10" not in t.seen, "nobody asked for it:", repr(t.seen))
run(eddy, "--home", "w", "settings", "choose-for-me=on", "wait-arm=on")
t = reset(env=base)  # locked
t.until("In through the nose")
os.write(t.fd, b"q")
expect(t.end(20) == 0 and "Chosen for you" not in t.seen and "0 to 10" not in t.seen, "a locked diary knows nothing:", repr(t.seen))
t = reset(term="dumb")
t.until(r"How tense, 0 to 10\?")
os.write(t.fd, b"\n")
t.until("Chosen for you: little is known of it yet")
os.write(t.fd, b"q\n")
expect(t.end(20) == 0 and not drawn(t.seen) and "How tense now" not in t.seen, "nobody is asked twice:", repr(t.seen))
t = reset(term="dumb")
t.until(r"How tense, 0 to 10\?")
os.write(t.fd, b"10\n")
t.until("Chosen for you")
os.write(t.fd, b"q\n")
expect(t.end(20) == 0 and kept_resets()[0].get("before") == 10 and kept_resets()[0]["arm"] == "ARM_PICKED", "over 6 it is no wait:", kept_resets()[:1])
before = len(kept_resets())
t = reset()
t.until(r"How tense, 0 to 10\?")
os.write(t.fd, b"n")
expect(t.end(20) == 0 and "next person" in t.seen and "Chosen for you" not in t.seen, "the next call rings first:", repr(t.seen))
expect(len(kept_resets()) == before, "kept what was not begun:", kept_resets()[:1])
for _ in range(60):  # one in three is a wait; sixty in a row that are none: one in 36 thousand million
    t = reset()
    t.until(r"How tense, 0 to 10\?")
    os.write(t.fd, b"4")
    if t.until("Just wait|Chosen for you").group() == "Just wait":
        break
    os.write(t.fd, b"q")
    t.end(20)
t.until("space ends it")
expect("Chosen for you" not in t.seen, "a wait was not chosen for anything:", repr(t.seen))
os.write(t.fd, b" ")
t.until("And now")
os.write(t.fd, b"2")
wait = t.end(20) == 0 and kept_resets()[0]
expect(wait and (wait["practice"], wait.get("before"), wait.get("after"), wait["arm"]) == ("wait", 4, 2, "ARM_WAIT"), "a wait:", wait)
t = reset()
t.until("Chosen for you|How tense now")  # where it is one's turn to be asked, the question stands there first
os.write(t.fd, b"q")
expect(t.end(20) == 0 and "0 to 10" not in t.seen, "the same occasion still:", repr(t.seen))
run(eddy, "--home", "v", "init")
run(eddy, "--home", "v", "settings", "wait-arm=on", "rate-every=1")
for _ in range(9):  # without a terminal nothing is asked; and what takes no time is no wait: nothing is drawn
    code, out, err = run(eddy, "--home", "v", "reset", "--before", "3", "--after", "1", "--fast")
    expect(code == 0 and "How tense" not in out + err, "answered without a question:", code, out, err)
fast = json.loads(run(eddy, "--home", "v", "api", "Journal/List", '{"table":[4],"limit":99}')[1])["entry"]
expect(len(fast) == 9 and all(e["practiceDone"]["before"] == 3 and e["practiceDone"]["arm"] == "ARM_PINNED" for e in fast), "drawn in no time:", fast)

# Whatever lies where the diary should be: what needs none is there.
with open("afile", "w") as f:
    f.write("x")
for home in ("afile", "/".join(["b" * 100] * 46), "n" * 300, "afile/sub"):
    for words, shown in ((["cards", "card.danger"], "A caller in danger"), (["cards", "people"], "number"), (["practices"], "breathe.sigh"),
                         (["reset", "--fast"], "That call is over")):
        code, out, err = run(eddy, "--home", home, *words, env=dict(opened, LC_ALL="C.UTF-8"))
        expect(shown.lower() in out.lower(), words, "with a home that is none:", home[:20], code, out[-300:], err)
    code, out, err = run(eddy, "--home", home, "init")
    expect(code not in (0, 1) and err.count("\n") == 1, "init there:", home[:20], code, out, err)

# What another user of this machine finds: names, and nothing that opens.
def open_to_others(path):
    return [n for n in [path] + [os.path.join(at, f) for at, _, files in os.walk(path) for f in files] if os.lstat(n).st_mode & 0o077]


open("anybodys", "w").close()
expect(open_to_others("anybodys"), "a file that others may read is seen")
run(eddy, "--home", "d", "export", "given")
run(eddy, "--home", "d", "backup", "sealed")
for made in ("d", "s", "given", "sealed"):
    expect(os.path.exists(made) and not open_to_others(made), made, "is open to others:", open_to_others(made))

shutil.rmtree(work, ignore_errors=True)
for f in failures:
    print("FAILED:", f)
print(f"{len(failures)} failed" if failures else f"verbs: {checked} checks, all of them as the tables tell")
sys.exit(bool(failures))
