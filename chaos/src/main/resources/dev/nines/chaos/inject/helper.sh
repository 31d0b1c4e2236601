#!/bin/sh
# The helper of Nines on a target: brings faults into effect and takes them out again.
#
#   helper VERB            caps, look, apply, renew, verify, undo, status or scan
#
# Parameters are key=value lines on standard input; each value must match a pattern of its own before it is used, and
# none is ever evaluated. Answers are key=value lines. Exit codes: 0 done, 1 failed and rolled back, 2 not understood,
# 5 refused and nothing changed, 6 a fault is left.
#
# A fault's state lies in /run/nines/RUN/SEQ (gone after a reboot, as are rules and stopped processes) and, where it
# outlives a reboot, also in /var/lib/nines. Its lease is a process that undoes it when nobody has renewed it in time.
set -u
version=1
root=/run/nines
kept=/var/lib/nines
configured=/etc/nines
handle=4e49:
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
IFS=' 	
'
export LC_ALL PATH
umask 077
# The controller may go at any time: what was begun is finished all the same.
trap '' HUP INT PIPE TERM

say() { printf '%s\n' "$@" 2>/dev/null || :; }
refuse() { say "refused=$1"; exit 5; }
misunderstood() { say "error=$1"; exit 2; }

# --- Parameters -------------------------------------------------------------------------------------------------------

# matches VALUE LENGTH_MAX CHARACTERS: not empty, no longer than that, of these characters only, no leading dash
matches() {
    case $1 in
        '' | -*) return 1 ;;
        *[!$3]*) return 1 ;;
    esac
    [ "${#1}" -le "$2" ]
}

from_to() { number "$1" && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }
number() { matches "$1" 15 0-9; }

one_of() {
    value=$1
    shift
    for word; do
        [ "$value" = "$word" ] && return 0
    done
    return 1
}

path() {
    matches "$1" 200 'A-Za-z0-9_./-' || return 1
    case $1 in
        */../* | */.. | */./* | */. | *//*) return 1 ;;
        /*) return 0 ;;
    esac
    return 1
}

clear_parameters() {
    p_run='' p_seq='' p_fault='' p_ttl='' p_environment='' p_control='' p_pidfile='' p_pid='' p_started='' p_tree=no
    p_signal=KILL p_unit='' p_direction=in p_peers=any p_protocol=any p_ports='' p_side=local p_verdict=drop
    p_share='' p_interface='' p_rate='' p_burst='' p_delay='' p_jitter=0 p_path='' p_leave='' p_bytes='' p_workers=''
    p_keep='' p_floor=yes p_start='' p_every=no p_reorder=0 p_java='' p_healer=''
}

# take KEY VALUE: one parameter, or failure
take() {
    case $1 in
        run) matches "$2" 20 a-z0-9 && p_run=$2 ;;
        seq) matches "$2" 6 0-9 && p_seq=$2 ;;
        fault) matches "$2" 20 a-z- && p_fault=$2 ;;
        ttl) matches "$2" 5 0-9 && p_ttl=$2 ;;
        environment) matches "$2" 40 A-Za-z0-9_.- && p_environment=$2 ;;
        control) one_of "$2" none ssh && p_control=$2 ;;
        pidfile) path "$2" && p_pidfile=$2 ;;
        pid) number "$2" && p_pid=$2 ;;
        started) number "$2" && p_started=$2 ;;
        tree) one_of "$2" yes no && p_tree=$2 ;;
        signal) one_of "$2" KILL TERM && p_signal=$2 ;;
        unit) matches "$2" 100 A-Za-z0-9_.@:- && p_unit=$2 ;;
        direction) one_of "$2" in out both && p_direction=$2 ;;
        peers) { [ "$2" = any ] || matches "$2" 2000 '0-9a-fA-F.:/,'; } && p_peers=$2 ;;
        protocol) one_of "$2" any tcp udp vrrp && p_protocol=$2 ;;
        ports) matches "$2" 100 0-9, && p_ports=$2 ;;
        side) one_of "$2" local remote && p_side=$2 ;;
        verdict) one_of "$2" drop reject && p_verdict=$2 ;;
        share) matches "$2" 5 0-9 && p_share=$2 ;;
        interface) matches "$2" 15 A-Za-z0-9_.- && p_interface=$2 ;;
        rate) number "$2" && p_rate=$2 ;;
        burst) number "$2" && p_burst=$2 ;;
        delay) number "$2" && p_delay=$2 ;;
        jitter) number "$2" && p_jitter=$2 ;;
        reorder) from_to "$2" 1 10000 && p_reorder=$2 ;;
        java) path "$2" && p_java=$2 ;;
        path) path "$2" && p_path=$2 ;;
        leave) number "$2" && p_leave=$2 ;;
        floor) one_of "$2" yes no && p_floor=$2 ;;
        bytes) number "$2" && p_bytes=$2 ;;
        workers) matches "$2" 3 0-9 && p_workers=$2 ;;
        keep) matches "$2" 45 '0-9a-fA-F.:' && p_keep=$2 ;;
        every) one_of "$2" yes && p_every=$2 ;;
        healer) one_of "$2" controller plain systemd kernel && p_healer=$2 ;;
        # A program and its arguments, one word each. A program's name has no leading dash, its options have.
        start) case $2 in
            '' | *[!A-Za-z0-9_@%+=:,./-]*) return 1 ;;
            -*) [ -n "$p_start" ] && p_start="$p_start $2" ;;
            *) p_start="${p_start:+$p_start }$2" ;;
        esac ;;
        # Ends one command, so that another can follow.
        next) one_of "$2" yes && [ -n "$p_start" ] && p_start="$p_start
" ;;
        *) return 1 ;;
    esac
}

# Text of parameters -> variables. Anything but printable ASCII arrives as \001, which no pattern lets through.
read_parameters() {
    clear_parameters
    while IFS= read -r line; do
        case $line in
            *=*) take "${line%%=*}" "${line#*=}" || return 1 ;;
            *) return 1 ;;
        esac
    done <<END
$1
END
}

take_input() {
    input=$(tr -c '\n\040-\176' '\001' | head -c 16384)
    [ -n "$input" ] || misunderstood 'no parameters'
    read_parameters "$input" || misunderstood "not a parameter: $(printf '%s' "$line" | tr -c '\040-\176' '?' | cut -c1-80)"
}

need() {
    for key; do
        case $key in
            run) value=$p_run ;; seq) value=$p_seq ;; fault) value=$p_fault ;; ttl) value=$p_ttl ;;
            environment) value=$p_environment ;; control) value=$p_control ;; unit) value=$p_unit ;;
            interface) value=$p_interface ;; rate) value=$p_rate ;; burst) value=$p_burst ;; delay) value=$p_delay ;;
            path) value=$p_path ;; leave) value=$p_leave ;; bytes) value=$p_bytes ;; workers) value=$p_workers ;;
            keep) value=$p_keep ;; java) value=$p_java ;;
        esac
        [ -n "$value" ] || misunderstood "$key is missing"
    done
}

# --- Time, processes --------------------------------------------------------------------------------------------------

# Boot time in hundredths of a second: no step of the wall clock moves it.
now() {
    read -r up _ </proc/uptime
    up=${up%.*}${up#*.}
    while [ "$up" != "${up#0}" ] && [ "$up" != 0 ]; do up=${up#0}; done
    echo "$up"
}

stamp() { date +%s%N; }

# struck COMMAND…: the first thing that is felt of a fault, between two stamps; what else an injection takes time for is not
# the fault
struck_before='' struck_after=''
struck() {
    [ -z "$struck_after" ] || { "$@"; return; }
    struck_before=$(stamp)
    "$@" || return
    struck_after=$(stamp)
}

# state_of PID: its state, parent and start time (ticks since boot). The name before them may hold anything.
state_of() {
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    [ -n "$stat" ] || return 1
    # shellcheck disable=SC2086 # numbers
    set -- ${stat##*) }
    echo "$1 $2 ${20}"
}

started() { state_of "$1" | { read -r _ _ at && echo "$at"; }; }

# alive PID STARTED: still that process, and not only waited for
alive() {
    state_of "$1" | { read -r state _ at && [ "$at" = "$2" ] && [ "$state" != Z ] && [ "$state" != X ]; }
}

# Every process: number, parent, start time, state. One pass, since each look by a program of its own takes a millisecond.
snapshot() {
    cat /proc/[0-9]*/stat 2>/dev/null | awk '{ pid = $1; sub(/^.*\) /, ""); print pid, $2, $20, $1 }'
}

