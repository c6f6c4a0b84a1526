"""A network of its own, of loopback alone, with a name server that counts: what a program sends is seen to the packet.
Programs run in it by `Island.prefix`."""
import ctypes
import errno
import fcntl
import os
import socket
import struct
import subprocess
import sys
import threading


class NotPermitted(Exception):
    """This machine lets nobody make a network of its own."""


class Island:
    def __init__(self):
        self.child = subprocess.Popen([sys.executable, os.path.abspath(__file__)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.child.stdout.readline().strip()
        if said != "ready":
            raise NotPermitted(said) if said == os.strerror(errno.EPERM) else SystemExit("no network of its own: " + said)
        ns = "/proc/%d/ns/" % self.child.pid
        users = [] if os.geteuid() == 0 else ["--user=" + ns + "user", "--preserve-credentials"]
        self.prefix = ["nsenter", *users, "--net=" + ns + "net"]

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


def name_servers():
    with open("/etc/resolv.conf") as f:
        words = [line.split() for line in f]
    return [w[1].split("%")[0] for w in words if len(w) > 1 and w[0] == "nameserver"]


def live():
    libc = ctypes.CDLL(None, use_errno=True)
    new_user, new_net = 0x10000000, 0x40000000
    user, group = os.getuid(), os.getgid()
    if libc.unshare((0 if user == 0 else new_user) | new_net) != 0:
        print(os.strerror(ctypes.get_errno()), flush=True)
        return
    if user != 0:
        for name, line in (("setgroups", "deny"), ("uid_map", "0 %d 1" % user), ("gid_map", "0 %d 1" % group)):
            with open("/proc/self/" + name, "w") as f:
                f.write(line)
    old, new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), None
    set_flags, set_address = 0x8914, 0x8916  # SIOCSIFFLAGS, SIOCSIFADDR
    fcntl.ioctl(old, set_flags, struct.pack("16sh14x", b"lo", 0x1 | 0x8 | 0x40))  # up, loopback, running
    # Whoever this machine asks for names is here, too: its address belongs to this loopback.
    for i, address in enumerate(name_servers()):
        if ":" in address:
            new = new or socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
            fcntl.ioctl(new, set_address, socket.inet_pton(socket.AF_INET6, address) + struct.pack("Ii", 128, socket.if_nametoindex("lo")))
        elif not address.startswith("127."):
            fcntl.ioctl(old, set_address, struct.pack("16sHH4s8x", b"lo:%d" % i, socket.AF_INET, 0, socket.inet_aton(address)))
    questions = [0]

    def serve(names):
        while True:
            question, who = names.recvfrom(4096)
            questions[0] += 1
            names.sendto(answer(question), who)

    old.bind(("0.0.0.0", 53))
    if new:
        new.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        new.bind(("::", 53))
    for names in filter(None, (old, new)):
        threading.Thread(target=serve, args=(names,), daemon=True).start()
    print("ready", flush=True)
    for _ in sys.stdin:
        with open("/proc/net/dev") as f:
            packets = next(int(line.split()[2]) for line in f if line.strip().startswith("lo:"))
        print(packets, questions[0], flush=True)


if __name__ == "__main__":
    live()
