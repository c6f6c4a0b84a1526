#!/usr/bin/env python3
"""What ./test runs, two stages at a time: builds, the tests that CMake knows (their labels and programs stand there), the page's
tests, and the gates. Prints a line per stage and a table at the end, which is also written to build/test/table.tsv.

    ./test                            everything; campaigns run a twentieth of their count
    ./test PART...                    core, insights, sync, server, bindings, desktop, phone, bench-smoke, gates: with what it needs
    ./test --quick                    before each commit: core, boundary, terminal and the quick gates
    ./test --long                     campaigns in full, fuzzers for ten minutes each
    ./test --from SEED --minutes N    only the campaigns, from this seed on (eddyd's have none), each for so long
    ./test --list                     the stages, and what each waits for"""
import argparse
import contextlib
import fnmatch
import json
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOGS = ROOT / "build/test"
CORES = 2
QUICK = ("core", "bindings")
PRESETS = ("release", "asan", "tsan")
# A gate: whose it is, what it needs, whether it says itself which parts it read, whether it is quick.
GATES = {"format": ("gates", [], True, True), "dead_names": ("gates", [], False, True), "enums_worded": ("gates", [], False, True),
         "lines": ("gates", [], False, True),
         "qml": ("desktop", [], False, True), "typescript": ("phone", ["packages of the page"], False, False),
         "tidy": ("core", ["release: build core"], True, False)}
COUNTS = (r"\[==========\] (\d+) tests? from .* ran", r"^(?:#|ℹ) tests (\d+)", r"^Ran (\d+) tests? in", r"^(\d+) tests$")


class Stage:
    def __init__(self, name, part, command, needs=(), *, holds=None, whole=False, timeout=3600, env=None, disk=False, campaign=False,
                 build=False):
        self.name, self.part, self.command, self.needs = name, part, command, set(needs)
        self.holds = holds          # two stages that hold the same (a build folder) do not run at once
        self.whole = whole          # has the machine to itself
        self.timeout, self.env, self.disk, self.campaign, self.build = timeout, env or {}, disk, campaign, build
        self.gate = False
        self.quick = part in QUICK and name.startswith("release: ") and not campaign
        self.state, self.seconds, self.cpu, self.tests = "waits", 0.0, 0.0, 0
        self.charge, self.charges = LOGS / "charge" / (self.log.stem + ".tsv"), {}

    @property
    def log(self):
        return LOGS / (re.sub(r"[^A-Za-z0-9]+", "-", self.name).strip("-") + ".log")


def shares():
    """[(share, its minutes, [part, ...]), ...]"""
    rows = [line.split("\t") for line in (ROOT / "tests/shares.tsv").read_text().splitlines() if not line.startswith("#")][1:]
    return [(share, float(minutes), parts.split()) for share, minutes, parts in rows]


def all_parts():
    return [part for _, _, those in shares() for part in those if part != "install"]


def builds(preset, tests):
    before = [] if preset == "release" else ["release: build core"]  # messages are taken from there; TSan's SQLCipher, too
    tried = {t.part for t in tests}
    for part in (part for part in all_parts() if part in tried):
        yield Stage(f"{preset}: build {part}", part, ["cmake", "--build", "--preset", preset, "--target", f"check_{part}", "--", "--quiet"],
                    before, holds=f"build/{preset}", build=True)


def tests_of(preset, minutes):
    """What CMake knows; asked after configuring."""
    shown = subprocess.run(["ctest", "--test-dir", ROOT / "build" / preset, "--show-only=json-v1"], check=True, stdout=subprocess.PIPE).stdout
    for test in json.loads(shown)["tests"]:
        if "command" not in test:  # what is built is wrapped in `env` (tests/CMakeLists.txt): it is a tool that lacks
            sys.exit(f"{test['name']}: its program is not on this machine; ./run setup installs what is missing")
        known = {p["name"]: p["value"] for p in test.get("properties", [])}
        marks = {"campaign", "disk"} & set(known["LABELS"])
        (part,) = set(known["LABELS"]) - marks
        env = dict(pair.split("=", 1) for pair in known.get("ENVIRONMENT", []))
        yield Stage(f"{preset}: {test['name']}", part, test["command"], [f"{preset}: build {part}"], whole=known.get("RUN_SERIAL", False),
                    timeout=known.get("TIMEOUT", 600) + 60 * minutes * ("campaign" in marks), env=env, disk="disk" in marks, campaign="campaign" in marks)


