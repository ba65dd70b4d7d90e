#!/usr/bin/env bash
# Line coverage of src/ by the unit tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../build/coverage"
rm -f ./*.profraw
objects=()
for test in ./*_test; do
    LLVM_PROFILE_FILE="$test.profraw" "$test" --gtest_brief=1
    objects+=(-object "$test")
done
llvm-profdata-19 merge -sparse ./*.profraw -o all.profdata
llvm-cov-19 report "${objects[@]}" -instr-profile=all.profdata -ignore-filename-regex='(_test\.cpp|/usr/|sandbox/)'
