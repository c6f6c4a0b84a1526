#!/usr/bin/env bash
# What eddyd links: no cipher of libsodium, no key exchange, no password hash, no SQLCipher key call. That this look can
# see one is shown on `eddy`, which has them.   links_test.sh EDDYD EDDY
set -euo pipefail
forbidden='crypto_(aead|box|secretbox|secretstream|stream|kx|pwhash|scalarmult)|sqlite3_key|sqlcipher'
found() { nm -D --undefined-only "$1"; nm "$1" 2>/dev/null || true; }
if found "$1" | grep -E "$forbidden"; then echo "eddyd links what could read a bundle"; exit 1; fi
[ "$(found "$2" | grep -cE "$forbidden")" -gt 5 ] || { echo "this test sees nothing"; exit 1; }
found "$1" | grep -q crypto_sign_verify_detached || { echo "this test looks at the wrong file"; exit 1; }
echo "eddyd links no cipher"
