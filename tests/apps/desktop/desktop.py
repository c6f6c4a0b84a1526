"""A desktop to try the widget on: a virtual screen, a window manager, a tray, a message bus with accessibility, and a
stand-in for the CRM that writes down every key it gets. Everything it starts, it ends."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time


def wait_for(what, condition, seconds=20):
    """Waits for a condition, never for a time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        got = condition()
        if got:
            return got
        time.sleep(0.03)
    raise AssertionError("waited %d s in vain for: %s" % (seconds, what))


class Desktop:
    def __init__(self, bin_dir, tray=True, bus=True):
        self.bin = bin_dir
        self.dir = tempfile.mkdtemp(prefix="eddy-desktop-")
        self.children = []
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("EDDY_", "XDG_", "DBUS_", "DISPLAY", "WAYLAND", "QT_")) and not k.lower().endswith("_proxy")}
        for name in ("run", "config", "data", "documents"):
            os.makedirs(os.path.join(self.dir, name), mode=0o700)
        self.env.update(XDG_RUNTIME_DIR=self.dir + "/run", XDG_CONFIG_HOME=self.dir + "/config", XDG_DATA_HOME=self.dir + "/data",
                        HOME=self.dir, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1", TZ="UTC", LC_ALL="C.UTF-8", NO_AT_BRIDGE="0")
        read, write = os.pipe()
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-noreset", "-nolisten", "tcp", pass_fds=[write])
        os.close(write)
        # (-noreset: else it starts over whenever its last client goes, and whoever comes in that moment is turned away)
        with os.fdopen(read) as number:  # to its end: closing early would end the server
            self.env["DISPLAY"] = ":" + number.readline().strip()
        if bus:
            address = "unix:path=" + self.dir + "/run/bus"
            # A bus that starts nothing by itself: a keychain is there when a test starts one, and else not.
            with open(self.dir + "/bus.conf", "w") as f:
                f.write("<busconfig><type>session</type><listen>%s</listen><policy context='default'>"
                        "<allow send_destination='*'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>" % address)
            self.start("dbus-daemon", "--nofork", "--config-file=" + self.dir + "/bus.conf")
            self.env["DBUS_SESSION_BUS_ADDRESS"] = address
            wait_for("the bus", lambda: os.path.exists(self.dir + "/run/bus"))
            # A desktop with a screen reader has the accessibility bus up before any program starts.
            self.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
            wait_for("the accessibility bus", lambda: os.path.exists(self.dir + "/run/at-spi/bus_" + self.env["DISPLAY"][1:]) or os.path.exists(self.dir + "/run/at-spi/bus"))
        else:
            self.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=" + self.dir + "/nobody"
        self.start("openbox")
        wait_for("the window manager", lambda: b"window id" in self.out("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        if tray:
            self.start("trayer", "--edge", "top", "--align", "right", "--height", "28")
            wait_for("the tray", lambda: self.out("xdotool", "search", "--class", "trayer"))
        self.keys_file = self.dir + "/crm.txt"

    def start(self, *command, **more):
        with open(os.path.join(self.dir, os.path.basename(command[0]) + ".log"), "ab") as log:
            child = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **more)
        self.children.append(child)
        return child

    def out(self, *command, check=False, **more):
        return subprocess.run(command, env={**self.env, **more.pop("env", {})}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, check=check, **more).stdout

    # --- the CRM
    def crm(self):
        """A window that stands for the agent's own program; `typed()` is what reached it."""
        self.start("xterm", "-T", "crm", "-geometry", "60x12+40+60", "-e", "stty -icanon -echo; exec cat >> " + self.keys_file)
        window = wait_for("the CRM", lambda: self.out("xdotool", "search", "--onlyvisible", "--name", "^crm$").split())[0].decode()
        self.out("xdotool", "windowactivate", "--sync", window)
        wait_for("its file", lambda: os.path.exists(self.keys_file))
        self.crm_window = window
        wait_for("the CRM's focus", lambda: self.active() == window)
        return window

    def typed(self):
        with open(self.keys_file) as f:
            return f.read()

    def active(self):
        return self.out("xdotool", "getactivewindow").decode().strip()

    def key(self, *keys):
        self.out("xdotool", "key", *keys)

    def type(self, text):
        self.out("xdotool", "type", "--delay", "12", text)

    # --- the widget
    def widget(self, *args, wait=True, prefix=(), **env):
        with open(self.dir + "/widget.log", "ab") as log:
            child = subprocess.Popen([*prefix, self.bin + "/eddy-desktop", *args], env={**self.env, **env}, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        self.children.append(child)
        if wait:
            wait_for("the widget's door", lambda: self.ask("here") == "unknown")
        return child

    def ask(self, line):
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.settimeout(10)
                s.connect(self.dir + "/run/eddy.sock")
                s.sendall(line.encode() + b"\n")
                return s.recv(100).decode().strip()
        except OSError:
            return ""

    def complaints(self):
        """What the widget said on stderr; a healthy one says nothing. Not ours: Qt on window managers, and on having
        looked for a font of another script than the interface's; and on a screen reader, ours, that asks for what has just gone."""
        with open(self.dir + "/widget.log") as f:
            return [l for l in f.read().splitlines()
                    if l and not any(w in l for w in ("propagateSizeHints", "OpenType support missing",
                                                      "Could not find accessible on path", "XDG_RUNTIME_DIR not set"))]

    def eddy(self, *args, passphrase="a calm river", code=0, prefix=()):
        done = subprocess.run([*prefix, self.bin + "/eddy", *args], env={**self.env, "EDDY_PASSPHRASE": passphrase}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60)
        if done.returncode != code:
            raise AssertionError("eddy %s gave %d: %s%s" % (" ".join(args), done.returncode, done.stdout.decode(), done.stderr.decode()))
        return done.stdout.decode()

    def windows(self):
        return [w.decode() for w in self.out("xdotool", "search", "--onlyvisible", "--name", "^Notes$").split()]

    def picture(self, name):
        folder = os.environ.get("EDDY_PICTURES")
        if folder:
            os.makedirs(folder, exist_ok=True)
            self.out("import", "-window", "root", os.path.join(folder, name + ".png"))

    def close(self):
        for child in reversed(self.children):
            if child.poll() is None:
                try:
                    os.killpg(child.pid, signal.SIGTERM)
                except ProcessLookupError:
                    pass
        for child in self.children:
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
