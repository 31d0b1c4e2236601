# shellcheck shell=sh
# keeper.sh FOLDER [OPTION…]: the outermost process of a lab. It starts the lab's own tree of processes with these options of
# unshare, and removes the lab's folder when that tree has ended, however it ended.
folder=$1
shift
unshare "$@" --mount --net --pid --uts --ipc --fork --kill-child sh "$folder/root.sh" "$folder"
cd "$folder" && rm -f lab.json lab.json.new inventory.yaml keeper.sh root.sh host.sh lock && rmdir "$folder"
