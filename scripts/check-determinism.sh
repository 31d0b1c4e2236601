#!/usr/bin/env bash
# The same seed gives the same bytes: with 1, 2 and 8 threads, twice, on the oldest JDK found and on the newest one with
# long-term support; on standard output and in result.json. $1: trials, by default as many as take about a minute.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$home"
# shellcheck source=scripts/jdk.sh
. scripts/jdk.sh

trials=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
runs=0

# One line per experiment: products and what is not known about them; parts without a product and a run that stops by
# itself; failure detectors.
experiments=(
    "compare web-active-active web-active-standby --trials $trials"
    "run power-and-storage --precision 50% --trials $((60 * trials))"
    "run detectors --trials 1"
)

# $1 version of the JDK, $2 its folder, $3 threads
run() {
    local out=$work/out-$runs file number=0 experiment
    for experiment in "${experiments[@]}"; do
        number=$((number + 1))
        # shellcheck disable=SC2086 # the words of a command
        JAVA_HOME=$2 ./nines $experiment --seed 7 --threads "$3" --format json --quiet --out "$out" >"$work/stdout" || [ $? -le 4 ]
        [ -s "$work/stdout" ] || exit 1
        for file in "$work/stdout" "$out/result.json" "$out/samples.csv" "$out/trials.csv" "$out/detectors.csv"; do
            [ -e "$file" ] || [ "${file##*/}" = detectors.csv ] || exit 1
            [ -e "$file" ] || continue
            [ -e "$work/first-$number-${file##*/}" ] || cp "$file" "$work/first-$number-${file##*/}"
            if ! cmp "$work/first-$number-${file##*/}" "$file"; then
                printf 'determinism: JDK %s with %s threads differs: nines %s\n' "$1" "$3" "$experiment" >&2
                failed=1
            fi
        done
        cmp "$work/stdout" "$out/result.json" || failed=1
        rm -rf "$out"
        runs=$((runs + 1))
    done
}

# 17, 21, 25, … have long-term support.
chosen=$(find_all_jdks | awk 'NR == 1 { print; first = $1 } ($1 - 17) % 4 == 0 { newest = $0; version = $1 }
    END { if (version > first) print newest }')
again=true
while read -r version jdk; do
    for threads in 1 2 8; do
        run "$version" "$jdk" "$threads"
    done
    if $again; then
        run "$version" "$jdk" 2
        again=false
    fi
done <<<"$chosen"
[ "$failed" -eq 0 ] || {
    echo 'determinism: the bytes differ' >&2
    exit 1
}
jdks=$(cut -d' ' -f1 <<<"$chosen" | paste -sd' ' -)
printf 'determinism: %s runs with 1, 2 and 8 threads on JDK %s, same bytes\n' "$runs" "$jdks"
case $jdks in *' '*) ;; *) echo 'determinism: skipped: another JDK, only one is here' ;; esac
