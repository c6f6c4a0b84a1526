"""The ceiling on cognitive complexity, and the list of those over it (complexity.txt), which may only shrink."""
import re
from itertools import zip_longest

CHECK = "readability-function-cognitive-complexity"
CEILING = 25
VALUE = re.compile(r"^(?:function '(.+)'|(lambda)) has cognitive complexity of (\d+) ")


def measured(said):
    """{(file, function): [values, greatest first]} of all that clang-tidy found over the ceiling."""
    out = {}
    for path, _, message, check in said:
        if check == CHECK and (m := VALUE.match(message)):
            out.setdefault((path, m[1] or m[2]), []).append(int(m[3]))
    return {k: sorted(v, reverse=True) for k, v in out.items()}


def parse(text):
    out = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            path, *name, value = line.split()
            out.setdefault((path, " ".join(name)), []).append(int(value))
    return {k: sorted(v, reverse=True) for k, v in out.items()}


def write(text, listed):
    """The list with its head kept."""
    head = [line for line in text.splitlines() if line.startswith("#")]
    return "\n".join(head + [f"{path} {name} {v}" for (path, name), vs in sorted(listed.items()) for v in vs]) + "\n"


def judge(now, listed):
    """One sentence for every function that is not as the list says."""
    out = []
    for key in sorted(now.keys() | listed.keys()):
        path, name = key
        for has, had in zip_longest(now.get(key, []), listed.get(key, [])):
            if had is None:
                out.append(f"{path}: {name} has a cognitive complexity of {has}, over {CEILING}: take it apart")
            elif has is None:
                out.append(f"{path}: {name} is not over {CEILING} any more: tests/gates/tidy --shrink takes it off the list")
            elif has > had:
                out.append(f"{path}: {name} grew from {had} to {has}: it was over {CEILING} already, take it apart")
            elif has < had:
                out.append(f"{path}: {name} shrank from {had} to {has}: tests/gates/tidy --shrink keeps it there")
    return out


def shrink(now, listed):
    """The list after what became better; what became worse stays as it was, and stays red."""
    out = {}
    for key, had in listed.items():
        kept = [min(pair) for pair in zip(now.get(key, []), had)]
        if kept:
            out[key] = kept
    return out
