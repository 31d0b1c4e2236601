#!/usr/bin/env bash
# The launcher works from any folder, with blanks in paths, through a link, and keeps standard output for results.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checks=0

fail() {
    printf 'launcher: %s\n' "$*" >&2
    exit 1
}

check() {
    [ "$2" = "$3" ] || fail "$1: expected '$3', got '$2'"
    checks=$((checks + 1))
}

first_line() { "$@" 2>"$work/err" | head -n 1 | cut -d' ' -f1; }

mkdir "$work/a folder"
cd "$work/a folder"
"$home/nines" --version >/dev/null 2>&1 # builds if that is needed
check 'from another folder' "$(first_line "$home/nines" --version)" nines
check 'nothing else is said' "$(cat "$work/err")" ''
ln -s "$home/nines" "$work/a folder/a link"
check 'through a link' "$(first_line "$work/a folder/a link" --version)" nines
ln -s "a link" "$work/a folder/second"
check 'through two links' "$(first_line ./second --version)" nines

status=0
"$home/nines" no-such-command >"$work/out" 2>"$work/err" || status=$?
check 'usage exits with' "$status" 2
check 'usage prints nothing on standard output' "$(cat "$work/out")" ''

# ^C: what is finished is printed and kept, marked incomplete.
set -m # in a group of its own, and not deaf to SIGINT as background jobs of a script are
heard=() # who was started deaf stays so without help
! env --default-signal=INT true 2>/dev/null || heard=(env --default-signal=INT)
${heard[@]+"${heard[@]}"} "$home/nines" run web-active-standby --trials 400 --out "$work/cut" --threads 1 >"$work/out" 2>"$work/err" &
run=$!
set +m
for _ in $(seq 1200); do
    ! grep -q 'simulating *[1-9]' "$work/err" || break
    sleep 0.1
done
kill -INT "$run"
status=0
wait "$run" || status=$?
check 'an interrupted run exits with' "$status" 130
check 'an interrupted run says so' "$(grep -c 'INCOMPLETE: stopped after [1-9]' "$work/out")" 1
check 'an interrupted run keeps its result' "$(grep -c '"complete": false' "$work/cut/result.json")" 1
check 'nothing half-written is left' "$(find "$work" -name '.nines-*' | wc -l | tr -d ' ')" 0

archive=$("$home/nines" package 2>/dev/null)
tar -xzf "$archive" -C "$work/a folder"
distribution=$(basename "$archive" .tar.gz)
check 'the unpacked distribution runs' "$(first_line "./$distribution/bin/nines" --version)" nines
before=$(cksum <"$archive")
"$home/nines" package >/dev/null 2>&1
check 'the archive is the same when packed again' "$(cksum <"$archive")" "$before"

# shellcheck source=scripts/jdk.sh
. "$home/scripts/jdk.sh"
java_candidates() { printf '%s\n' /nowhere "$work"; }
check 'no JDK is one line' "$(need_java jdk 2>&1 | wc -l | tr -d ' ')" 1
mkdir -p "$work/old/bin" "$work/new/bin"
for folder in old new; do
    printf '#!/bin/sh\n' | tee "$work/$folder/bin/java" >"$work/$folder/bin/javac"
    chmod +x "$work/$folder/bin/java" "$work/$folder/bin/javac"
done
echo 'JAVA_VERSION="1.8.0_402"' >"$work/old/release"
echo 'JAVA_VERSION="25.0.1"' >"$work/new/release"
check 'version of a JDK 8' "$(java_version_of "$work/old")" 8
java_candidates() { printf '%s\n' "$work/old" "$work/new"; }
check 'an old JDK is passed over' "$(find_java jdk)" "$work/new"
printf 'launcher: %s checks passed\n' "$checks"
