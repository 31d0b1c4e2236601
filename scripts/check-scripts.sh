#!/usr/bin/env bash
# Every script parses and, where shellcheck is installed, is clean.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts=(nines verify .ci/run scripts/*.sh)
onTargets=(chaos/src/main/resources/dev/nines/chaos/*/*.sh) # whatever their sh is
for script in "${scripts[@]}"; do
    bash -n "$script"
done
for script in "${onTargets[@]}"; do
    sh -n "$script"
done
if command -v shellcheck >/dev/null 2>&1; then
    shellcheck -x "${scripts[@]}"
    shellcheck -s sh "${onTargets[@]}"
    echo "scripts: $((${#scripts[@]} + ${#onTargets[@]})) clean"
else
    echo 'scripts: skipped: shellcheck is not installed'
fi
