#!/usr/bin/env bash
# Every script parses and, where shellcheck is installed, is clean.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts=(nines verify .ci/run scripts/*.sh chaos/src/main/resources/dev/nines/chaos/*/*.sh)
for script in "${scripts[@]}"; do
    bash -n "$script"
done
if command -v shellcheck >/dev/null 2>&1; then
    shellcheck -x "${scripts[@]}"
    echo "scripts: ${#scripts[@]} clean"
else
    echo 'scripts: skipped: shellcheck is not installed'
fi
