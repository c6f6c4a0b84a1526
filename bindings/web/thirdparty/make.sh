#!/usr/bin/env bash
# Makes the libraries under the core for WebAssembly, once, and prints the folder they are in. The sources are Debian 12's
# (`apt-get source`) on any machine, pinned by their hashes; nothing of them is kept in this repository.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/eddy
mark=$( (cat "$here/CMakeLists.txt" "$here/chance.h" "$here/zstd_small.c" "$0"; emcc -dumpversion 2>/dev/null) | sha256sum | cut -c1-16)
made=$cache/wasm-$mark
if [ ! -e "$made/done" ]; then
  echo "== building the libraries under the core for WebAssembly (some minutes, once)" >&2
  work=$(mktemp -d "${TMPDIR:-/tmp}/eddy-wasm.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lists/partial" "$work/archives" "$made"
  # Where Debian's packages come from, its sources come from, too; and from wherever one release comes, the others do.
  shopt -s nullglob
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  for f in /etc/apt/sources.list.d/*.sources; do
    awk -v suite="$suite" 'BEGIN { RS = ""; ORS = "\n\n" } $0 ~ "Suites: *" suite "( |\n|$)" && /Components:.*main/' "$f" |
      sed 's/^Types:.*/Types: deb-src/; s/^Suites:.*/Suites: bookworm/; s/^Components:.*/Components: main/'
  done >"$work/debian.sources"
  for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -e "$f" ] || sed -nE "s/^deb( +\[[^]]*\])? +([^ ]+) +$suite +(.* )?main( .*)?$/deb-src\1 \2 bookworm main/p" "$f"
  done >"$work/debian.list"
  options=(-o Dir::State::Lists="$work/lists" -o Dir::Etc::SourceParts=- -o APT::Sandbox::User=root)
  [ -s "$work/debian.sources" ] && options+=(-o Dir::Etc::SourceList="$work/debian.sources") ||
    options+=(-o Dir::Etc::SourceList="$work/debian.list")
  apt-get "${options[@]}" update -qq >&2
  (cd "$work/archives" && apt-get "${options[@]}" source -qq --download-only libsodium protobuf libtomcrypt libzstd >&2)
  (cd "$work/archives" && sha256sum --quiet -c >&2) <<'HASHES'
d59323c6b712a1519a5daf710b68f5e7fde57040845ffec53850911f10a5d4f4  libsodium_1.0.18.orig.tar.gz
96ad4c3b8336050993c5bc2cf6c057484f2b0f9f763448151567fbab5e767b84  libtomcrypt_1.18.2.orig.tar.xz
8cf4bbb65e77ec348d052c8d6230eba66d435bddf64c8b5be2fcb16880c19953  libzstd_1.5.4+dfsg2.orig.tar.xz
930c2c3b5ecc6c9c12615cf5ad93f1cd6e12d0aba862b572e076259970ac3a53  protobuf_3.21.12.orig.tar.gz
HASHES
  for name in libsodium protobuf libtomcrypt libzstd; do
    mkdir "$work/$name"
    tar xf "$work/archives/${name}_"*.orig.tar.?z -C "$work/$name" --strip-components=1
  done
  emcmake cmake -G Ninja -S "$here" -B "$work/build" -DSOURCES="$work" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX="$made" >"$work/log" 2>&1 && ninja -C "$work/build" --quiet install >>"$work/log" 2>&1 ||
    { tail -40 "$work/log" >&2; exit 1; }
  touch "$made/done"
fi
echo "$made"
