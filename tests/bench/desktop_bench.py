#!/usr/bin/python3
"""What the widget costs, beside a bare Qt tray icon, Workrave and Safe Eyes, all on one screen in one run.
    desktop_bench.py BIN_DIR [--seconds 60] [--smoke]
Prints a table and JSON. A figure is reported, never asserted."""
import ctypes
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "apps", "desktop"))
from desktop import Desktop, wait_for  # noqa: E402

BIN = os.path.abspath(sys.argv[1])
SECONDS = 3 if "--smoke" in sys.argv else int(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 60
ROUNDS = 2 if "--smoke" in sys.argv else 9


def pss_mb(pid):
    with open("/proc/%d/smaps_rollup" % pid) as f:
        return int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M).group(1)) / 1024


def switches(pid):
    """How often each of its threads was woken up, by thread."""
    out = {}
    for task in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/status" % (pid, task)) as f:
            text = f.read()
        out[task] = (re.search(r"^Name:\s+(.*)", text, re.M).group(1), sum(int(n) for n in re.findall(r"^\w*voluntary_ctxt_switches:\s+(\d+)", text, re.M)))
    return out


def woken(before, after):
    """Between two looks; a thread that came or went in between counts with what is known of it."""
    out = {}
    for task, (name, n) in after.items():
        if n - before.get(task, (name, 0))[1]:
            out[name] = out.get(name, 0) + n - before.get(task, (name, 0))[1]
    return out


def cpu_s(pid):
    with open("/proc/%d/stat" % pid) as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(pid, seconds):
    wakes, cpu = switches(pid), cpu_s(pid)
    time.sleep(seconds)
    who = woken(wakes, switches(pid))
    return {"wakeups_%ds" % seconds: sum(who.values()), "woken": who, "cpu_percent": round(100 * (cpu_s(pid) - cpu) / seconds, 3), "pss_mb": round(pss_mb(pid), 1)}


