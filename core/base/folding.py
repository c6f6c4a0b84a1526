#!/usr/bin/python3
"""Writes the table of core/base/terms.cc: how each character is compared when somebody looks for their own words.

    folding.py FILE        the table, as C++
    folding.py --unicode   the version of Unicode that this Python knows

What a character is, and what it is made of, comes from Python's `unicodedata`; which of its differences a person who
looks for a word does not mean is said here.
"""

import re
import sys
import unicodedata as ucd

# Raised whenever other terms would come of the same text, by this file, terms.cc or core/vault/words.cc: stores then
# make their index of words anew.
RULE = 1

LETTER, ALONE, MARK, DROPPED, SIGN, SPACE, MADE_OF, MOVED, PAIRS = range(9)
LONGEST = 16  # as many characters share a row of MADE_OF: whoever looks one up steps over those before it

# Scripts that put no spaces between words, and Hangul, whose particles hang on the word: each letter is a term.
UNSPACED = re.compile(
    "CJK |IDEOGRAPHIC |HIRAGANA |KATAKANA|HANGUL |HALFWIDTH HANGUL |BOPOMOFO |YI SYLLABLE|TANGUT |NUSHU |KHITAN |"
    "THAI |LAO |KHMER |MYANMAR |TAI LE |NEW TAI LUE |TAI THAM |TAI VIET |AHOM |JAVANESE |BALINESE |CUNEIFORM |"
    "EGYPTIAN HIEROGLYPH|ANATOLIAN HIEROGLYPH"
)
# Marks that one writes or leaves out. Every other mark is a part of its word, as the vowels of India are.
OPTIONAL = re.compile(
    "COMBINING (?!KATAKANA)|ARABIC |HEBREW |SYRIAC |VARIATION SELECTOR|MONGOLIAN FREE VARIATION|IDEOGRAPHIC |HANGUL "
)
STRESSED = re.compile("(LATIN SMALL LETTER .*?) WITH ")

SAME = {
    "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ȷ": "j",
    "\u02be": "", "\u02bf": "",  # of transliterated Arabic
    # Apostrophes are signs, whichever is typed.
    "\u02b9": "'", "\u02bb": "'", "\u02bc": "'", "\u02bd": "'", "\u02c8": "'", "\ua78c": "'",
    "\u2122": "-", "\u2120": "-",  # trade marks stand at the end of a word
    # Arabic: the alefs; ta marbuta, and what Persian and Urdu have for ha; the yas; the kafs; tatweel.
    "\u0671": "\u0627", "\u0672": "\u0627", "\u0673": "\u0627",
    "\u0629": "\u0647", "\u06c1": "\u0647", "\u06c3": "\u0647", "\u06d5": "\u0647",
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u06aa": "\u0643", "\u0640": "",
    # Pairs of Yiddish.
    "\u05f0": "\u05d5\u05d5", "\u05f1": "\u05d5\u05d9", "\u05f2": "\u05d9\u05d9",
    # Devanagari: writers leave the nukta out, and take the one sign of the nose for the other.
    "\u093c": "", "\u0901": "\u0902",
    # What older texts make of a consonant and a joiner, in Bengali and Malayalam.
    "\u09ce": "\u09a4\u09cd", "\u0d7a": "\u0d23\u0d4d", "\u0d7b": "\u0d28\u0d4d", "\u0d7c": "\u0d30\u0d4d",
    "\u0d7d": "\u0d32\u0d4d", "\u0d7e": "\u0d33\u0d4d", "\u0d7f": "\u0d15\u0d4d",
    "\u30fd": "\u309d",
}  # fmt: skip
SAME |= {chr(c): chr(c - 0x60) for c in range(0x30A1, 0x30F7)}  # Katakana is Hiragana


def name(c):
    return ucd.name(c, "")


