"""Programs that talk to a person, on pseudo-terminals: what they print, and what the person types."""
import os
import pty
import re
import select
import signal
import time


class Terminal:
    def __init__(self, *words, env):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(words[0], words, env)
        self.seen = ""

    def until(self, pattern, seconds=40):
        end = time.monotonic() + seconds
        while not (found := re.search(pattern, self.seen)):
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
            try:
                more = os.read(self.fd, 65536).decode(errors="replace") if ready else ""
            except OSError:
                more = ""
            if not more:
                raise SystemExit(f"never said {pattern!r}: {self.seen!r}")
            self.seen += more
        return found

    def type(self, line):
        os.write(self.fd, (line + "\n").encode())

    def end(self, seconds=60):
        """Its exit code; one that does not end is ended, and says so."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.fd], [], [], max(0, end - time.monotonic()))
            if not ready:
                os.kill(self.pid, signal.SIGKILL)
                self.seen += "\n(never ended)"
                break
            try:
                more = os.read(self.fd, 65536)
            except OSError:
                break
            if not more:
                break
            self.seen += more.decode(errors="replace")
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def pair(eddy, trusted, newcomer, whose, env, instead=False):
    """`eddy`: the words that begin the command. Returns both exit codes and what both said."""
    show = Terminal(*eddy, "--home", trusted, "pair", "--show", env=env)
    code = show.until(r"eddy pair --code '([^']+)'").group(1)
    take = Terminal(*eddy, "--home", newcomer, "pair", "--code", code, "--name", os.path.basename(newcomer), *(["--instead"] if instead else []), env=env)
    if instead:
        take.until("goes along")
        take.type("y")
    digits = take.until(r"(\d{3} \d{3})").group(1)
    show.until("six digits")
    show.type(digits)
    if whose:  # a work computer that is one already is not asked about
        show.until("work computer, or your own")
        show.type(whose)
    take.until("Are they yours")
    take.type("y")
    return (show.end(), take.end()), show.seen, take.seen
