"""What is read together: a room is a folder of .cc files, read as one text, because nearly all the time of clang-tidy
goes into the headers that they share. Its key is over everything of ours that this text holds, and over what the made
parts of it are made from, so an unchanged room keeps its verdict, in another folder, too. Headers of the system are not in
it: they change with the release of Debian, and seldom matter."""
import hashlib
import json
import os
import re
import shlex
from pathlib import Path

SCOPE = ("core", "server", "bindings", "apps/cli", "apps/command")
STANDS = Path(__file__).parent / "stands"
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


class Room:
    def __init__(self, root, name, files, flags):
        self.root, self.name, self.files = root, name, files
        self.flags = [f"-I{STANDS}", f"-I{root}", *flags, "-std=c++20", "-w"]

    def key(self, asked):
        """`asked` is what else decides: the tool's version and its configuration."""
        hashed = hashlib.sha256(asked.encode())
        for flag in self.flags:
            hashed.update(flag.replace(str(self.root), ".").encode() + b"\0")
        for path in self._text():
            hashed.update(f"{os.path.relpath(path, self.root)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
        return hashed.hexdigest()

    def _text(self):
        """The room's files and every file of the tree that they include. Made ones are not in it, because which of them
        are there already is chance: what they are made from is."""
        seen, waiting = set((self.root / "proto").glob("**/*.proto")), [self.root / f for f in self.files]
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            for name in INCLUDE.findall(path.read_text(encoding="utf-8", errors="replace")):
                there = (f / name for f in (path.parent, self.root, STANDS) if (f / name).is_file())
                waiting += [found] if (found := next(there, None)) else []
        return sorted(seen)


def _flags(command):
    """Of a compiler's command only what decides how the text reads: where to look, and what is defined."""
    words, out = shlex.split(command), []
    for i, word in enumerate(words):
        if word in ("-I", "-isystem", "-D"):
            out.append(word + words[i + 1])
        elif re.match(r"-(I|isystem|D).", word) and word != "-DNDEBUG":
            out.append(word)
    return out


def rooms(root, build):
    """Every room in scope. All take the flags of all: a build by whole rooms does not tell whose is whose, and what one
    room looks for, another does not find by accident."""
    flags = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        flags.update(dict.fromkeys(_flags(entry["command"])))
    files = {}
    for scope in SCOPE:
        for path in sorted((root / scope).glob("**/*.cc")):
            if "node_modules" not in path.parts:
                name = path.relative_to(root)
                files.setdefault(str(name.parent), []).append(str(name))
    return [Room(root, name, held, sorted(flags)) for name, held in files.items()]