def page_builds():
    yield Stage("libraries for the browser", "phone", ["bindings/web/thirdparty/make.sh"], build=True)
    yield Stage("packages of the page", "phone", ["./run", "phone", "--packages"], build=True)
    yield Stage("wasm: build", "phone", ["./run", "phone", "--core"], ["release: build core", "libraries for the browser"],
                holds="build/wasm", build=True)
    yield Stage("page: build", "phone", ["./run", "phone", "--page"], ["wasm: build", "packages of the page"], build=True)


def page_tests():
    for folder in ("bindings/web", "apps/phone"):
        for test in sorted((ROOT / folder / "test").glob("*.test.mjs")):
            yield Stage(f"page: {test.name.split('.')[0]}", "phone", ["npm", "run", "--silent", "test:file", "--prefix", folder, "--", f"test/{test.name}"],
                        ["page: build", "release: build sync"], timeout=1200, holds="build/release" if test.name == "lan.test.mjs" else None)  # `./run phone --lan` builds there


def gates():
    found = {f.name for f in (ROOT / "tests/gates").iterdir() if f.is_file() and os.access(f, os.X_OK)}
    if found != set(GATES):
        sys.exit(f"tests/gates and GATES in tests/stages.py do not name the same: {', '.join(found ^ set(GATES))}")
    for gate, (part, needs, charges, quick) in GATES.items():
        look = Stage(f"gate: {gate}", part, [f"tests/gates/{gate}"], needs)
        if charges:
            look.command += ["--charge", look.charge]
        look.gate, look.quick = True, quick
        prove = Stage(f"gate: {gate} catches", part, [f"tests/gates/{gate}", "--prove"], needs)
        prove.gate = True
        yield from (look, prove)


def end(pid):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


