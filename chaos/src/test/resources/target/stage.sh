# A machine of the test's own, made in fresh mount, network and process namespaces: everything it writes to lies on tmpfs.
# $1: a script that makes another program the first process, or nothing.
set -e
umask 022
mount -t tmpfs tmpfs /run
mkdir -p /run/sshd /run/nines-stage
for folder in etc usr/local var/lib var/log; do
    over=/run/nines-stage/$(echo "$folder" | tr / -)
    mkdir -p "$over/upper" "$over/work"
    mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$over/upper,workdir=$over/work" "/$folder"
done
for folder in home root; do mount -t tmpfs -o mode=755 tmpfs "/$folder"; done
mount -t proc proc /proc
ip link set lo up
ip link add v0 type veth peer name v1
ip link set v0 up
ip addr add 10.9.0.1/24 dev v0
unshare --net sleep infinity &
peer=$!
sleep 0.2
ip link set v1 netns $peer
nsenter --net --target $peer ip link set v1 up
nsenter --net --target $peer ip link set lo up
nsenter --net --target $peer ip addr add 10.9.0.2/24 dev v1
echo $peer >/run/nines-stage/peer
chmod 711 /run/nines-stage
mkdir -m 700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys
for user in ops admin; do
    useradd --no-log-init --create-home --shell /bin/sh "$user"
    usermod -p '*' "$user"
    install -d -o "$user" -m 700 "/home/$user/.ssh"
    install -o "$user" -m 600 /root/.ssh/id_ed25519.pub "/home/$user/.ssh/authorized_keys"
done
echo 'admin ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/admin
chmod 440 /etc/sudoers.d/admin
ssh-keygen -q -t ed25519 -N '' -f /run/nines-stage/hostkey
printf '%s\n' 'Port 22' 'HostKey /run/nines-stage/hostkey' 'UsePAM no' 'PasswordAuthentication no' \
    'PermitRootLogin yes' 'PidFile none' 'LogLevel VERBOSE' >/run/nines-stage/sshd_config
/usr/sbin/sshd -f /run/nines-stage/sshd_config -E /run/nines-stage/sshd.log
echo "ready $(ssh-keygen -lf /run/nines-stage/hostkey.pub | cut -d' ' -f2)"
if [ -n "${1:-}" ]; then
    . "$1"
fi
trap '' CHLD
exec sleep infinity
