#!/usr/bin/env python3
"""Attacks that the product is to hold off, of which some still break it: exactly those on a list, which may only shrink.

    known_failures.py PROGRAM FILTER LIST

Runs every test of a GoogleTest program that fits the filter, each in a process of its own, so that one that crashes or never
ends is one failure. Red are: a test that fails and is not on the list; one on the list that passes, because it must come off
it; a name on the list that is no test."""
import subprocess
import sys

MOST_SECONDS = 120


def tests_of(program, pattern):
    out, suite = [], ""
    for line in subprocess.run([program, "--gtest_list_tests", f"--gtest_filter={pattern}"], check=True, capture_output=True,
                               text=True).stdout.splitlines():
        if line.startswith(" "):
            out.append(suite + line.split("#")[0].strip())
        elif line.split("#")[0].strip().endswith("."):
            suite = line.split("#")[0].strip()
    return out


def passes(program, name):
    """Whether it does, and all that it said."""
    try:
        done = subprocess.run([program, f"--gtest_filter={name}", "--gtest_brief=1"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=MOST_SECONDS, check=False)
        return done.returncode == 0, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return False, f"took longer than {MOST_SECONDS} s"


def main():
    program, pattern, path = sys.argv[1:]
    with open(path, encoding="utf-8") as f:
        listed = [line.strip() for line in f if line.strip() and not line.startswith("#")]
    names = tests_of(program, pattern)
    wrong = [f"{name} is on the list and is no test" for name in listed if name not in names]
    for name in names:
        well, said = passes(program, name)
        if well and name in listed:
            wrong.append(f"{name} passes: take it off {path}")
        if not well and name not in listed:
            wrong.append(f"{name} fails:\n{said}")
    for one in wrong:
        print(one)
    print(f"{len(names)} tests\n{len(listed)} of them are known to fail")
    return 1 if wrong or not names else 0


if __name__ == "__main__":
    sys.exit(main())
