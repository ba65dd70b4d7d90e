#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
git ls-files -co --exclude-standard '*.cpp' '*.hpp' | xargs clang-format-19 -i
(cd ui && npm run --silent fmt)