class Run:
    def __init__(self, options):
        self.options = options
        self.began = time.monotonic()
        self.done = queue.Queue()
        self.running, self.children = [], set()
        campaign = 1 if options.long or options.start is not None else 20
        self.env = {**os.environ, "EDDY_CAMPAIGN": str(campaign), "EDDY_FROM": str(1 if options.start is None else options.start), "EDDY_MINUTES": str(options.minutes),
                    "EDDY_FUZZ_SECONDS": "600" if options.long else "15"}
        self.scratch = None
        memory = pathlib.Path("/dev/shm")
        if memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30:
            self.scratch = tempfile.mkdtemp(prefix="eddy-test.", dir=memory)
            os.chmod(self.scratch, 0o1777)  # PostgreSQL is another user

    # --- which
    def wants(self, stage):
        o = self.options
        if o.start is not None:
            return stage.campaign
        if o.quick:
            return stage.quick
        if o.parts:
            return stage.part in o.parts or (stage.gate and "gates" in o.parts)
        return True

    def everything(self):
        """Every stage that is wanted, in the order in which they begin where nothing else decides."""
        presets = PRESETS[:1] if self.options.quick or self.options.start is not None else PRESETS
        configuring = [(p, subprocess.Popen(["cmake", "--preset", p], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)) for p in presets]
        for preset, child in configuring:
            said, _ = child.communicate()
            if child.returncode:
                sys.exit(f"cmake --preset {preset} failed:\n{said.decode(errors='replace')}")
        tested = {p: list(tests_of(p, self.options.minutes)) for p in presets}
        libraries, packages, wasm, page = page_builds()
        built = {p: list(builds(p, tested[p])) for p in presets}
        stages = [libraries, packages, built["release"][0], wasm, page, *built["release"][1:]]
        # The page's tests wait much: they go well beside what compiles.
        stages += [*page_tests(), *tested["release"], *gates()]
        for preset in presets[1:]:
            stages += built[preset] + tested[preset]
        by_name = {s.name: s for s in stages}
        keep, look = set(), [s.name for s in stages if not s.build and self.wants(s)]
        while look:
            name = look.pop()
            if name not in keep:
                keep.add(name)
                look += by_name[name].needs
        return [s for s in stages if s.name in keep]
    # --- one stage
    def begin(self, stage):
        stage.state = "runs"
        self.running.append(stage)
        threading.Thread(target=self.carry_out, args=(stage,), daemon=True).start()

    def carry_out(self, stage):
        env = {**self.env, **stage.env}
        if self.scratch and not stage.disk and not stage.build:
            env["TMPDIR"] = self.scratch
        began, code = time.monotonic(), -1
        try:
            code, used = self.child_of(stage, env)
            stage.cpu = used.ru_utime + used.ru_stime
            if stage.charge.exists():
                stage.charges = {p: float(s) for p, s in (line.split("\t") for line in stage.charge.read_text().splitlines())}
        except Exception:  # whatever it is, somebody waits for this stage
            with open(stage.log, "a") as log:
                traceback.print_exc(file=log)
        stage.seconds = time.monotonic() - began
        self.done.put((stage, code))

    def child_of(self, stage, env):
        with open(stage.log, "wb") as log:
            child = subprocess.Popen([str(c) for c in stage.command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log,
                                     stderr=subprocess.STDOUT, start_new_session=True)
            self.children.add(child.pid)
            timer = threading.Timer(stage.timeout, lambda: end(child.pid))
            timer.start()
            _, status, used = os.wait4(child.pid, 0)
            timer.cancel()
            self.children.discard(child.pid)
            child.returncode = os.waitstatus_to_exitcode(status)
        return child.returncode, used

    def finish(self, stage, code):
        self.running.remove(stage)
        text = stage.log.read_text(errors="replace")
        counts = [int(n) for pattern in COUNTS for n in re.findall(pattern, text, re.M)]
        if counts and not sum(counts):
            code, text = code or 1, text + "\nIt ran no test: does its filter still fit?"
        stage.state = "passed" if code == 0 else "failed"
        stage.tests = 0 if stage.build else sum(counts) or 1
        self.say(f"{stage.state}  {stage.name:<32} {stage.seconds:6.0f} s {stage.cpu:6.0f} core-s" + (f" {stage.tests:6} tests" if stage.tests else ""))
        if code != 0:
            why = f"took longer than {stage.timeout:.0f} s" if stage.seconds >= stage.timeout else f"ended with {code}"
            lines = text.splitlines()
            print(f"--- {stage.name} {why}; all it said is in {stage.log.relative_to(ROOT)}")
            print("\n".join(lines[-80:]))
            print("---", flush=True)

    def say(self, words):
        t = int(time.monotonic() - self.began)
        print(f"{t // 60:3}:{t % 60:02}  {words}", flush=True)

    # --- all of them
    def ready(self, stage):
        states = {s.name: s.state for s in self.stages}
        if any(states[n] in ("failed", "left out") for n in stage.needs):
            stage.state = "left out"
            self.say(f"left out  {stage.name}: what it needs failed")
            return False
        return all(states[n] == "passed" for n in stage.needs) and not any(stage.holds and r.holds == stage.holds for r in self.running)

    def choose(self):
        """Begins what can begin now. What wants the machine to itself comes when nothing else can run."""
        if any(r.whole for r in self.running):
            return
        for whole in (False, True):
            for stage in self.stages:
                if len(self.running) >= CORES or (whole and self.running):
                    return
                if stage.state == "waits" and stage.whole == whole and self.ready(stage):
                    self.begin(stage)

    def go(self):
        while True:
            self.choose()
            if not self.running:
                break
            self.finish(*self.done.get())

    def all(self):
        try:
            self.stages = self.everything()
            if self.options.list:
                for s in self.stages:
                    print(f"{s.name:<34} {s.part:<12} {', '.join(sorted(s.needs))}")
                return 0
            if not self.stages:
                sys.exit("There is nothing of that to run.")
            shutil.rmtree(LOGS, ignore_errors=True)
            (LOGS / "charge").mkdir(parents=True)
            self.go()
        finally:
            for pid in list(self.children):
                end(pid)
            if self.scratch:
                shutil.rmtree(self.scratch, ignore_errors=True)
        return self.table()

    # --- what it came to
    def table(self):
        total = time.monotonic() - self.began
        share_of = {part: share for share, _, those in shares() for part in those}
        allowed = {share: minutes * 60 * CORES for share, minutes, _ in shares()}
        used = dict.fromkeys(allowed, 0.0)
        installed = install()
        used[share_of["install"]] += installed[1]
        rows = [("stage", "seconds", "core-seconds", "tests", "of", "its share"), ("install", f"{installed[0]:.0f}", f"{installed[1]:.0f}", "", "install",
                                                                                  f"{installed[1] / allowed['install']:.1%}")]
        for s in self.stages:
            share = share_of[s.part]
            for charged, cpu in (s.charges or {s.part: s.cpu}).items():
                used[share_of[charged]] += cpu
            rows.append((s.name if s.state == "passed" else f"{s.name} ({s.state})", f"{s.seconds:.0f}", f"{s.cpu:.0f}", str(s.tests or ""), share,
                         f"{s.cpu / allowed[share]:.1%}"))
        rows.append(("all of it", f"{total + installed[0]:.0f}", f"{sum(used.values()):.0f}", str(sum(s.tests for s in self.stages)), "", ""))
        sums = [("share", "core-seconds", "of", "", "", "")]
        sums += [(s, f"{used[s]:.0f}", f"{allowed[s]:.0f}", f"{used[s] / allowed[s]:.0%}", "OVER" if used[s] > allowed[s] else "", "") for s in allowed]
        for table in (rows, sums, *([weights()] if (ROOT / "apps/phone/dist").exists() else [])):
            wide = [max(len(r[i]) for r in table) for i in range(len(table[0]))]
            print()
            for r in table:
                print("  " + "  ".join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, wide))).rstrip())
        (LOGS / "table.tsv").write_text("".join("\t".join(r).rstrip("\t") + "\n" for r in [*rows, (), *sums]))
        failed = [s.name for s in self.stages if s.state != "passed"]
        print(f"\n{'Not passed: ' + ', '.join(failed) if failed else 'All of it passed.'}")
        print(f"stages: {len(self.stages) - len(failed)} passed, {len(failed)} failed")
        return 1 if failed else 0


