# Makes systemd the first process of the stage. Only units of the test exist, so that nothing of the machine is set up, cleaned
# or mounted (tmpfiles would empty /tmp); the kernel's settings are read-only, the machine's devices are not seen.
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mount --bind /proc/sys /proc/sys
mount -o remount,bind,ro /proc/sys
mkdir /run/nines-stage/dev
mount -t tmpfs -o mode=755 tmpfs /run/nines-stage/dev
for device in null zero full random urandom tty; do
    : >"/run/nines-stage/dev/$device"
    mount --bind "/dev/$device" "/run/nines-stage/dev/$device"
done
mkdir /run/nines-stage/dev/pts /run/nines-stage/dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts /run/nines-stage/dev/pts
ln -s pts/ptmx /run/nines-stage/dev/ptmx
ln -s /proc/self/fd /run/nines-stage/dev/fd
mount --move /run/nines-stage/dev /dev
mkdir /run/nines-stage/units
for unit in sysinit basic shutdown timers sockets paths slices stage umount initrd-root-fs; do
    printf '[Unit]\nDefaultDependencies=no\n' >"/run/nines-stage/units/$unit.target"
done
printf '[Service]\nExecStart=/usr/bin/sleep infinity\n' >/run/nines-stage/units/web.service
exec env -i container=nines-stage SYSTEMD_UNIT_PATH=/run/systemd/transient:/run/systemd/system:/run/nines-stage/units PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --system --unit=stage.target --log-target=null --show-status=no
