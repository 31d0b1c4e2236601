#!/usr/bin/env bash
# The same seed gives the same bytes: with 1, 2 and 8 threads, twice, on the oldest JDK found and on the newest one with
# long-term support; on standard output and in result.json. $1: trials, by default as many as take about a minute.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$home"
# shellcheck source=scripts/jdk.sh
. scripts/jdk.sh

designs=(web-active-active web-active-standby)
trials=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
runs=0

# $1 version of the JDK, $2 its folder, $3 threads
run() {
    local out=$work/out-$runs file
    JAVA_HOME=$2 ./nines compare "${designs[@]}" --trials "$trials" --seed 7 --threads "$3" --format json --quiet \
        --out "$out" >"$work/stdout"
    [ -s "$work/stdout" ] || exit 1
    for file in "$work/stdout" "$out/result.json" "$out/samples.csv" "$out/trials.csv"; do
        [ "$runs" -gt 0 ] || cp "$file" "$work/first-${file##*/}"
        if ! cmp "$work/first-${file##*/}" "$file"; then
            printf 'determinism: JDK %s with %s threads differs\n' "$1" "$3" >&2
            failed=1
        fi
    done
    cmp "$work/stdout" "$out/result.json" || failed=1
    rm -rf "$out"
    runs=$((runs + 1))
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
