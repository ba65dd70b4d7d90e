#!/usr/bin/env bash
# Runs every fuzz target for the given seconds (60).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
for target in build/fuzz/*_fuzz; do
    name=$(basename "$target")
    mkdir -p "build/fuzz/corpus/$name"
    "$target" -max_total_time="$seconds" -max_len=65536 "build/fuzz/corpus/$name" $([[ -d fuzz/corpus/$name ]] && echo "fuzz/corpus/$name")
done
