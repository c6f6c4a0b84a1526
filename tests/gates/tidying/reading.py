"""Lets clang-tidy read rooms, as many at a time as there are cores, and remembers what it said of those that did not
change: in $XDG_CACHE_HOME/eddy/tidy, one small file for each key, for thirty days."""
import json
import os
import re
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .rooms import SCOPE, rooms

TOOL = "clang-tidy-19"
CONFIG = Path(__file__).parent.parent / "tidy.yaml"
KEPT_S = 30 * 86_400
SAID = re.compile(r"^(/[^:]+):(\d+):\d+: (?:warning|error): (.*) \[([\w.,-]+)\]$", re.M)


def cache_folder():
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eddy" / "tidy"


def _run(command):
    """What it printed, and the CPU seconds that it took."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdout=out, stderr=complaints)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        complaints.seek(0)
        said = out.read().decode()
        if process.returncode and not (process.returncode == 1 and SAID.search(said)):
            raise RuntimeError(f"{' '.join(command)}\n{said}{complaints.read().decode()}")
        return said, used.ru_utime + used.ru_stime


def _tidy(room, files):
    """[[path, line, message, check], ...] for these files read as one text, and the CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "room.cc"
        text.write_text("".join(f'#include "{room.root / f}"\n' for f in files), encoding="utf-8")
        scope = f"^{re.escape(str(room.root))}/({'|'.join(SCOPE)})/"
        said, seconds = _run([TOOL, "--quiet", f"--config-file={CONFIG}", f"--header-filter={scope}", str(text), "--", *room.flags])
    lines = {(os.path.relpath(path, room.root), int(line), message, check) for path, line, message, check in
             SAID.findall(said)}
    return sorted(lines), seconds


def _torn(lines):
    return any(check.startswith("clang-diagnostic") for *_, check in lines)


def _read(room):
    lines, seconds = _tidy(room, room.files)
    if _torn(lines) and len(room.files) > 1:  # two files of one room may use a name each for itself
        lines = set()
        for file in room.files:
            more, spent = _tidy(room, [file])
            lines.update(more)
            seconds += spent
    return sorted(lines), seconds


def read_all(root, build, cache):
    """All that clang-tidy says of the code in scope, and the CPU seconds of the rooms that had to be read, by name."""
    version = subprocess.run([TOOL, "--version"], check=True, capture_output=True, text=True).stdout
    asked = version + CONFIG.read_text(encoding="utf-8")
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.iterdir():
        if old.stat().st_mtime < time.time() - KEPT_S:
            old.unlink(missing_ok=True)
    said, costs, unknown = set(), {}, []
    for room in rooms(root, build):
        kept = cache / room.key(asked)
        try:
            said.update(map(tuple, json.loads(kept.read_text(encoding="utf-8"))))
            os.utime(kept)
        except (OSError, ValueError):
            unknown.append((room, kept))
    unknown.sort(key=lambda u: -len(u[0].files))

    def learn(one):
        room, kept = one
        lines, costs[room.name] = _read(room)
        if not _torn(lines):  # what does not compile may do so when something else was built
            new = kept.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(lines), encoding="utf-8")
            new.replace(kept)
        return lines

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for lines in pool.map(learn, unknown):
            said.update(lines)
    return sorted(said), costs