def settled(pid):
    """Starting is over when two seconds pass without a wake-up, or after twenty."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        before = switches(pid)
        time.sleep(2)
        if not woken(before, switches(pid)):
            return


class Eye:
    """Presses keys and looks at single pixels without starting a program for it."""

    def __init__(self, display):
        self.x = ctypes.CDLL("libX11.so.6")
        self.t = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.c_void_p
        self.x.XGetPixel.restype = ctypes.c_ulong
        self.x.XDefaultRootWindow.restype = ctypes.c_ulong
        self.d = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.d))

    def pixel(self, x, y):
        image = ctypes.c_void_p(self.x.XGetImage(self.d, self.root, x, y, 1, 1, ctypes.c_ulong(0xFFFFFFFF), 2))
        value = self.x.XGetPixel(image, 0, 0)
        self.x.XDestroyImage(image)
        return value & 0xFFFFFF

    def press(self, *keysyms):
        codes = [self.x.XKeysymToKeycode(self.d, ctypes.c_ulong(k)) for k in keysyms]
        for c in codes:
            self.t.XTestFakeKeyEvent(self.d, c, 1, 0)
        for c in reversed(codes):
            self.t.XTestFakeKeyEvent(self.d, c, 0, 0)
        self.x.XFlush(self.d)

    def until(self, x, y, different_from, seconds=10):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.pixel(x, y) != different_from:
                return True
        return False


CONTROL, ALT, SPACE, ESCAPE = 0xFFE3, 0xFFE9, 0x20, 0xFF1B
DISC = (700, 394)  # the middle of the breathing shape on a 1400 x 1000 screen
TRAY = (1386, 14)


def hot_key(d, eye):
    """From the key to the first breathing frame on the screen, ms."""
    times = []
    for _ in range(ROUNDS):
        wait_for("a clear screen", lambda: not d.windows())
        time.sleep(0 if "--smoke" in sys.argv else 3)  # long enough for everything to have been given back
        before = eye.pixel(*DISC)
        start = time.monotonic()
        eye.press(CONTROL, ALT, SPACE)
        assert eye.until(*DISC, before), "nothing appeared"
        paper = eye.pixel(*DISC)
        if paper == 0xF6F4EF:  # the window came before its shape
            eye.until(*DISC, paper)
        assert eye.pixel(*DISC) == 0x4D9A94, "not the shape: %06x" % eye.pixel(*DISC)
        times.append(1000 * (time.monotonic() - start))
        left = time.monotonic()
        eye.press(ESCAPE)
        eye.until(*DISC, eye.pixel(*DISC))
        times_gone.append(1000 * (time.monotonic() - left))
        wait_for("it to be gone", lambda: not d.windows())
    return {"first_ms": round(times[0], 1), "median_ms": round(statistics.median(times), 1), "worst_ms": round(max(times), 1)}


times_gone = []


def widget(d, eye, out, unlocked):
    started = time.monotonic()
    before = eye.pixel(*TRAY)
    child = d.widget("--hidden", wait=False, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="0")
    eye.until(*TRAY, before)
    out["start_to_tray_ms"] = round(1000 * (time.monotonic() - started), 1)
    wait_for("the door", lambda: d.ask("here") == "unknown")
    time.sleep(0 if "--smoke" in sys.argv else 32)  # Qt's start ends with one timeout after 30 s, a bare tray icon's too
    settled(child.pid)
    out["hidden_before_first_window"] = idle(child.pid, SECONDS)
    if unlocked:
        d.ask("show trends")
        wait_for("the window", lambda: d.windows())

        def unlock():
            d.type("a calm river")
            d.key("Return")
            return d.ask("state") == "open"
        wait_for("the diary to open", unlock)
        d.key("Escape")
    out["state"] = d.ask("state")
    out["hot_key"] = hot_key(d, eye)
    eye.press(CONTROL, ALT, SPACE)
    wait_for("the window", lambda: d.windows())
    time.sleep(1)
    cpu, start = cpu_s(child.pid), time.monotonic()
    time.sleep(min(SECONDS, 20))
    out["breathing_cpu_percent"] = round(100 * (cpu_s(child.pid) - cpu) / (time.monotonic() - start), 2)
    out["breathing_pss_mb"] = round(pss_mb(child.pid), 1)
    eye.press(ESCAPE)
    wait_for("it to be gone", lambda: not d.windows())
    time.sleep(3)  # the script engine goes two seconds after the last window
    settled(child.pid)
    out["hidden_after"] = idle(child.pid, SECONDS)
    d.ask("quit")
    child.wait(10)


def main():
    d = Desktop(BIN)
    out = {}
    try:
        eye = Eye(d.env["DISPLAY"])
        d.crm()
        d.eddy("init")
        out["eddy"] = {}
        widget(d, eye, out["eddy"], False)
        out["eddy"]["gone_ms"] = round(statistics.median(times_gone), 1)
        out["eddy"]["frames"] = json.loads(d.out(BIN + "/eddy_frames", str(min(SECONDS, 20))))
        shutil.rmtree(d.dir + "/data/eddy")
        if "--smoke" not in sys.argv:
            subprocess.run([BIN + "/eddy_frames", "--diary", d.dir + "/data/eddy"], env=d.env, check=True)
            out["eddy_ten_years"] = {}
            widget(d, eye, out["eddy_ten_years"], True)
            shutil.rmtree(d.dir + "/data/eddy")
        for name, command in (("qt_floor", [BIN + "/eddy_frames", "--floor"]), ("workrave", ["workrave"]), ("safe_eyes", ["safeeyes"])):
            if not shutil.which(command[0]):
                out[name] = "not installed"
                continue
            os.makedirs(d.dir + "/config/" + command[0] + "/style", exist_ok=True)  # Safe Eyes expects its folder
            child = d.start(*command)
            time.sleep(3)
            if child.poll() is not None:
                out[name] = "did not stay: exit %s" % child.returncode
                continue
            time.sleep(0 if "--smoke" in sys.argv else 32)
            settled(child.pid)
            out[name] = idle(child.pid, SECONDS)
            child.terminate()
            child.wait()
    finally:
        d.close()
    print(json.dumps(out, indent=1))


main()