# tree PID: it and its descendants with their start times
tree() {
    snapshot | awk -v top="$1" '
        { parent[$1] = $2; at[$1] = $3 }
        END {
            inside[top] = 1
            do {
                more = 0
                for (pid in at) if (!(pid in inside) && (parent[pid] in inside)) { inside[pid] = 1; more = 1 }
            } while (more)
            for (pid in inside) if (pid in at) print pid, at[pid]
        }'
}

pids() { cut -d' ' -f1 | paste -s -d' ' -; }

# This shell, what it was started by, and the process that everything ends with: never hit.
ours() {
    pid=$$
    while [ "${pid:-0}" -gt 0 ]; do
        echo "$pid"
        pid=$(state_of "$pid" | { read -r _ parent _ && echo "$parent"; })
    done
    echo 1
}

is_ours() { ours | grep -qx "$1"; }

# detached WORD...: runs on its own, with nothing of ours open and no signal ignored
detached() {
    ( (
        trap - HUP INT PIPE TERM
        cd / || exit
        exec setsid "$@"
    ) </dev/null >/dev/null 2>&1 9>&- & )
}

# --- The right to do it -----------------------------------------------------------------------------------------------

# Owned by root, and nobody else may write: else anybody could have allowed himself anything.
only_root_writes() {
    [ ! -L "$1" ] || refuse "$1 is a link"
    [ "$(stat -c %u "$1")" = 0 ] || refuse "$1 is not owned by root"
    case $(stat -c %a "$1") in
        *[2367] | *[2367]?) refuse "$1 may be written by others than root" ;;
    esac
}

# The lines of the allow-file with that key.
allowed() { sed -n "s/^$1=//p" "$configured/allow"; }

# allows KEY WORD: one of the words after the key
allows() {
    for word in $(allowed "$1"); do
        [ "$word" = "$2" ] && return 0
    done
    return 1
}

halted() { [ -e "$root/STOP" ] || [ -e "$configured/STOP" ]; }

