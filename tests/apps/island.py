"""A network of its own, of loopback alone, with a name server that counts: what a program sends is seen to the packet.
Programs run in it by `Island.prefix`."""
import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading


class Island:
    def __init__(self):
        self.child = subprocess.Popen([sys.executable, os.path.abspath(__file__)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.child.stdout.readline().strip()
        if said != "ready":
            raise SystemExit("no network of its own: " + said)
        ns = "/proc/%d/ns/" % self.child.pid
        users = [] if os.geteuid() == 0 else ["--user=" + ns + "user", "--preserve-credentials"]
        self.prefix = ["nsenter", *users, "--net=" + ns + "net", "--mount=" + ns + "mnt", "--wd=" + os.getcwd()]

    def counts(self):
        """(packets, questions for a name) so far."""
        self.child.stdin.write("count\n")
        self.child.stdin.flush()
        return tuple(int(n) for n in self.child.stdout.readline().split())

    def close(self):
        self.child.stdin.close()
        self.child.wait(10)


def answer(question):
    """Every name is this machine; of addresses only the old kind."""
    end = question.index(b"\0", 12) + 1
    kind = struct.unpack(">H", question[end:end + 2])[0]
    body = question[12:end + 4]
    record = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 60, 4) + b"\x7f\0\0\1" if kind == 1 else b""
    return question[:2] + struct.pack(">HHHHH", 0x8180, 1, 1 if record else 0, 0, 0) + body + record


def live():
    libc = ctypes.CDLL(None, use_errno=True)
    new_user, new_net, new_mount = 0x10000000, 0x40000000, 0x00020000
    user, group = os.getuid(), os.getgid()
    if libc.unshare((0 if user == 0 else new_user) | new_net | new_mount) != 0:
        print(os.strerror(ctypes.get_errno()), flush=True)
        return
    if user != 0:
        for name, line in (("setgroups", "deny"), ("uid_map", "0 %d 1" % user), ("gid_map", "0 %d 1" % group)):
            with open("/proc/self/" + name, "w") as f:
                f.write(line)
    private, bind = 1 << 18 | 1 << 14, 1 << 12
    libc.mount(b"none", b"/", None, private, None)
    with tempfile.NamedTemporaryFile("w", delete=False) as resolve:
        resolve.write("nameserver 127.0.0.1\n")
    if libc.mount(resolve.name.encode(), os.path.realpath("/etc/resolv.conf").encode(), None, bind, None) != 0:
        print("resolv.conf: " + os.strerror(ctypes.get_errno()), flush=True)
        return
    up = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(up, 0x8914, struct.pack("16sh14x", b"lo", 0x1 | 0x8 | 0x40))  # SIOCSIFFLAGS: up, loopback, running
    names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    names.bind(("127.0.0.1", 53))
    questions = [0]

    def serve():
        while True:
            question, who = names.recvfrom(4096)
            questions[0] += 1
            names.sendto(answer(question), who)

    threading.Thread(target=serve, daemon=True).start()
    print("ready", flush=True)
    for _ in sys.stdin:
        with open("/proc/net/dev") as f:
            packets = next(int(line.split()[2]) for line in f if line.strip().startswith("lo:"))
        print(packets, questions[0], flush=True)
    os.unlink(resolve.name)


if __name__ == "__main__":
    live()
