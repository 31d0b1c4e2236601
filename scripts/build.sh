#!/usr/bin/env bash
# build.sh [package|bench]: builds the program into target/nines if a source is newer, for ./nines; with "bench" also the
# benchmarks and the libraries that they stand beside, into target/nines-bench. Says little unless it fails.
# One build at a time; who comes second waits, and builds again only if that is still needed.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=scripts/jdk.sh
. "$home/scripts/jdk.sh"
goal=${1:-}
out=$home/target
lock=$out/build.lock
log=$out/build.log

# A lock is a folder, because mkdir is atomic everywhere; it names its process, so that a dead one is noticed.
acquire() {
    local waiting=false owner
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null || true)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
            continue
        fi
        $waiting || printf 'nines: another build is running, waiting for it\n' >&2
        waiting=true
        sleep 0.2
    done
    printf '%s\n' $$ >"$lock/pid"
    trap 'rm -rf "$lock"' EXIT
}

# Succeeds if something in the tree is newer than the last build in folder $1.
stale() {
    [ -f "$1/built" ] || return 0
    [ -n "$(find "$home/pom.xml" "$home/.mvn" "$home/scripts/build.sh" "$home"/*/pom.xml "$home"/*/src/main "$home/examples" \
        -newer "$1/built" -print -quit)" ]
}

# Builds module $1 and what it needs.
build_module() {
    local maven
    maven=$(find_maven "$home")
    printf 'nines: building with %s (JDK %s) …\n' "${maven##*/}" "$(java_version_of "$JAVA_HOME")" >&2
    if ! (cd "$home" && "$maven" -B -ntp -e -pl "$1" -am package -Dmaven.test.skip=true -Dspotless.check.skip=true) \
        >"$log" 2>&1; then
        grep -E '^\[ERROR\]|ERROR' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
        printf 'nines: the build failed; all of it is in %s\n' "$log" >&2
        exit 5
    fi
}

# Running processes keep the old files open; new ones see the old folder or the new one, never a half.
swap_in() {
    rm -rf "$1.old"
    [ ! -d "$1" ] || mv "$1" "$1.old"
    mv "$1.next" "$1"
    rm -rf "$1.old"
}

compile() {
    local next=$out/nines.next
    rm -rf "$next"
    mkdir -p "$next/lib"
    # The stamp is taken before the build: what changes while it runs is newer and leads to the next build.
    touch "$next/built"
    build_module cli
    cp "$home"/cli/target/lib/*.jar "$next/lib/"
    cp "$home"/cli/target/nines-cli-*.jar "$next/lib/nines.jar"
    swap_in "$out/nines"
}

compile_bench() {
    local next=$out/nines-bench.next
    rm -rf "$next"
    mkdir -p "$next/lib"
    touch "$next/built"
    build_module bench
    cp "$home"/bench/target/lib/*.jar "$next/lib/"
    cp "$home"/bench/target/nines-bench-*.jar "$next/nines-bench.jar"
    swap_in "$out/nines-bench"
}

version() { sed -n 's|^  <version>\(.*\)</version>|\1|p' "$home/pom.xml" | head -n 1; }

package() {
    local name stage
    name=nines-$(version)
    stage=$out/package.stage/$name
    rm -rf "$out/package.stage"
    mkdir -p "$stage/bin" "$stage/lib"
    cp "$home/nines" "$stage/bin/nines"
    cp "$home/scripts/jdk.sh" "$out"/nines/lib/*.jar "$stage/lib/"
    for part in examples docs README.md CHANGELOG.md LICENSE; do
        [ ! -e "$home/$part" ] || cp -R "$home/$part" "$stage/"
    done
    # Sorted names, one owner, one time: the same sources give the same archive where tar knows how.
    if tar --version 2>/dev/null | grep -q GNU; then
        tar -C "$out/package.stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime='2026-11-20 00:00:00Z' \
            -cf - "$name" | gzip -n >"$out/$name.tar.gz"
    else
        tar -C "$out/package.stage" -czf "$out/$name.tar.gz" "$name"
    fi
    rm -rf "$out/package.stage"
    printf '%s\n' "$out/$name.tar.gz" >"$out/package"
}

needs_bench() { [ "$goal" = bench ] && stale "$out/nines-bench"; }

if stale "$out/nines" || [ "$goal" = package ] || needs_bench; then
    JAVA_HOME=$(need_java jdk)
    export JAVA_HOME
    mkdir -p "$out"
    acquire
    ! stale "$out/nines" || compile
    ! needs_bench || compile_bench
    [ "$goal" != package ] || package
fi