guard() {
    [ -e /proc/self/stat ] || refuse '/proc shows processes of another namespace: their numbers are not ours'
    if [ -e "$configured/PRODUCTION" ] || [ -L "$configured/PRODUCTION" ]; then
        refuse "this is a production system, says $configured/PRODUCTION"
    fi
    halted && refuse "halted: $root/STOP or $configured/STOP exists; remove it to go on"
    [ -e "$configured/allow" ] || refuse "$configured/allow is missing: this system did not agree to faults"
    only_root_writes "$configured"
    only_root_writes "$configured/allow"
    case $p_environment in
        *[Pp][Rr][Oo][Dd]*) refuse "environment $p_environment looks like production" ;;
    esac
    allows environment "$p_environment" || refuse "environment $p_environment is not the one of $configured/allow"
    [ "$p_fault" = rehearsal ] || allows faults "$p_fault" || refuse "fault $p_fault is not in $configured/allow"
    longest=$(allowed ttl-max)
    from_to "$p_ttl" 2 "${longest:-900}" || refuse "ttl $p_ttl s is not from 2 to ${longest:-900} s"
    for entry in "$root"/*/; do
        other=${entry#"$root"/}
        [ ! -d "$entry" ] || [ "$other" = "$p_run/" ] || refuse "run ${other%/} has faults here; nines chaos revert"
    done
    [ "$p_fault" != rehearsal ] || return 0 # it hurts nobody, however many there are
    most=$(allowed concurrent-max)
    [ "$(find "$root" -mindepth 2 -maxdepth 2 -type d 2>/dev/null | wc -l)" -lt "${most:-4}" ] ||
        refuse "$configured/allow permits ${most:-4} faults at once"
}

# The controller's way in, as the shell that sshd started knows it: sudo hides it from us, /proc does not.
find_control() {
    control_peer='' control_port=''
    [ "$p_control" = ssh ] || return 0
    for pid in $(ours); do
        connection=$(tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | sed -n 's/^SSH_CONNECTION=//p')
        # shellcheck disable=SC2086 # address, port, address, port
        [ -z "$connection" ] || { set -- $connection; control_peer=$1 control_port=$4; return 0; }
    done
    refuse 'the control connection cannot be told from others, so it could be cut'
}

locked() {
    [ -d "$root" ] || mkdir -p "$root"
    only_root_writes "$root"
    exec 9>"$root/lock"
    flock -w 5 9
}

# --- A fault's folder -------------------------------------------------------------------------------------------------

folder() { echo "$root/$p_run/$p_seq"; }
table() { echo "nines_${p_run}_$p_seq"; }
keep() { printf '%s\n' "$2" >"$d/$1"; }
kept_in() { cat "$d/$1" 2>/dev/null; }
deadline_in() { keep deadline.new "$(($(now) + $1 * 100))" && mv "$d/deadline.new" "$d/deadline"; }

load() {
    [ -f "$root/$1/$2/parameters" ] || return 1
    read_parameters "$(cat "$root/$1/$2/parameters")" || return 1
    d=$(folder)
}

forget() {
    for file in parameters pre state deadline deadline.new processes found lease routes addresses at ports ports.new; do
        rm -f "$d/$file"
    done
    rmdir "$d" "${d%/*}" 2>/dev/null
    rm -f "$kept/$p_run-$p_seq"
    [ ! -d "$d" ]
}

# Where the kernel shall be seen to heal, the lease leaves it the time.
lease_seconds() { if [ "$p_healer" = kernel ]; then echo "$((p_ttl + 15))"; else echo "$p_ttl"; fi; }

# The lease outlives us: systemd starts it when the time is up, or it waits by itself.
arm() {
    if [ "$p_healer" != plain ] && [ -d /run/systemd/system ] && systemd-run --quiet --collect --unit="nines-$p_run-$p_seq" \
        --on-active="$p_ttl" --timer-property=AccuracySec=100ms sh "$self" lease "$p_run" "$p_seq" "$p_ttl"; then
        keep lease systemd
        return 0
    fi
    detached sh "$self" lease "$p_run" "$p_seq" "$p_ttl"
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ -s "$d/lease" ] && return 0
        sleep 0.05
    done
    return 1
}


# --- Processes --------------------------------------------------------------------------------------------------------

# A process by its number and start time, or by its file. A process younger than the file is another one.
find_process() {
    if [ -n "$p_pidfile" ]; then
        [ -f "$p_pidfile" ] || refuse "$p_pidfile is not there"
        p_pid=$(head -n 1 "$p_pidfile" | tr -d ' \t')
        number "$p_pid" || refuse "$p_pidfile holds no number"
        p_started=$(started "$p_pid") || refuse "no process $p_pid, although $p_pidfile says so"
        process_age=$(($(now) / 100 - p_started / $(getconf CLK_TCK)))
        file_age=$(($(date +%s) - $(stat -c %Y "$p_pidfile")))
        [ "$file_age" -le "$((process_age + 2))" ] || refuse "process $p_pid is younger than $p_pidfile: another one"
    fi
    { number "$p_pid" && number "$p_started"; } || misunderstood 'which process?'
    alive "$p_pid" "$p_started" || refuse "process $p_pid is not the one that started at $p_started"
    is_ours "$p_pid" && refuse "process $p_pid carries this helper"
    process=$p_pid process_started=$p_started
}

hit() { if [ "$p_tree" = yes ]; then tree "$process"; else echo "$process $process_started"; fi; }

# stop_and_note COMMAND: the processes that it prints, noted before they are stopped; a stopped one has no more children
stop_and_note() {
    : >"$d/processes"
    while "$1" | grep -vxFf "$d/processes" >"$d/found"; do
        cat "$d/found" >>"$d/processes" || return 1 # what is not noted is not stopped: nobody could undo it
        stopped=$(pids <"$d/found")
        struck signal STOP "$stopped"
    done
}

# signal NAME PIDS: to all in one go
# shellcheck disable=SC2086 # numbers
signal() { [ -z "$2" ] || kill -"$1" $2 2>/dev/null; }

# Of the noted processes those that are still the same ones, and their states.
noted_alive() {
    [ -s "$d/processes" ] || return 0
    snapshot | awk 'NR == FNR { at[$1] = $2; next } at[$1] == $3 && $4 !~ /[ZX]/ { print $1, $4 }' "$d/processes" -
}
noted_in() { noted_alive | grep -q " $1\$"; }

none_alive() { [ -z "$(noted_alive)" ]; }
none_stopped() { ! noted_in T; }
end_noted() { signal KILL "$(noted_alive | pids)"; }

# within TENTHS COMMAND…: true as soon as it succeeds
within() {
    tenths=$1
    shift
    while ! "$@"; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || return 1
        sleep 0.1
    done
}

# named COMMAND-LINE: processes whose command line begins so
named() {
    first=${1%% *} first=${first##*/}
    first=$(printf '%.15s' "$first")
    for entry in /proc/[0-9]*; do
        comm=''
        read -r comm <"$entry/comm"
        [ "$comm" = "$first" ] || continue
        case $(tr '\0' ' ' <"$entry/cmdline") in "$1 "*) echo "${entry#/proc/}" ;; esac
    done 2>/dev/null
}
running() { [ -n "$(named "$*")" ]; }

file_lives() {
    pid=$(head -n 1 "$p_pidfile" 2>/dev/null | tr -d ' \t')
    number "$pid" && at=$(started "$pid") && alive "$pid" "$at"
}

# up WORD…: the process of the file lives, or one with this command line
up() { if [ -n "$p_pidfile" ]; then file_lives; else running "$@"; fi; }

start_again() {
    printf '%s\n' "$p_start" | {
        failed=0
        while read -r words; do
            [ -n "$words" ] || continue
            # shellcheck disable=SC2086 # words of letters, digits and _@%+=:,./- only
            set -- $words
            up "$@" && continue # a supervisor was faster: never a second copy
            umask 022
            detached "$@"
            umask 077
            within 100 up "$@" || { say "error=$1 did not come up"; failed=1; }
        done
        [ "$failed" = 0 ]
    }
}

startable() {
    [ -n "$p_start" ] || return 0
    allows start-any yes && return 0
    printf '%s\n' "$p_start" | while read -r words; do
        [ -z "$words" ] || allowed start | grep -qxF "$words" || exit 1
    done || refuse "a start command is not in $configured/allow"
}

check_pause() { find_process; }
apply_pause() { stop_and_note hit; }
verify_pause() { within 20 all_stopped; }
all_stopped() { noted_in T && ! noted_in '[^T]'; }
undo_pause() { signal CONT "$(noted_alive | pids)"; }
undone_pause() { none_stopped; }

check_kill() { find_process; startable; }
apply_kill() {
    if [ "$p_signal" = TERM ]; then
        echo "$process $process_started" >"$d/processes"
        alive "$process" "$process_started" && struck kill -TERM "$process"
        return
    fi
    stop_and_note hit # first all stand still: nobody may see his parent die and say so
    end_noted
}
verify_kill() { within 50 none_alive; }
undo_kill() {
    [ "$p_signal" = TERM ] || end_noted
    start_again
}
undone_kill() {
    none_stopped || return 1
    # shellcheck disable=SC2086
    [ -z "$p_start" ] || up $p_start
}