def install():
    """Seconds and core-seconds of what ./test installed before this began: "SECONDS" and bash's `times` of its children."""
    said = os.environ.get("EDDY_INSTALLED", "0 0m0s 0m0s").split()
    return float(said[0]), sum(int(m) * 60 + float(s) for m, s in re.findall(r"(\d+)m([\d.]+)s", " ".join(said[1:])))


def weights():
    """What the phone's first use takes over the wire: each file as eddyd gives it, packed beforehand where there is X.br."""
    asked = [line.split("\t") for line in (ROOT / "tests/weights.tsv").read_text().splitlines() if not line.startswith("#")][1:]
    seen = dict.fromkeys((what for what, _, _ in asked), 0)
    dist = ROOT / "apps/phone/dist"
    for f in (p for p in dist.rglob("*") if p.is_file() and p.suffix != ".br"):
        if f.name.startswith("heard-") and not f.name.startswith("heard-en-"):
            continue  # fetched by those whose language it is
        packed = f.with_name(f.name + ".br")
        what = next(w for w, _, pattern in asked if fnmatch.fnmatch(f.name, pattern))
        seen[what] += (packed if packed.exists() else f).stat().st_size
    rows = [("the phone's first use", "kB", "of", "")]
    rows += [(what, f"{seen[what] / 1000:.1f}", kB, "OVER" if seen[what] > float(kB) * 1000 else "") for what, kB, _ in asked]
    total, most = sum(seen.values()) / 1000, sum(float(kB) for _, kB, _ in asked)
    return rows + [("together", f"{total:.1f}", f"{most:.0f}", "OVER" if total > most else "")]


def main():
    parser = argparse.ArgumentParser(prog="./test", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--from", dest="start", type=int, metavar="SEED")
    parser.add_argument("--minutes", type=int, default=0)
    options = parser.parse_args()
    if options.minutes and options.start is None:
        options.start = 1
    for part in options.parts:
        if part not in all_parts():
            parser.error(f"{part} is not a part: {', '.join(all_parts())}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(Run(options).all())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
