#!/usr/bin/env bash
# Runs every fuzz target for the given seconds (60), from what earlier runs found and from the
# committed webhooks, or from the corpus of order messages.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
for target in build/fuzz/*_fuzz; do
    corpus=build/fuzz/corpus/$(basename "$target")
    mkdir -p "$corpus"
    seeds=tests/data/webhooks
    longest=65536
    if [[ $target == */understand_fuzz ]]; then
        seeds=build/fuzz/seeds/understand
        longest=16384 # 4,096 characters of up to four bytes
        node fuzz/seeds.mjs "$seeds"
    fi
    "$target" -max_total_time="$seconds" -max_len="$longest" "$corpus" "$seeds"
done
