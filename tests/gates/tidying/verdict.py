"""What clang-tidy said, the silences in the code and the list of complex functions, as sentences. None: all is well."""
import re

from .complexity import CHECK, judge, measured, parse
from .rooms import SCOPE

SILENCE = re.compile(r"NOLINT\w*(\([a-z0-9, -]+\))?")


def silences(root):
    """A silence names what it silences (and the ceiling is not to be silenced: its list is complexity.txt)."""
    out = []
    for scope in SCOPE:
        for path in sorted((root / scope).glob("**/*.[ch]*")):
            if path.suffix not in (".cc", ".h") or "node_modules" in path.parts:
                continue
            for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if (m := SILENCE.search(line)) and (not m[1] or CHECK in m[1]):
                    out.append(f"{path.relative_to(root)}:{n}: NOLINT names its check, and never the ceiling on complexity")
    return out


def verdict(root, said, listed):
    faults = [f"{path}:{line}: {message} [{check}]" for path, line, message, check in said if check != CHECK]
    return faults + silences(root) + judge(measured(said), parse(listed))
