#!/usr/bin/env bash
# Runs every fuzz target for the given seconds (60), from what earlier runs found and from the
# committed webhooks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-60}
for target in build/fuzz/*_fuzz; do
    corpus=build/fuzz/corpus/$(basename "$target")
    mkdir -p "$corpus"
    "$target" -max_total_time="$seconds" -max_len=65536 "$corpus" tests/data/webhooks
done