check_hold_down() {
    need unit
    [ -d /run/systemd/system ] || refuse 'there is no systemd here; kill holds a process down that nobody starts again'
    allows units "$p_unit" || refuse "unit $p_unit is not in $configured/allow"
    systemctl is-active --quiet -- "$p_unit" || refuse "unit $p_unit is not active"
    [ "$(systemctl is-enabled -- "$p_unit" 2>/dev/null)" != masked ] || refuse "unit $p_unit is masked already"
}
apply_hold_down() { systemctl stop -- "$p_unit" && systemctl mask --runtime -- "$p_unit"; }
verify_hold_down() { ! systemctl is-active --quiet -- "$p_unit"; }
undo_hold_down() { systemctl unmask --runtime -- "$p_unit" && systemctl start -- "$p_unit"; }
undone_hold_down() { systemctl is-active --quiet -- "$p_unit"; }

# --- Cuts: rules that the kernel itself forgets -----------------------------------------------------------------------

# Every rule asks the set "live" first, whose elements have a timeout: when nobody renews them, the rule is dead.

of_family() { # 4 or 6
    printf '%s\n' "$p_peers" | tr ',' '\n' | case $1 in 4) grep -v : ;; 6) grep : ;; esac | paste -s -d, -
}

selectors() { # saddr or daddr
    [ "$p_peers" != any ] || { echo 'any'; return; }
    [ -z "$(of_family 4)" ] || echo "ip $1 @p4"
    [ -z "$(of_family 6)" ] || echo "ip6 $1 @p6"
}

traffic() { # dport or sport
    case $p_protocol:$p_ports in
        vrrp:*) echo 'meta l4proto 112' ;;
        any:) ;;
        any:*) echo "meta l4proto { tcp, udp } th $1 { $p_ports }" ;;
        *:) echo "meta l4proto $p_protocol" ;;
        *) echo "$p_protocol $1 { $p_ports }" ;;
    esac
}

verdicts() {
    if [ "$p_fault" = loss ]; then
        echo "numgen random mod 10000 < $p_share counter drop"
    elif rejects; then
        [ "$p_protocol" = udp ] || echo 'meta l4proto tcp counter reject with tcp reset'
        [ "$p_protocol" = tcp ] || echo 'counter reject'
    else
        echo 'counter drop'
    fi
}

rejects() { [ "$p_fault" = reject ] || [ "$p_verdict" = reject ]; }
is_cut() { [ "$p_healer" = kernel ] || one_of "$p_fault" partition reject loss dns storage silent-cut tcp-delay; }

# chain NAME HOOK LIVE ADDRESS PORT CONTROL-ADDRESS CONTROL-PORT
chain() {
    echo "chain $1 { type filter hook $2 priority -300; policy accept;"
    case $control_peer in
        '') ;;
        *:*) echo "ip6 $6 $control_peer tcp $7 $control_port accept" ;;
        *) echo "ip $6 $control_peer tcp $7 $control_port accept" ;;
    esac
    selectors "$4" | while read -r who; do
        verdicts | while read -r verdict; do
            [ "$who" != any ] || who=''
            echo "$3 $who $(traffic "$5") $verdict"
        done
    done
    echo '}'
}

peer_sets() {
    [ "$p_peers" != any ] || return 0
    [ -z "$(of_family 4)" ] || echo "set p4 { type ipv4_addr; flags interval; elements = { $(of_family 4) }; }"
    [ -z "$(of_family 6)" ] || echo "set p6 { type ipv6_addr; flags interval; elements = { $(of_family 6) }; }"
}

rules() {
    case $p_side in local) in=dport out=sport ;; *) in=sport out=dport ;; esac
    [ "$p_direction" = out ] || {
        # At the receiver: a sender whose own output is dropped would be told so, which no cut cable does.
        echo "table inet $(table) { set live { type nf_proto; flags timeout; }"
        peer_sets
        chain input input 'meta nfproto @live' saddr "$in" saddr dport
        chain forward forward 'meta nfproto @live' saddr "$in" saddr dport
        echo '}'
    }
    [ "$p_direction" = in ] || {
        # Behind the sender's back, on the way out of the interface.
        echo "table netdev $(table) { set live { type ether_type; flags timeout; }"
        peer_sets
        chain output "egress device \"$p_interface\"" 'meta protocol @live' daddr "$out" daddr sport
        echo '}'
    }
}

silent_rules() {
    echo "table bridge $(table) { set live { type ifname; flags timeout; }
        chain cut { type filter hook forward priority -300; policy accept;
            iifname @live counter drop
            oifname @live counter drop
        }
        chain own { type filter hook output priority -300; policy accept; oifname @live counter drop; }
        chain input { type filter hook input priority -300; policy accept; iifname @live counter drop; }
    }"
}

# Adding, deleting and adding again renews an element whether or not it has gone.
live() {
    for family in $(families); do
        case $family in
            inet) names='ipv4 ipv6' ;; netdev) names='ip ip6' ;; bridge) names="\"$p_interface\"" ;;
        esac
        for name in $names; do
            echo "add element $family $(table) live { $name }"
            echo "delete element $family $(table) live { $name }"
            echo "add element $family $(table) live { $name timeout ${p_ttl}s }"
        done
    done
}

families() {
    case $p_fault:$p_direction in
        silent-cut:*) echo bridge ;; *:in) echo inet ;; *:out) echo netdev ;; *) echo inet netdev ;;
    esac
}

counted() {
    for family in $(families); do nft list table "$family" "$(table)" 2>/dev/null; done |
        awk '{ for (i = 1; i < NF; i++) if ($i == "packets") sum += $(i + 1) } END { print sum + 0 }'
}

ours_in_nft() { nft list tables 2>/dev/null | awk '$3 ~ /^nines_/ { print $2, $3 }'; }

drop_tables() { # NAME: whatever family it is in; adding first makes deleting idempotent
    ours_in_nft | while read -r family name; do
        [ "$name" != "$1" ] || printf 'add table %s %s\ndelete table %s %s\n' "$family" "$name" "$family" "$name"
    done | nft -f -
}

check_partition() {
    command -v nft >/dev/null || refuse 'nft is not installed'
    find_control
    [ "$p_direction" = in ] || { need interface; on_interface; }
    [ "$p_direction" = in ] || ! rejects || refuse 'what is sent cannot be rejected, only what arrives'
    [ "$p_protocol" != vrrp ] || allows split-brain yes ||
        refuse "cutting VRRP alone makes two masters; split-brain=yes is not in $configured/allow"
    { rules; live; } | nft -c -f - 2>/dev/null || refuse 'nft does not take these rules: peers, ports or the interface'
}
apply_partition() {
    ruleset=$(rules; live)
    struck load_rules
}
load_rules() { printf '%s\n' "$ruleset" | nft -f -; }
verify_partition() {
    for family in $(families); do
        nft list set "$family" "$(table)" live 2>/dev/null | grep -q expires || return 1
    done
}
undo_partition() { drop_tables "$(table)"; }
undone_partition() { ! ours_in_nft | grep -q " $(table)\$"; }
check_loss() {
    from_to "$p_share" 1 10000 || misunderstood 'share is from 1 to 10000'
    check_partition
}
check_silent_cut() {
    need interface
    on_interface
    { silent_rules; live; } | nft -c -f - 2>/dev/null || refuse 'nft does not take rules for bridges here'
}
apply_silent_cut() {
    ruleset=$(silent_rules; live)
    struck load_rules
}

