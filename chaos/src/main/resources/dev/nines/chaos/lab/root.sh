# shellcheck shell=sh
# root.sh FOLDER: the first process of a lab. Makes the switch, then obeys the lines of its standard input; each is answered
# by one line. The lab lives exactly as long as this process, which ends when its input ends before the line `keep`:
#   host NAME PORT ADDRESS…   starts a host and plugs it into the switch at PORT
#   keep                      the lab is complete and outlives who made it
set -eu

host_script=$(cat "$1/host.sh")

# Bind mounts stay read-only whatever is done below them; what refuses is locked by the machine's owner already.
protect_machine() {
    while read -r _ _ _ _ folder _; do
        case $folder in
            /proc | /proc/* | /dev | /dev/* | /sys | /sys/*) ;;
            *) mount -o remount,bind,ro "$(printf '%b' "$folder")" 2>/dev/null || echo "writable $folder" ;;
        esac
    done </proc/self/mountinfo
}

make_switch() {
    ip link set lo up
    echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
    echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
    # Neither waits nor learns who listens to which group: adverts reach every port at once.
    ip link add nines0 type bridge stp_state 0 forward_delay 0 mcast_snooping 0
    ip link set nines0 up
}

# born NAME [OPTION…]: the first process of a host, with these options of unshare; $host is its parent
born() {
    name=$1
    shift
    # A pipe of its own: in a shared one, the host before, which may not have closed its end yet, would be heard as this one's end.
    mkfifo "/run/ready.$name"
    unshare "$@" --mount --pid --uts --fork --kill-child sh /run/host.sh "$name" </dev/null &
    host=$!
    read -r _ <"/run/ready.$name"
}

host() {
    name=$1 port=$2
    shift 2
    born "$name" --net
    ip link add "$port" type veth peer name eth0 netns "$host"
    ip link set "$port" master nines0 up
    for address; do
        nsenter --net --target "$host" ip address add "$address/24" dev eth0
    done
    nsenter --net --target "$host" ip link set eth0 up
}

mount -t proc proc /proc
protect_machine
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev nines-lab /run
printf '%s\n' "$host_script" >/run/host.sh
make_switch
born switch # who works on cables; it shares the network with this process
echo ready

while read -r verb arguments; do
    case $verb in
        host)
            # shellcheck disable=SC2086 # names and addresses, without blanks
            host $arguments
            ;;
        keep)
            echo "done $verb"
            exec </dev/null >/dev/null 2>&1
            # The kernel reaps the dead.
            exec env --ignore-signal=CHLD sleep infinity
            ;;
        *) exit 2 ;;
    esac
    echo "done $verb"
done
exit 1
