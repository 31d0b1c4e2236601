# shellcheck shell=sh
# host.sh NAME: the first process of a lab host. The file system is the machine's own, read-only, with memory where daemons
# write; none of it is seen outside.
set -eu

exec 3>"/run/ready.$1"

memory() { # SIZE MODE FOLDER
    [ ! -d "$3" ] || mount -t tmpfs -o "size=$1,mode=$2,nosuid,nodev" nines-lab "$3"
}

# A folder of links to the machine's files, so that a host can have files of its own beside them.
own() { # SIZE FOLDER SUBFOLDER…: these are its own, and empty
    mkdir /run/own
    memory "$1" 755 /run/own
    mkdir /run/own/.machine
    mount --bind "$2" /run/own/.machine
    mount --move /run/own "$2"
    rmdir /run/own
    cd "$2"
    ln -s .machine/* .
    shift 2
    rm -f "$@"
    mkdir "$@"
    cd /
}

hostname "$1"
mount -t proc proc /proc
echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6
echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
ip link set lo up
memory 64m 755 /run
memory 64m 1777 /tmp
memory 64m 755 /var/log
mkdir /run/lab
own 4m /etc nines
own 16m /var/lib haproxy mysql nginx nines
memory 768m 755 /var/lib/mysql
echo ready >&3
exec 3>&-
# The kernel reaps whom an ignored signal cannot call: a zombie would look alive to a script that asks for its number.
exec env --ignore-signal=CHLD sleep infinity
