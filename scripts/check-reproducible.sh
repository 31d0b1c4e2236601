#!/usr/bin/env bash
# Two builds of the same sources give the same jars, byte for byte. Uses the jars that a build has just left.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$home"
# shellcheck source=scripts/jdk.sh
. scripts/jdk.sh
JAVA_HOME=${JAVA_HOME:-$(need_java jdk)}
export JAVA_HOME

sums() { sha256sum ./*/target/nines-*.jar; }

first=$(sums)
"$(find_maven "$home")" -q -B -ntp clean package -Dmaven.test.skip=true -Dspotless.check.skip=true
second=$(sums)
if [ "$first" != "$second" ]; then
    printf 'reproducible: two builds differ\n%s\n' "$(diff <(echo "$first") <(echo "$second"))" >&2
    exit 1
fi
printf 'reproducible: %s jars, same bytes twice\n' "$(wc -l <<<"$first" | tr -d ' ')"
