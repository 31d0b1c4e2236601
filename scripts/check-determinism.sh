#!/usr/bin/env bash
# The same seed gives the same bytes with any number of threads on every JDK found.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$home"
# shellcheck source=scripts/jdk.sh
. scripts/jdk.sh

designs=(web-active-active web-active-standby)
for design in "${designs[@]}"; do
    if [ ! -f "examples/$design/scenario.yaml" ]; then
        echo "determinism: skipped: no worked design $design yet"
        exit 0
    fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=''
failed=0
while read -r version jdk; do
    for threads in 1 2 8; do
        file=$work/jdk$version-threads$threads.json
        JAVA_HOME=$jdk ./nines compare "${designs[@]}" --trials 20 --seed 7 --threads "$threads" \
            --format json --no-progress --out "$work/out-$version-$threads" >"$file"
        if [ -z "$first" ]; then
            first=$file
        elif ! cmp "$first" "$file"; then
            failed=1
        fi
    done
done < <(find_all_jdks)
[ "$failed" -eq 0 ] || {
    echo 'determinism: the bytes differ' >&2
    exit 1
}
jdks=$(find_all_jdks | cut -d' ' -f1 | paste -sd' ' -)
case $jdks in
    *' '*) echo "determinism: same bytes with 1, 2 and 8 threads on JDK $jdks" ;;
    *) echo "determinism: same bytes with 1, 2 and 8 threads on JDK $jdks; other JDKs skipped: only one is here" ;;
esac
