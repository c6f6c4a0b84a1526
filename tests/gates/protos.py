"""The .proto files as the gates read them: services, messages and enums by their full names. Enough of the language for
the ones that are here; nothing of protobuf has to be installed."""
import pathlib
import re

SCALARS = {"double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
           "sfixed64", "bool", "string", "bytes"}


class Field:
    def __init__(self, name, type, options, comment, where):
        self.name, self.type, self.comment, self.where = name, type, comment, where
        given = re.search(r'json_name = "(\w+)"', options)
        self.json = given.group(1) if given else camel(name)
        self.camel = camel(name)  # what protobuf-es calls it


class Protos:
    def __init__(self, root):
        self.messages, self.enums, self.rpcs = {}, {}, []  # rpcs: (service, method, request, reply)
        for folder in ("api", "records", "content", "sync/v1"):
            for path in sorted((pathlib.Path(root) / "proto/eddy" / folder).glob("*.proto")):
                self._read(path)

    def _read(self, path):
        text = path.read_text()
        package = re.search(r"^package ([\w.]+);", text, re.M).group(1)
        comments = {}

        def hide(match):  # strings stay; comments are remembered by where they stood
            if match.group(0)[0] == '"':
                return match.group(0)
            comments[match.start()] = match.group(0)[2:].strip()
            return " " * len(match.group(0))
        clear = re.sub(r'"[^"\n]*"|//[^\n]*', hide, text)
        scope = []  # (kind, name)
        place = re.compile(r"""
            \b(?P<open>message|enum|service|oneof|extend)\s+(?P<name>[\w.]+)\s*\{ | (?P<close>\}) |
            \brpc\s+(?P<rpc>\w+)\s*\(\s*(?P<in>[\w.]+)\s*\)\s*returns\s*\(\s*(?P<out>[\w.]+)\s*\)(?P<body>\s*\{)? |
            (?:\b(?:optional|repeated)\s+)?(?P<type>[\w.]+)\s+(?P<field>\w+)\s*=\s*\d+\s*(?P<options>\[[^\]]*\])?\s*; |
            \b(?P<value>[A-Z]\w*)\s*=\s*\d+\s*;""", re.X)
        for m in place.finditer(clear):
            kinds = [k for k, _ in scope]
            name = ".".join([package] + [n for k, n in scope if k in ("message", "enum", "service")])
            if m["open"]:
                scope.append((m["open"], m["name"]))
                full = name + "." + m["name"]
                if m["open"] == "message":
                    self.messages[full] = []
                elif m["open"] == "enum":
                    self.enums[full] = []
            elif m["close"]:
                if scope:
                    scope.pop()
            elif m["rpc"]:
                service = scope[-1][1]
                self.rpcs.append((service, m["rpc"], self._full(m["in"], package), self._full(m["out"], package)))
                if m["body"]:  # its options
                    scope.append(("rpc", m["rpc"]))
            elif m["field"] and "message" in kinds and kinds[-1] in ("message", "oneof"):
                end = text.find("\n", m.end())
                said = [c for at, c in comments.items() if m.end() <= at < (end if end >= 0 else len(text))]
                line = text.count("\n", 0, m.start("field")) + 1
                self.messages[name].append(
                    Field(m["field"], m["type"], m["options"] or "", " ".join(said), f"{path.name}:{line}"))
            elif m["value"] and kinds and kinds[-1] == "enum":
                self.enums[name].append(m["value"])

    @staticmethod
    def _full(name, package):
        return name if name.startswith("eddy.") else package + "." + name

    def resolve(self, name, inside):
        """The full name of a field's type, looked up from the message it stands in outwards; None for a scalar."""
        if name in SCALARS:
            return None
        if name in self.messages or name in self.enums:
            return name
        scope = inside.split(".")
        while scope:
            full = ".".join(scope + [name])
            if full in self.messages or full in self.enums:
                return full
            scope.pop()
        return None


def camel(name):
    return re.sub(r"_(\w)", lambda m: m.group(1).upper(), name)