def unseen(c):
    """What shows nothing by itself: joiners, soft hyphens, fillers, what chooses a form or the colour of a skin."""
    n = ord(c)
    return (
        ucd.category(c) == "Cf"
        or n in (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
        or 0x1F3FB <= n <= 0x1F3FF
        or 0xE0000 <= n <= 0xE0FFF
    )


def step(c):
    if c in SAME:
        return SAME[c]
    # A letter of Hangul that stands alone does not join others, as it would by its compatibility.
    if unseen(c) or ucd.category(c) in ("Sk", "Cs") or "\u3131" <= c <= "\u318e":
        return c
    if ucd.category(c) == "Nd":
        return str(ucd.decimal(c))
    if name(c).startswith("HALFWIDTH HANGUL "):
        return chr(int(ucd.decomposition(c).split()[1], 16))
    parts = ucd.normalize("NFKD", c)
    if parts != c:  # a mark of Arabic that is shown by itself is made of a space and of it
        return parts[1:] if parts[0] == " " and ucd.category(c) == "Lo" else parts
    if ucd.category(c)[0] == "M":
        return c  # the iota below a letter of Greek would become one beside it
    if stressed := STRESSED.match(name(c)):
        try:
            return ucd.lookup(stressed[1])
        except KeyError:
            pass
    return c.casefold()


def folded(c):
    text = c
    while (then := "".join(map(step, text))) != text:
        text = then
    return text


def kind(c, before):
    n, category = ord(c), ucd.category(c)
    if unseen(c):
        return DROPPED
    if c.isspace():
        return SPACE
    if category == "Cn":  # not yet anything: like its neighbour, and never lost
        is_ideograph_or_picture = 0x1F000 <= n <= 0x1FAFF or 0x20000 <= n < 0x40000
        return ALONE if is_ideograph_or_picture else before if before in (LETTER, ALONE, MARK) else LETTER
    if 0x1160 <= n <= 0x11FF or 0xD7B0 <= n <= 0xD7FF:
        return MARK  # vowels and ends of Hangul hang on the letter before
    if category[0] == "M":
        return DROPPED if OPTIONAL.match(name(c)) else MARK
    if category[0] in "LN":
        return ALONE if UNSPACED.match(name(c)) else LETTER
    if category == "So":  # pictures; arrows, frames and bullets are none
        is_picture = 0x2300 <= n < 0x2500 or 0x2600 <= n < 0x2800 or 0x2900 <= n < 0xFFF0 or n > 0xFFFF
        return ALONE if is_picture else SIGN
    return LETTER if category == "Co" else SIGN


def whats():
    """What each character is, and what it becomes, from U+0080 on."""
    before = SIGN
    for n in range(0x80, 0x110000):
        c = chr(n)
        # What a syllable of Hangul is made of, its number says.
        to = c if 0xAC00 <= n <= 0xD7A3 or ucd.category(c) in ("Cn", "Co", "Cs") else folded(c)
        if to == c or to == "":
            before = kind(c, before) if to else DROPPED
            yield before, to
        else:
            yield MADE_OF, to


def table():
    """Rows (first character, what, value), each up to the next; and the texts that MADE_OF points into."""
    all_ = list(whats())
    rows, texts = [], bytearray()

    def moved(i):
        what, to = all_[i] if i < len(all_) else (None, "")
        return ord(to) - i - 0x80 if what == MADE_OF and len(to) == 1 else 0

    def begins_a_move(i):
        return moved(i) and all(moved(i + k) == moved(i) for k in range(4))

    def is_pair(i):  # a capital, and its small letter after it
        return moved(i) == 1 and all_[i + 1][0] == LETTER

    i = 0
    while i < len(all_):
        first, value, what = i, 0, all_[i][0]
        if what != MADE_OF:
            while i < len(all_) and all_[i][0] == what:
                i += 1
        elif is_pair(i):
            what = PAIRS
            while is_pair(i):
                i += 2
        elif begins_a_move(i):
            what, value = MOVED, moved(i)
            while moved(i) == value:
                i += 1
        else:
            value = len(texts)
            while i < first + LONGEST and all_[i][0] == MADE_OF:
                if i > first and (begins_a_move(i) or is_pair(i)):
                    break
                texts += all_[i][1].encode() + b"\0"
                i += 1
        rows.append((first + 0x80, what, value))
    return rows, bytes(texts)


def main(to):
    if to == "--unicode":
        return print(ucd.unidata_version)
    rows, texts = table()
    with open(to, "w", encoding="ascii") as out:
        out.write(f'constexpr char kRule[] = "{RULE} {ucd.unidata_version}";\n')
        out.write("constexpr Row kRows[] = {\n")
        out.writelines(f"{{{first << 4 | what}, {value}}},\n" for first, what, value in rows)
        out.write("};\nconstexpr unsigned char kTexts[] = {\n")
        out.writelines(",".join(map(str, texts[i : i + 32])) + ",\n" for i in range(0, len(texts), 32))
        out.write("};\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
