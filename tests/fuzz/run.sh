#!/usr/bin/env bash
# Runs one fuzzer for EDDY_FUZZ_SECONDS (15) from its seeds and from what it found before.   run.sh FUZZER
set -euo pipefail
name=$(basename "$1"); name=${name#fuzz_}
corpus=$(dirname "$1")/../corpus/$name
mkdir -p "$corpus"
exec "$1" -max_total_time="${EDDY_FUZZ_SECONDS:-15}" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_funcs=0 -print_final_stats=1 \
  "$corpus" "$(dirname "$0")/seeds/$name"
