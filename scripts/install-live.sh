#!/usr/bin/env bash
# install-live.sh [--no-install]: installs the packages that the live tests run for real, on Debian as root. Prints the command
# first, and keeps the packages' daemons from being started. Anywhere else it says why it installs nothing: never an error.
set -euo pipefail

packages=(keepalived haproxy nginx-light mariadb-server nftables openssh-server iproute2 tcpdump util-linux procps sudo)

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done

skip() {
    echo "live tests: skipped: $1"
    exit 0
}

[ "${#missing[@]}" -gt 0 ] || exit 0
[ "${1:-}" != --no-install ] || skip "--no-install, and not installed: ${missing[*]}"
command -v apt-get >/dev/null 2>&1 || skip "no Debian, and not installed: ${missing[*]}"
[ "$(id -u)" -eq 0 ] || skip "not root; fix: sudo apt-get install -y --no-install-recommends ${missing[*]}"

# Debian's own way to install a daemon without starting it; a policy that is there already stays.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi

install=(apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "${missing[@]}")
echo "live tests: ${install[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get -q update >/dev/null || true # an old list may do
"${install[@]}" >/dev/null || skip "could not install ${missing[*]}"