# --- Interfaces -------------------------------------------------------------------------------------------------------

on_interface() {
    ip link show dev "$p_interface" >/dev/null 2>&1 || refuse "no interface $p_interface"
    allows interfaces "$p_interface" || refuse "interface $p_interface is not in $configured/allow"
}

root_qdisc() { tc qdisc show dev "$p_interface" 2>/dev/null | awk '$4 == "root" { print $2, $3; exit }'; }

check_rate() {
    need interface rate burst
    check_qdisc
}
check_qdisc() {
    on_interface
    find_control
    [ -z "$control_peer" ] || ! carries_control || refuse "the control connection runs over $p_interface"
    case $(root_qdisc) in
        'noqueue 0:' | 'pfifo_fast 0:' | 'fq_codel 0:' | 'pfifo 0:' | 'noop 0:') ;;
        *) refuse "$p_interface has the queueing discipline $(root_qdisc), which is not the kernel's own" ;;
    esac
}
apply_rate() { tc qdisc add dev "$p_interface" root handle "$handle" tbf rate "${p_rate}bit" burst "${p_burst}b" latency 400ms; }
verify_rate() { [ "$(root_qdisc)" = "tbf $handle" ]; }
undo_rate() { case $(root_qdisc) in *" $handle") tc qdisc del dev "$p_interface" root handle "$handle" ;; esac; }
undone_rate() { case $(root_qdisc) in *" $handle") return 1 ;; esac; }

has_netem() { unshare --net tc qdisc add dev lo root netem delay 1ms 2>/dev/null; }
check_delay() {
    need interface delay
    has_netem || refuse 'the kernel has no netem (CONFIG_NET_SCH_NETEM), which delays packets'
    check_qdisc
}
# Packets that come out of order are those that do not wait. The limit is raised, lest a delay loses packets too.
apply_delay() {
    set -- delay "${p_delay}us" "${p_jitter}us"
    [ "$p_reorder" = 0 ] || set -- "$@" reorder "$((p_reorder / 100)).$(printf '%02d' $((p_reorder % 100)))%"
    tc qdisc add dev "$p_interface" root handle "$handle" netem limit 100000 "$@"
}
verify_delay() { [ "$(root_qdisc)" = "netem $handle" ]; }

# --- Slow TCP, where the kernel has no netem: connections are sent through a proxy that ends with its lease ------------

only_in_a_lab() {
    case $(readlink /proc/self/ns/pid) in
        'pid:[4026531836]' | '') refuse "only a lab host, which has process numbers of its own, $1" ;;
    esac
}

# Where something listens: "ADDRESS:PORT", IPv4 only; what listens everywhere is reached by the loopback address.
listening() {
    awk '
        function hex(text,    i, n) {
            n = 0
            for (i = 1; i <= length(text); i++) n = n * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
            return n
        }
        $4 == "0A" {
            split($2, at, ":")
            if (length(at[1]) == 8)
                where = hex(substr(at[1], 7, 2)) "." hex(substr(at[1], 5, 2)) "." hex(substr(at[1], 3, 2)) "." hex(substr(at[1], 1, 2))
            else if (at[1] ~ /^0+$/) where = "0.0.0.0"
            else next
            if (where ~ /^127\./) next
            if (where == "0.0.0.0") where = "127.0.0.1"
            if (!seen[where ":" at[2]]++) print where ":" hex(at[2])
        }' /proc/net/tcp /proc/net/tcp6 2>/dev/null | wanted_ports
}
wanted_ports() { if [ -z "$p_ports" ]; then cat; else grep -E ":($(printf '%s' "$p_ports" | tr , '|'))\$"; fi; }

check_tcp_delay() {
    need delay java
    only_in_a_lab 'has room for a proxy of ours'
    command -v nft >/dev/null || refuse 'nft is not installed'
    find_control
    [ -z "$control_peer" ] || refuse 'the control connection would run through the proxy'
    allows java "$p_java" || refuse "java $p_java is not in $configured/allow"
    [ -x "$p_java" ] || refuse "$p_java cannot be run"
    [ -f "${self%/*}/proxy.jar" ] || refuse "${self%/*}/proxy.jar is missing"
    [ -n "$(listening)" ] || refuse 'nothing listens on these ports'
    echo 'add table inet nines; add chain inet nines c { type nat hook prerouting priority -110; }' |
        nft -c -f - 2>/dev/null || refuse 'the kernel cannot redirect connections (CONFIG_NFT_NAT)'
}
proxy() {
    note_worker
    # shellcheck disable=SC2046 # addresses and ports
    exec "$p_java" -Xmx64m -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp "${self%/*}/proxy.jar" \
        dev.nines.chaos.proxy.ProxyMain "$d" "$p_delay" "$p_jitter" "${p_rate:-0}" $(listening)
}
# Only what the redirection sends there may come to the proxy.
redirections() {
    echo "table inet $(table) { set live { type nf_proto; flags timeout; }
        chain slow { type nat hook prerouting priority -110; policy accept;"
    while read -r door address port; do
        case $address in 127.0.0.1) to='fib daddr type local' ;; *) to="ip daddr $address" ;; esac
        echo "meta nfproto ipv4 meta nfproto @live $to tcp dport $port counter redirect to :$door"
    done <"$d/ports"
    echo '}
        chain guard { type filter hook input priority -300; policy accept;'
    doors=$(cut -d' ' -f1 "$d/ports" | paste -s -d, -)
    echo "tcp dport { $doors } ct status dnat accept
            tcp dport { $doors } drop
        }
    }"
}
apply_tcp_delay() {
    : >"$d/processes"
    detached sh "$self" proxy "$p_run" "$p_seq"
    within 200 opened || { echo 'the proxy did not start'; return 1; }
    before=$(stamp)
    { redirections; live; } | nft -f -
}
opened() { [ -s "$d/ports" ]; }
verify_tcp_delay() { verify_partition && [ -n "$(noted_alive)" ]; }
# The rule first: new connections go straight to the service, those that went through the proxy are reset.
undo_tcp_delay() { undo_partition; end_noted; }
undone_tcp_delay() { undone_partition && within 20 none_alive; }

