"""Who pays for a check: the part of Eddy that it read, as the budget of ./test names the parts. First match wins."""

PARTS = (
    ("core/sync/", "server"), ("core/wire/", "server"), ("server/", "server"),
    ("tests/sync/", "server"), ("tests/server/", "server"),
    ("core/insights/", "insights"), ("bindings/web/", "phone"), ("bindings/", "bindings"),
    ("apps/desktop/", "desktop"), ("tests/apps/desktop/", "desktop"),
)


def part_of(path):
    return next((part for start, part in PARTS if path.startswith(start)), "core")


def charge(file, seconds_by_path):
    """Appends a line `part<TAB>CPU seconds` for every part that was read."""
    sums = {}
    for path, seconds in seconds_by_path.items():
        sums[part_of(path)] = sums.get(part_of(path), 0) + seconds
    with open(file, "a", encoding="utf-8") as out:
        for part in sorted(sums):
            out.write(f"{part}\t{sums[part]:.1f}\n")
