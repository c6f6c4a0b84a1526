#!/usr/bin/python3
"""Writes random texts for terms_test.cc, the same for the same seed, as UTF-8 in hexadecimal digits.

    normal_forms.py SEED

A line: a text as it was drawn, composed (NFC), decomposed (NFD). First every assigned character once, in no order, and
marks oftener; then texts of one script each, with spaces.
"""

import random
import sys
import unicodedata as ucd


def show(text):
    forms = (text, ucd.normalize("NFC", text), ucd.normalize("NFD", text))
    print("\t".join(form.encode().hex() for form in forms))


def main(seed):
    draw = random.Random(seed)
    assigned = [chr(n) for n in range(0x110000) if ucd.category(chr(n)) not in ("Cn", "Cs", "Co")]
    marks = [c for c in assigned if ucd.category(c)[0] == "M"]
    mixed = assigned + marks * 4  # marks meet letters of any script, and each other
    draw.shuffle(mixed)
    for i in range(0, len(mixed), 24):
        show("".join(mixed[i : i + 24]))
    ideographs = range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0x17000, 0x19000), range(0x20000, 0x40000)
    starts = [i for i in range(0, len(assigned), 64) if not any(ord(assigned[i]) in many for many in ideographs)]
    for _ in range(1500):
        block = assigned[(start := draw.choice(starts)) : start + 64]
        show(" ".join("".join(draw.choices(block, k=draw.randint(1, 9))) for _ in range(draw.randint(1, 8))))


if __name__ == "__main__":
    main(sys.argv[1])