carries_control() { ip route get "$control_peer" 2>/dev/null | grep -q " dev $p_interface "; }
is_up() { ip -o link show dev "$p_interface" | grep -q '[<,]UP[,>]'; }

check_interface_down() {
    need interface
    on_interface
    find_control
    [ -z "$control_peer" ] || ! carries_control || refuse "the control connection runs over $p_interface"
    is_up || refuse "$p_interface is down already"
}
apply_interface_down() {
    ip route save table main dev "$p_interface" >"$d/routes" 2>/dev/null
    ip -6 addr save dev "$p_interface" >"$d/addresses" 2>/dev/null
    struck ip link set dev "$p_interface" down
}
verify_interface_down() { ! is_up; }
# Interfaces forget routes and IPv6 addresses when they go down.
undo_interface_down() {
    ip link set dev "$p_interface" up || return 1
    [ ! -s "$d/addresses" ] || ip addr restore <"$d/addresses" 2>/dev/null
    [ ! -s "$d/routes" ] || ip route restore <"$d/routes" 2>/dev/null
    :
}
undone_interface_down() { is_up; }

# --- A host's crash, in a lab only: cable out, everything dead, later everything started again ------------------------

# All but this helper, the leases, what belongs to them, and the first process.
everything() {
    { ours; cat "$root"/*/*/lease; } >"$d/at"
    snapshot | awk '
        NR == FNR { spared[$1]; next }
        $4 != "Z" { parent[$1] = $2; at[$1] = $3 }
        END {
            for (pid in at) {
                for (up = pid; up > 1 && !(up in spared); up = parent[up]) ;
                if (pid != 1 && !(up > 1)) print pid, at[pid]
            }
        }' "$d/at" -
}

check_crash() {
    need interface keep
    on_interface
    only_in_a_lab 'can be crashed this way'
    [ "$(cat /proc/1/comm)" = sleep ] || refuse 'the first process is not that of a lab host'
    startable
}
apply_crash() {
    apply_interface_down || return 1
    stop_and_note everything
    end_noted
    # Addresses that a daemon had taken die with the host's memory.
    ip -o addr show dev "$p_interface" scope global | awk '{ print $4 }' | while read -r address; do
        [ "${address%/*}" = "$p_keep" ] || ip addr del "$address" dev "$p_interface"
    done
}
verify_crash() { ! is_up && within 20 none_alive; }
undo_crash() {
    end_noted
    undo_interface_down && start_again
}
undone_crash() { is_up; }

# --- Disk, processor, memory ------------------------------------------------------------------------------------------

free_bytes() { df -P -B1 "$p_path" | awk 'NR == 2 { print $4 }'; }
fill_file() { echo "$p_path/.nines-fill-$p_run-$p_seq"; }
outlives_reboot() { [ "$(stat -f -c %T "$p_path")" != tmpfs ]; }

check_disk_fill() {
    need path leave
    [ "$(readlink -f "$p_path")" = "$p_path" ] || refuse "$p_path is not a folder, or leads over a link"
    [ -d "$p_path" ] || refuse "$p_path is not a folder"
    allows paths "$p_path" || refuse "path $p_path is not in $configured/allow"
    for place in / "$root" "$(dirname "$self")"; do
        [ "$(stat -c %d "$p_path")" != "$(stat -c %d "$place")" ] || refuse "$p_path is on the file system of $place"
    done
    if [ "$p_floor" = no ]; then
        allows enospc yes || refuse "filling to the brim: enospc=yes is not in $configured/allow"
    else
        least=$(df -P -B1 "$p_path" | awk 'NR == 2 { least = $2 / 100; if (least < 536870912) least = 536870912; printf "%d", least }')
        [ "$p_leave" -ge "$least" ] || refuse "leave is less than $least bytes"
    fi
    [ "$(free_bytes)" -gt "$p_leave" ] || refuse "only $(free_bytes) bytes are free"
    ! outlives_reboot || mkdir -p "$kept" || refuse "$kept cannot be written"
}
apply_disk_fill() {
    ! outlives_reboot || printf '%s\n' "$p_path" >"$kept/$p_run-$p_seq" || return 1
    bytes=$(($(free_bytes) - p_leave))
    # A file of ours and no other: whoever may write in that folder could have put a link there, or could do so now.
    (
        set -C
        exec 8>"$(fill_file)" || exit 1
        fallocate -l "$bytes" /proc/self/fd/8 2>/dev/null || head -c "$bytes" /dev/zero >&8
    )
}
verify_disk_fill() { [ -f "$(fill_file)" ] && [ "$(free_bytes)" -le "$((p_leave + p_leave / 50 + 4194304))" ]; }
undo_disk_fill() { rm -f "$(fill_file)"; }
undone_disk_fill() { [ ! -e "$(fill_file)" ]; }

# A worker ends by itself when its time is up or its folder is gone.
# A deadline further away than any lease was written by another clock than this one, and counts for nothing.
due() { read -r end <"$d/deadline" && in_time $((end - $(now))); } 2>/dev/null
# (The kernel's healer is rehearsed under a lease that is 15 s longer.)
in_time() { [ "$1" -gt 0 ] && [ "$1" -le $((p_ttl * 100 + 1600)) ]; }

note_worker() { echo "$$ $(started $$)" >>"$d/processes"; }
burn() {
    note_worker
    while due; do
        i=0
        while [ "$i" -lt 50000 ]; do i=$((i + 1)); done
    done
}
hold() {
    note_worker
    echo 1000 >/proc/self/oom_score_adj # when memory is short, it is this process that goes
    trap - PIPE
    { head -c "$p_bytes" /dev/zero; while due; do sleep 0.2; done; } | tail -n 1 >/dev/null
}
workers() { # VERB COUNT
    : >"$d/processes"
    count=$2
    while [ "$count" -gt 0 ]; do
        detached sh "$self" "$1" "$p_run" "$p_seq"
        count=$((count - 1))
    done
    within 20 noted "$2"
}
noted() { [ "$(wc -l <"$d/processes")" -ge "$1" ]; }

check_cpu() {
    need workers
    from_to "$p_workers" 1 256 || misunderstood 'workers are from 1 to 256'
}
apply_cpu() { workers burn "$p_workers"; }
verify_cpu() { [ "$(noted_alive | wc -l)" -ge "${p_workers:-1}" ]; }
undo_cpu() { for pid in $(noted_alive | pids); do signal KILL "$(tree "$pid" | pids)"; done; }
undone_cpu() { within 20 none_alive; }

