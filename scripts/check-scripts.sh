#!/usr/bin/env bash
# Every script parses and, where shellcheck is installed, is clean.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts=(nines verify .ci/run scripts/*.sh)
helper=chaos/src/main/resources/dev/nines/chaos/inject/helper.sh
for script in "${scripts[@]}"; do
    bash -n "$script"
done
sh -n "$helper" # runs on targets, whatever their sh is
if command -v shellcheck >/dev/null 2>&1; then
    shellcheck -x "${scripts[@]}"
    shellcheck -s sh "$helper"
    echo "scripts: $((${#scripts[@]} + 1)) clean"
else
    echo 'scripts: skipped: shellcheck is not installed'
fi
