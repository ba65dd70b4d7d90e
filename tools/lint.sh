#!/usr/bin/env bash
# clang-format, the include rule, clang-tidy, Biome, the tree's own rules. --all runs the full tidy
# set on every file; without it only files that differ from the last landed commit get it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
failed=0
note() { printf 'lint: %s\n' "$*" >&2; failed=1; }

mapfile -t sources < <(git ls-files -co --exclude-standard '*.cpp' '*.hpp')
if ! clang-format-19 --dry-run -Werror "${sources[@]}" 2>/tmp/croozer-format.$$; then
    head -n 20 /tmp/croozer-format.$$ >&2
    note "clang-format: run ./dev fmt"
fi
rm -f /tmp/croozer-format.$$

if grep -nE '#include "\.\./' "${sources[@]}"; then note "includes name the room, never ../"; fi
if grep -lE '#include <boost/beast' "${sources[@]}" | grep -v '^src/http/'; then note "Beast stays in src/http"; fi
if (($(grep -lE '#include <boost/beast' src/http/*.cpp | wc -l) > 4)); then note "Beast in more than four files of src/http"; fi
if grep -lE '#include <sqlite3\.h>' "${sources[@]}" | grep -v '^src/store/sqlite/' | grep -v _test; then note "sqlite3.h stays in its driver"; fi
if grep -lE '#include <libpq-fe\.h>' "${sources[@]}" | grep -v '^src/store/postgres/' | grep -v _test; then note "libpq stays in its driver"; fi
if grep -nE 'co_(await|return|yield)' $(printf '%s\n' "${sources[@]}" | grep '^src/' | grep -v '^src/http/'); then note "coroutines live in src/http"; fi
for header in $(printf '%s\n' "${sources[@]}" | grep '\.hpp$'); do
    grep -q '^#pragma once' "$header" || note "$header: no #pragma once"
done

tidy_database=build/dev
coroutine_checks='-*,cppcoreguidelines-avoid-capturing-lambda-coroutines,cppcoreguidelines-avoid-reference-coroutine-parameters,cppcoreguidelines-no-suspend-with-lock,misc-coroutine-hostile-raii'
mapfile -t coroutines < <(grep -lE 'co_(await|return|yield)' $(printf '%s\n' "${sources[@]}" | grep -E '^src/.*\.cpp$') || true)
if ((${#coroutines[@]})); then
    printf '%s\n' "${coroutines[@]}" |
        xargs -P "$(nproc)" -n 1 clang-tidy-19 -p "$tidy_database" --quiet --checks="$coroutine_checks" --warnings-as-errors='*' 2>/dev/null || note "clang-tidy (coroutines)"
fi
changed=()
if [[ ${1:-} == --all ]]; then
    mapfile -t changed < <(printf '%s\n' "${sources[@]}" | grep -E '^src/.*\.cpp$' | grep -v _test)
elif git rev-parse -q --verify origin/main >/dev/null; then
    mapfile -t changed < <(git diff --name-only --diff-filter=d "$(git merge-base origin/main HEAD)" -- 'src/*.cpp' | grep -v _test || true)
fi
if ((${#changed[@]} > 0 && ${#changed[@]} <= 40)) || [[ ${1:-} == --all ]]; then
    printf '%s\n' "${changed[@]}" |
        xargs -P "$(nproc)" -n 1 clang-tidy-19 -p "$tidy_database" --quiet 2>/dev/null || note "clang-tidy"
fi

(cd ui && npm run --silent lint) || note "Biome"
exit "$failed"