available() { awk '$1 == "MemAvailable:" { printf "%d", $2 * 1024 }' /proc/meminfo; }
trees() { while read -r pid; do tree "$pid" | cut -d' ' -f1; done; }
check_memory() {
    need bytes
    [ "$(available)" -ge "$((p_bytes + 536870912))" ] || refuse "of $(available) bytes 512 MiB must stay available"
}
apply_memory() { workers hold 1; }
resident() {
    for pid in $(noted_alive | cut -d' ' -f1 | trees); do
        awk '$1 == "VmRSS:" { print $2 * 1024 }' "/proc/$pid/status" 2>/dev/null
    done | awk '{ sum += $1 } END { printf "%d", sum }'
}
verify_memory() { within 50 taken; }
taken() { [ "$(resident)" -ge "$((p_bytes * 9 / 10))" ]; }

# --- A rehearsal: something for each healer to take away that hurts nobody --------------------------------------------

# A process of its own that stands still, and a file; for the kernel a rule against an address of RFC 5737, which nobody has.
rehearsed() { echo "$root/rehearsal-$p_run-$p_seq"; }
rest() {
    note_worker
    kill -STOP "$$"
}
check_rehearsal() {
    case $p_healer in
        '') misunderstood 'healer is missing' ;;
        systemd) [ -d /run/systemd/system ] || refuse 'systemd is not the first process here' ;;
        kernel)
            [ "$p_peers" = 192.0.2.1 ] || misunderstood 'a rehearsal cuts 192.0.2.1 and nobody else'
            check_partition ;;
    esac
}
apply_rehearsal() {
    [ "$p_healer" != kernel ] || { apply_partition; return; }
    : >"$(rehearsed)" && : >"$d/processes" && detached sh "$self" rest "$p_run" "$p_seq" && within 50 noted 1
}
verify_rehearsal() {
    [ "$p_healer" != kernel ] || { verify_partition; return; }
    [ "$p_healer" != systemd ] || [ "$(kept_in lease)" = systemd ] || return 1
    [ -e "$(rehearsed)" ] && within 20 all_stopped
}
undo_rehearsal() {
    [ "$p_healer" != kernel ] || { undo_partition; return; }
    rm -f "$(rehearsed)"
    signal CONT "$(noted_alive | pids)" # goes on, and has nothing more to do
}
undone_rehearsal() {
    [ "$p_healer" != kernel ] || { undone_partition; return; }
    [ ! -e "$(rehearsed)" ] && none_alive
}

# --- One name for all -------------------------------------------------------------------------------------------------

# does STEP: of the fault at hand. Faults that share their steps with another are named here, and every fault is.
does() {
    case $1:$p_fault in
        *:pause | *:kill | *:partition | *:rate | *:crash | *:cpu) "${1}_$p_fault" ;;
        *:hold-down) "${1}_hold_down" ;;
        *:interface-down) "${1}_interface_down" ;;
        *:tcp-delay) "${1}_tcp_delay" ;;
        # What the controller does by itself; the target is only asked whether it agrees.
        check:power-off | check:power-off-with-bmc) ;;
        *:power-off | *:power-off-with-bmc) misunderstood "$p_fault is not for this helper" ;;
        *:rehearsal) "${1}_rehearsal" ;;
        *:disk-fill) "${1}_disk_fill" ;;
        check:loss | check:delay | apply:delay | verify:delay) "${1}_$p_fault" ;;
        check:memory | apply:memory | verify:memory) "${1}_memory" ;;
        check:silent-cut | apply:silent-cut) "${1}_silent_cut" ;;
        *:delay) "${1}_rate" ;;
        *:memory) "${1}_cpu" ;;
        *:loss | *:reject | *:dns | *:storage | *:silent-cut) "${1}_partition" ;;
        *) misunderstood "no fault $p_fault" ;;
    esac
}

# What the fault may change, as it looks now; what is marked as ours is not part of it.
picture() {
    case $p_fault in
        partition | reject | loss | dns | storage | silent-cut | tcp-delay)
            nft -s -t list ruleset 2>/dev/null | awk '/^table [a-z0-9]+ nines_/ { ours = 1 } !ours; /^}/ { ours = 0 }' ;;
        rate | delay) root_qdisc ;;
        interface-down | crash)
            is_up && echo up
            ip route show dev "$p_interface" | grep -v 'proto kernel' | sed 's/ linkdown//; s/ dead//' ;;
        *) ;;
    esac | sha256sum | cut -c1-16
}

fix() { printf '%s' "printf 'run=$p_run\\nseq=$p_seq\\n' | sh $self undo"; }

# The fault whose folder is $d: out of effect, verified, forgotten. Doing it twice does no harm.
take_out() {
    keep state UNDOING
    does undo
    if within 30 does undone && { pre=$(kept_in pre); [ -z "$pre" ] || within 20 as_before; } && forget; then
        say state=CLEAN "picture=$pre"
        return 0
    fi
    keep state DIRTY
    say state=DIRTY "fix=$(fix)"
    return 1
}
as_before() { [ "$(picture)" = "$pre" ]; }

# --- Verbs ------------------------------------------------------------------------------------------------------------

# Everything that could forbid the fault, and nothing that changes the machine.
agree() {
    take_input
    need run seq fault ttl environment control
    does_exist || misunderstood "no fault $p_fault"
    guard
    locked || refuse 'another call of the helper has taken too long'
    guard # now that nobody else changes anything
    d=$(folder)
    [ ! -e "$d" ] || refuse "$p_run $p_seq is here already"
    does check
}

verb_look() {
    agree
    say "pre=$(picture)" "boot=$(cat /proc/sys/kernel/random/boot_id)" "version=$version"
}

verb_apply() {
    agree
    one_of "$p_fault" power-off power-off-with-bmc && misunderstood "$p_fault is not for this helper"
    mkdir -p "$d" || refuse "$d cannot be made"
    arm || { forget; refuse 'the lease could not be armed'; }
    { deadline_in "$(lease_seconds)" && keep pre "$(picture)" && keep state ARMED && keep parameters "$input"; } ||
        { forget; refuse "$d cannot be written"; }
    say state=ARMED "lease=$(kept_in lease)" "pre=$(kept_in pre)" "boot=$(cat /proc/sys/kernel/random/boot_id)"
    before=$(stamp)
    if ! does apply >"$d/found" 2>&1; then
        say "error=it could not be applied: $(tr -c '\040-\176' ' ' <"$d/found" | cut -c1-200)"
        take_out || exit 6
        exit 1
    fi
    after=$(stamp)
    if ! due; then # the lease has undone it while it was still on its way
        say error='it took longer than its lease'
        take_out || exit 6
        exit 1
    fi
    keep state APPLIED
    say state=APPLIED "before=${struck_before:-$before}" "after=${struck_after:-$after}"
    answer_verify
}

does_exist() {
    one_of "$p_fault" pause kill hold-down partition reject loss dns storage silent-cut rate delay tcp-delay \
        interface-down crash disk-fill cpu memory power-off power-off-with-bmc rehearsal
}

