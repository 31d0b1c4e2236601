#!/bin/sh
# Prepares a target for Nines, says how it is prepared, and takes all of it away again.
#
#   sh -c TEXT prepare VERB        look, install or remove
#
# What varies comes on standard input: key=value lines, an empty line, then the texts of the files one after another.
# Answers are key=value lines. Exit codes: 0 done, 1 failed and all as before, 5 refused and nothing changed,
# 6 a fault is in effect and could not be undone.
set -u
helper=/usr/local/lib/nines/helper
allow=/etc/nines/allow
sudoers=/etc/sudoers.d/nines
state=/run/nines
kept=/var/lib/nines
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
umask 077
# The connection may be cut at any time: what was begun is finished, or taken back.
trap '' HUP INT PIPE TERM

say() { printf '%s\n' "$@" 2>/dev/null || :; }
refuse() { say "refused=$1"; tidy; exit 5; }
tidy() { [ -z "${work-}" ] || rm -rf "$work"; }

# --- What comes in ----------------------------------------------------------------------------------------------------

# The lines before the empty one; each value of these characters only.
read_header() {
    user='' helper_lines=0 helper_hash='' allow_lines=0 allow_hash='' sudoers_lines=0 sudoers_hash=''
    header=0
    while IFS= read -r line; do
        header=$((header + 1))
        case $line in
            '') return 0 ;;
            *[!a-z0-9=_-]*) refuse 'not a parameter' ;;
        esac
        value=${line#*=}
        case ${line%%=*} in
            user) user=$value ;;
            helper-lines) helper_lines=$value ;; helper-hash) helper_hash=$value ;;
            allow-lines) allow_lines=$value ;; allow-hash) allow_hash=$value ;;
            sudoers-lines) sudoers_lines=$value ;; sudoers-hash) sudoers_hash=$value ;;
            *) refuse 'not a parameter' ;;
        esac
    done
    refuse 'the parameters arrived incomplete'
}

# part NAME LINES HASH: the next lines of the input as a file of that name
part() {
    [ "$2" -gt 0 ] || return 0
    sed -n "$((header + 1)),$((header + $2))p" "$work/input" >"$work/$1"
    header=$((header + $2))
    [ "$(hash_of "$work/$1")" = "$3" ] || refuse "the text of the $1 arrived incomplete"
}

hash_of() { sha256sum <"$1" | cut -d' ' -f1; }

# --- What is there ----------------------------------------------------------------------------------------------------

release() { sed -n "s/^$1=//p" /etc/os-release 2>/dev/null | tr -d "\"'" | head -n 1; }

# file PATH: owner, mode and content of it
file() {
    if [ -L "$1" ]; then
        say "file=$1 link"
    elif [ -f "$1" ] && [ -r "$1" ]; then
        say "file=$1 $(stat -c '%U:%G %a' "$1") $(hash_of "$1")"
    elif [ -e "$1" ] || ! reachable "${1%/*}"; then
        say "file=$1 unreadable"
    else
        say "file=$1 absent"
    fi
}
# A folder that we may not look into may hold it.
reachable() { [ ! -e "$1" ] || [ -x "$1" ]; }

# Untouched since it was written: its first line knows the rest.
own_allow() {
    [ -r "$allow" ] && [ "$(sed -n '1s/^# nines target prepare //p' "$allow")" = "$(sed 1d "$allow" | sha256sum | cut -d' ' -f1)" ]
}

has() { if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi; }

# Whatever carries our mark.
left() {
    for folder in "$state" "$kept" "${helper%/*}" "${allow%/*}"; do
        [ ! -e "$folder" ] || say "folder $folder"
    done
    for entry in "$helper" "$allow" "$sudoers" "$helper.nines-new" "$allow.nines-new" "$sudoers.nines-new"; do
        [ ! -e "$entry" ] || say "file $entry"
    done
    nft list tables 2>/dev/null | awk '$3 ~ /^nines_/ { print "table", $2, $3 }'
    tc qdisc show 2>/dev/null | awk '$1 == "qdisc" && $3 == "4e49:" { print "qdisc", $5 }'
    systemctl list-units --all --plain --no-legend 'nines-*' 2>/dev/null | awk '{ print "unit", $1 }'
    for entry in /proc/[0-9]*; do
        case $(tr '\0' ' ' <"$entry/cmdline") in "sh $helper "*) echo "process ${entry#/proc/}" ;; esac
    done 2>/dev/null
}

verb_look() {
    read_header
    say "system=$(release ID) $(release VERSION_ID)" "name=$(release PRETTY_NAME)" "kernel=$(uname -r)"
    say "boot=$(cat /proc/sys/kernel/random/boot_id)" "root=$(has test "$(id -u)" = 0)"
    say "account=$(has id "$user")" "systemd=$(has test -d /run/systemd/system)"
    say "production=$(has test -e /etc/nines/PRODUCTION)"
    for tool in awk sed grep tr head cut paste stat sha256sum getconf flock setsid nft ip tc; do
        [ "$(has command -v "$tool")" = yes ] || say "missing=$tool"
    done
    [ "$user" = root ] || [ "$(has command -v visudo)" = yes ] || say missing=sudo
    file "$helper"
    file "$allow"
    file "$sudoers"
    say "allow-own=$(has own_allow)" "version=$(sed -n 's/^version=//p' "$helper" 2>/dev/null | head -n 1)"
    left | sed 's/^/left=/'
}

# --- Putting it there -------------------------------------------------------------------------------------------------

