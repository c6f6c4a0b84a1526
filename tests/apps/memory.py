"""What another process holds in its memory: /proc/PID/mem, all of it that can be written. Only root may look into one that has
made itself undumpable."""
import os


def forms(secret):
    """As it could lie there: bytes, and for words UTF-16 and hexadecimal, too."""
    if isinstance(secret, bytes):
        return {"raw": secret, "hex": secret.hex().encode()}
    return {"UTF-8": secret.encode(), "UTF-16": secret.encode("utf-16-le"), "hex": secret.encode().hex().encode()}


def found_in(pid, needles):
    """How often each form of each needle is there: {(name, form): count}, those that are."""
    wanted = {(name, form): value for name, secret in needles.items() for form, value in forms(secret).items()}
    counts = dict.fromkeys(wanted, 0)
    longest = max(len(v) for v in wanted.values())
    with open("/proc/%d/maps" % pid) as maps, open("/proc/%d/mem" % pid, "rb", 0) as memory:
        for line in maps:
            where, rights = line.split()[:2]
            if rights[:2] != "rw":
                continue
            start, end = (int(x, 16) for x in where.split("-"))
            rest = b""
            for at in range(start, end, 1 << 22):
                try:
                    memory.seek(at)
                    part = rest + memory.read(min(1 << 22, end - at))
                except OSError:  # a page that nobody may read
                    break
                for key, value in wanted.items():
                    counts[key] += part.count(value)
                rest = part[-longest + 1:]
    return {key: n for key, n in counts.items() if n}


def may_look():
    return os.geteuid() == 0
