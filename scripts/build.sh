#!/usr/bin/env bash
# build.sh [package]: builds the program into target/nines if a source is newer, for ./nines. Says little unless it fails.
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

# Succeeds if something in the tree is newer than the last build.
stale() {
    [ -f "$out/nines/built" ] || return 0
    [ -n "$(find "$home/pom.xml" "$home/.mvn" "$home/scripts/build.sh" "$home"/*/pom.xml "$home"/*/src/main "$home/examples" \
        -newer "$out/nines/built" -print -quit)" ]
}

compile() {
    local maven next=$out/nines.next
    maven=$(find_maven "$home")
    printf 'nines: building with %s (JDK %s) …\n' "${maven##*/}" "$(java_version_of "$JAVA_HOME")" >&2
    rm -rf "$next"
    mkdir -p "$next/lib"
    # The stamp is taken before the build: what changes while it runs is newer and leads to the next build.
    touch "$next/built"
    if ! (cd "$home" && "$maven" -B -ntp -e -pl cli -am package -Dmaven.test.skip=true -Dspotless.check.skip=true) \
        >"$log" 2>&1; then
        grep -E '^\[ERROR\]|ERROR' "$log" | head -n 40 >&2 || tail -n 40 "$log" >&2
        printf 'nines: the build failed; all of it is in %s\n' "$log" >&2
        exit 5
    fi
    cp "$home"/cli/target/lib/*.jar "$next/lib/"
    cp "$home"/cli/target/nines-cli-*.jar "$next/lib/nines.jar"
    # Running processes keep the old files open; new ones see the old folder or the new one, never a half.
    rm -rf "$out/nines.old"
    [ ! -d "$out/nines" ] || mv "$out/nines" "$out/nines.old"
    mv "$next" "$out/nines"
    rm -rf "$out/nines.old"
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

if stale || [ "$goal" = package ]; then
    JAVA_HOME=$(need_java jdk)
    export JAVA_HOME
    mkdir -p "$out"
    acquire
    ! stale || compile
    [ "$goal" != package ] || package
fi
