#!/usr/bin/env bash
# Adds up the Surefire reports of all modules and prints one line in Surefire's form; fails if a test failed or none ran.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

shopt -s nullglob
reports=(*/target/surefire-reports/TEST-*.xml)
if [ ${#reports[@]} -eq 0 ]; then
    echo 'verify: no test ran' >&2
    exit 1
fi
awk '
    /<testsuite / {
        n = split("tests failures errors skipped", names, " ")
        for (i = 1; i <= n; i++) {
            if (match($0, " " names[i] "=\"[0-9]+\"")) {
                value = substr($0, RSTART, RLENGTH)
                gsub(/[^0-9]/, "", value)
                sum[names[i]] += value
            }
        }
    }
    END {
        printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n",
            sum["tests"], sum["failures"], sum["errors"], sum["skipped"]
        exit sum["failures"] + sum["errors"] > 0 || sum["tests"] == 0
    }' "${reports[@]}"