answer_verify() {
    if does verify; then
        keep state VERIFIED
        say state=VERIFIED
    else
        say state=APPLIED error='it is not in effect'
    fi
    ! is_cut || say "counted=$(counted)"
}

verb_verify() {
    known
    answer_verify
}

# The fault that run and seq name.
known() {
    take_input
    need run seq
    run=$p_run seq=$p_seq ttl=$p_ttl
    locked || refuse 'another call of the helper has taken too long'
    load "$run" "$seq" || { say state=GONE; exit 1; }
}

verb_renew() {
    known
    halted && refuse 'halted'
    [ -z "$ttl" ] || [ "$ttl" -gt "$p_ttl" ] || p_ttl=$ttl # shorter, if it must be, but never longer than was agreed
    due || { say state=GONE; exit 1; }
    deadline_in "$(lease_seconds)"
    ! is_cut || live | nft -f - || { say state=GONE; exit 1; }
    say "state=$(kept_in state)"
}

verb_undo() {
    take_input
    [ "$p_every" = no ] || { sweep; return; }
    need run seq
    locked || say 'note=not locked'
    run=$p_run seq=$p_seq
    say "before=$(stamp)"
    if load "$run" "$seq"; then
        ! is_cut || say "counted=$(counted)"
        take_out || exit 6
    else
        p_run=$run p_seq=$seq d=$(folder)
        drop_tables "$(table)"
        [ ! -d "$d" ] || forget
        say state=CLEAN
    fi
    say "after=$(stamp)"
}

each_folder() {
    for entry in "$root"/*/*/; do
        [ -f "$entry/parameters" ] || continue
        entry=${entry%/} seq=${entry##*/} run=${entry%/*}
        echo "${run##*/} $seq"
    done
}

verb_status() {
    each_folder | while read -r run seq; do
        load "$run" "$seq" || continue
        left=$(($(kept_in deadline) - $(now)))
        say "fault=$run $seq $p_fault $(kept_in state) $left"
    done
    halted && say halted=yes
    say "version=$version"
}

marks() {
    each_folder | while read -r run seq; do
        load "$run" "$seq" && say "state $run $seq $p_fault $(kept_in state)"
    done
    ours_in_nft | sed 's/^/table /'
    tc qdisc show 2>/dev/null | awk -v handle="$handle" '$1 == "qdisc" && $3 == handle { print "qdisc", $5 }'
    { allowed paths 2>/dev/null | tr ' ' '\n'; cat "$kept"/* 2>/dev/null; } | sort -u | while read -r place; do
        path "$place" && find "$place" -maxdepth 1 -type f -name '.nines-fill-*' 2>/dev/null | sed 's/^/file /'
    done
    for pid in $(named "sh $self burn") $(named "sh $self hold") $(named "sh $self rest") $(proxies); do say "process $pid"; done
}

proxies() {
    for entry in /proc/[0-9]*; do
        case $(tr '\0' ' ' <"$entry/cmdline") in
            *" -cp ${self%/*}/proxy.jar dev.nines.chaos.proxy.ProxyMain "*) echo "${entry#/proc/}" ;;
        esac
    done 2>/dev/null
}

verb_scan() {
    found=$(marks)
    [ -z "$found" ] || printf '%s\n' "$found" | sed 's/^/mark=/'
    say "marks=$(printf '%s' "$found" | grep -c .)"
}

# By mark alone: what a state that was lost has left.
sweep() {
    locked || say 'note=not locked'
    each_folder | while read -r run seq; do load "$run" "$seq" && take_out; done
    marks | while read -r kind what more; do
        case $kind in
            table) drop_tables "$more" ;;
            qdisc) tc qdisc del dev "$what" root handle "$handle" ;;
            file) rm -f "$what" ;;
            process) signal KILL "$(tree "$what" | pids)" ;;
        esac
    done
    verb_scan
}

has() { if "$@" >/dev/null 2>&1; then echo yes; else echo no; fi; }

verb_caps() {
    say "version=$version" "kernel=$(uname -r)" "boot=$(cat /proc/sys/kernel/random/boot_id)"
    for tool in nft tc ip setsid flock fallocate systemctl; do say "$tool=$(has command -v "$tool")"; done
    say "systemd=$(has test -d /run/systemd/system)" "root=$(has test "$(id -u)" = 0)" "netem=$(has has_netem)"
    say "egress=$(has has_egress)" "redirect=$(has has_redirect)" "allow=$(has test -f "$configured/allow")"
    say "production=$(has test -e "$configured/PRODUCTION")" "halted=$(has halted)"
    [ ! -f "$self" ] || say "hash=$(sha256sum <"$self" | cut -d' ' -f1)"
}
has_redirect() {
    unshare --net nft -f - <<END
table inet t { chain c { type nat hook prerouting priority -110; tcp dport 1 redirect to :2; }
}
END
}
has_egress() {
    unshare --net nft -f - <<END
table netdev t { chain c { type filter hook egress device "lo" priority 0; }
}
END
}

# The watchdog: undoes when nobody has renewed in time, or somebody said stop.
verb_lease() {
    run=$1 seq=$2 d=$root/$1/$2 p_ttl=$3
    renice -n -5 -p $$ >/dev/null 2>&1
    echo $$ >"$d/lease" 2>/dev/null
    give_up=$(($(now) + $3 * 100 + 500))
    pause=0.2
    while [ -d "$d" ]; do
        if [ ! -f "$d/parameters" ]; then
            [ "$(now)" -lt "$give_up" ] || { p_run=$run p_seq=$seq; forget; exit; }
        elif halted || ! due; then
            exec 9>"$root/lock"
            flock -w 2 9 # healing does not wait for anybody longer than that
            [ -d "$d" ] || exit
            if halted || ! due; then
                load "$run" "$seq" && take_out && exit
                pause=1
            fi
            exec 9>&-
        fi
        sleep "$pause"
    done
}

case $0 in /*) self=$0 ;; *) self=$(pwd)/$0 ;; esac
case ${1-} in
    caps | look | apply | renew | verify | undo | status | scan) [ $# = 1 ] || misunderstood 'one verb'; "verb_$1" ;;
    lease)
        { matches "${2-}" 20 a-z0-9 && matches "${3-}" 6 0-9 && number "${4-}"; } || misunderstood 'which lease?'
        verb_lease "$2" "$3" "$4" ;;
    burn | hold | proxy | rest)
        { matches "${2-}" 20 a-z0-9 && matches "${3-}" 6 0-9 && load "$2" "$3"; } || misunderstood 'which worker?'
        "$1" ;;
    *) misunderstood 'known verbs: caps look apply renew verify undo status scan' ;;
esac