# Whoever may write a folder on the way to the helper could put another one there.
only_root_writes() {
    [ "$(stat -c %u "$1")" = 0 ] || refuse "$1 is not owned by root"
    case $(stat -c %a "$1") in
        *[2367]) refuse "$1 may be written by everybody" ;;
        *[2367]?) group=$(stat -c %g "$1")
            # Debian gives /usr/local to the group staff, in which usually nobody is.
            [ "$group" = 0 ] || [ -z "$(getent group "$group" | cut -d: -f4)$(getent passwd | cut -d: -f4 | grep -x "$group")" ] ||
                refuse "$1 may be written by the group $(stat -c %G "$1")" ;;
    esac
}

# put NAME PATH MODE: complete beside its place first, then there in one step
put() {
    [ -f "$work/$1" ] || return 0
    [ ! -L "$2" ] || { problem="$2 is a link"; return 1; }
    if [ -e "$2" ]; then cp -p "$2" "$work/$1.old" || return 1; fi
    problem="$2 cannot be written"
    cp "$work/$1" "$2.nines-new" && chown root:root "$2.nines-new" && chmod "$3" "$2.nines-new" || return 1
    echo "$1 $2" >>"$work/done"
    mv -f "$2.nines-new" "$2" || return 1
    ! command -v restorecon >/dev/null || restorecon -F "$2" >/dev/null 2>&1 || :
    say "wrote=$2"
}

make_folder() {
    [ ! -d "$1" ] || return 0
    echo "$1" >>"$work/folders"
    mkdir -m 755 "$1" && chown root:root "$1"
}

# As it was before.
take_back() {
    while read -r name where; do
        if [ -e "$work/$name.old" ]; then mv -f "$work/$name.old" "$where"; else rm -f "$where"; fi
    done <"$work/done"
    rm -f "$helper.nines-new" "$allow.nines-new" "$sudoers.nines-new"
    while read -r folder; do rmdir "$folder" 2>/dev/null; done <"$work/folders"
    say "error=$problem" restored=yes
    tidy
    exit 1
}

begin() {
    [ "$(id -u)" = 0 ] || refuse 'not root'
    exec 9</etc
    flock -w 10 9 || refuse 'somebody else prepares this machine'
    work=$(mktemp -d /run/nines-prepare.XXXXXX) || refuse '/run cannot be written'
    cat >"$work/input"
    read_header <"$work/input"
}

check_sudoers() {
    [ -f "$work/sudoers" ] || return 0
    id "$user" >/dev/null 2>&1 || refuse "there is no account $user"
    visudo -cf "$work/sudoers" >"$work/said" 2>&1 || refuse "visudo: $(tr -c '\040-\176' ' ' <"$work/said" | cut -c1-200)"
    grep -Eq '^[#@]includedir[[:space:]]+/etc/sudoers.d' /etc/sudoers || refuse '/etc/sudoers does not include /etc/sudoers.d'
}

# The whole of sudo's rules still holds, and the account may now do exactly this.
sudoers_work() {
    [ -f "$work/sudoers" ] || return 0
    problem='visudo does not accept the whole of the rules'
    visudo -c >/dev/null 2>&1 || return 1
    problem="sudo does not let $user run $helper"
    sudo -n -l -U "$user" "$helper" caps >/dev/null 2>&1
}

verb_install() {
    begin
    [ ! -e /etc/nines/PRODUCTION ] || refuse 'this is a production system, says /etc/nines/PRODUCTION'
    part helper "$helper_lines" "$helper_hash"
    part allow "$allow_lines" "$allow_hash"
    part sudoers "$sudoers_lines" "$sudoers_hash"
    [ ! -f "$work/helper" ] || sh -n "$work/helper" 2>/dev/null || refuse "the helper is no script that this machine's sh understands"
    check_sudoers
    for folder in /usr/local/lib /etc "${helper%/*}" "${allow%/*}" "${sudoers%/*}"; do
        [ ! -e "$folder" ] || only_root_writes "$folder"
    done
    : >"$work/done"
    : >"$work/folders"
    problem='a folder cannot be made'
    # The right to run it comes last.
    make_folder "${helper%/*}" && make_folder "${allow%/*}" && put helper "$helper" 755 && put allow "$allow" 644 &&
        put sudoers "$sudoers" 440 && sudoers_work || take_back
    tidy
    say done=yes
}

# --- Taking it away ---------------------------------------------------------------------------------------------------

undo_faults() {
    [ -f "$helper" ] || return 0
    printf 'every=yes\n' | sh "$helper" undo >"$work/said" 2>/dev/null
    grep -qx marks=0 "$work/said" && return 0
    sed -n 's/^mark=/left=/p' "$work/said"
    say 'error=a fault is in effect and cannot be undone; the helper stays'
    tidy
    exit 6
}

no_process() { ! left | grep -q '^process'; }

verb_remove() {
    begin
    undo_faults
    rm -f "$sudoers" "$sudoers.nines-new" # nobody can start a new one from here on
    systemctl stop 'nines-*.timer' 'nines-*.service' >/dev/null 2>&1
    # Leases see within a second that their folder has gone.
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        no_process && break
        sleep 0.2
    done
    rm -f "$helper" "$helper.nines-new" "$allow" "$allow.nines-new" "$state/lock" "$state/helper" "$state/STOP"
    for folder in "${helper%/*}" "$state" "$kept" "${allow%/*}"; do rmdir "$folder" 2>/dev/null; done
    # An administrator's own words stay, and with them the folder.
    for own in /etc/nines/PRODUCTION /etc/nines/STOP; do
        [ ! -e "$own" ] || say "kept=$own"
    done
    left | sed 's/^/left=/'
    tidy
    say done=yes
}

case ${1-} in
    look | install | remove) "verb_$1" ;;
    *) say 'error=known verbs: look install remove'; exit 2 ;;
esac
