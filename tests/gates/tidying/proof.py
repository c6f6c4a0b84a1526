"""Plants every offender in a small tree of its own and looks whether the gate catches it, and nothing else."""
import json
import tempfile
from pathlib import Path

from .reading import read_all
from .verdict import verdict


def knotted(name, n):
    """A function of cognitive complexity n."""
    return f"int {name}(int x) {{\n" + "".join(f"  if (x == {i}) return {i + 7};\n" for i in range(n)) + "  return x;\n}\n"


MOVED = """#include <utility>
struct Box {{ Box(); Box(Box&&) noexcept; int size() const; }};
{} int {}(Box a) {{
  Box b = std::move(a);
  return b.size() + a.size();
}}
"""
FILES = {
    "core/moved/a.cc": MOVED.format("", "moved"),
    "core/header/a.h": MOVED.format("inline", "in_header"),
    "core/header/a.cc": '#include "core/header/a.h"\n',
    "core/new/a.cc": knotted("fresh", 26),
    "core/fair/a.cc": knotted("fair", 25) + knotted("listed", 30),
    "core/grew/a.cc": knotted("grew", 31),
    "core/shrank/a.cc": knotted("shrank", 29),
    "core/gone/a.cc": knotted("gone", 25),
    "core/hushed/a.cc": "// NOLINTNEXTLINE(readability-function-cognitive-complexity)\n" + knotted("hushed", 26),
    "core/mute/a.cc": "int mute(int x) { return x; }  // NOLINT\n",
    "core/torn/a.cc": '#include "core/torn/made.h"\n',
    # As one text these do not compile: each has an `own`.
    "core/twins/a.cc": "static int own() { return 1; }\nint one() { return own(); }\n",
    "core/twins/b.cc": "static int own() { return 2; }\nint two() { return own(); }\n" + knotted("twin", 26),
}
LIST = "core/fair/a.cc listed 30\n" + "".join(f"core/{n}/a.cc {n} 30\n" for n in ("grew", "shrank", "gone"))
WANTED = {
    "something used after it was moved away": "core/moved/a.cc:5: 'a' used after it was moved",
    "the same in a header": "core/header/a.h:5: 'a' used after it was moved",
    "a new function of complexity 26": "core/new/a.cc: fresh has a cognitive complexity of 26",
    "a listed function that grew": "core/grew/a.cc: grew grew from 30 to 31",
    "a listed function that shrank": "core/shrank/a.cc: shrank shrank from 30 to 29",
    "a listed function that is simple now": "core/gone/a.cc: gone is not over 25",
    "a silenced ceiling": "core/hushed/a.cc:1: NOLINT",
    "a silence that does not say of what": "core/mute/a.cc:1: NOLINT",
    "a file that does not compile": "core/torn/a.cc:1: 'core/torn/made.h' file not found",
    "an offender in a room that is no single text": "core/twins/b.cc: twin has a cognitive complexity of 26",
}


def prove():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, text in FILES.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        (root / "compile_commands.json").write_text(json.dumps([]))
        said, costs = read_all(root, root, root / "cache")
        found = verdict(root, said, LIST)
        again, second = read_all(root, root, root / "cache")
        with open(root / "core/header/a.h", "a", encoding="utf-8") as header:
            header.write(knotted("added", 26).replace("int", "inline int", 1))
        changed, third = read_all(root, root, root / "cache")
    good = True
    for what, sentence in WANTED.items():
        caught = [f for f in found if f.startswith(sentence)]
        print(f"tidy: {what}: {'caught' if len(caught) == 1 else f'NOT caught once but {len(caught)} times'}")
        good = good and len(caught) == 1
    for extra in found:
        if not extra.startswith(tuple(WANTED.values())):
            print(f"tidy: accused without a cause: {extra}")
            good = False
    same = again == said and set(second) == {"core/torn"}
    print(f"tidy: what did not change is not read again: {'true' if same else f'NOT true: {sorted(second)}'}")
    fresh = len(changed) == len(said) + 1 and set(third) == {"core/torn", "core/header"}
    print(f"tidy: a room whose header changed is read again: {'true' if fresh else f'NOT true: {sorted(third)}'}")
    print(f"tidy: the proof took {sum(sum(c.values()) for c in (costs, second, third)):.1f} CPU seconds")
    return good and same and fresh
