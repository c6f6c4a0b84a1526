#!/usr/bin/env bash
# What is generated or built elsewhere comes into src/: the messages from proto/, the core from the preset `wasm`.
set -euo pipefail
cd "$(dirname "$0")"
root=../..
rm -rf src/gen && mkdir -p src/gen
(cd $root/proto && protoc --plugin=protoc-gen-es="$OLDPWD/node_modules/.bin/protoc-gen-es" --es_out="$OLDPWD/src/gen" \
  --es_opt=target=ts,import_extension=js -I. $(find eddy/api eddy/records eddy/content -name '*.proto'))
cp $root/build/wasm/bin/eddy.mjs $root/build/wasm/bin/eddy.wasm $root/build/wasm/bin/*.pack \
  $root/build/wasm/bin/licences.txt src/
