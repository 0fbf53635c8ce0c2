# Runs a command to which the disk is full for the files named before --, from the first write on.
#
#     bash $HERE/full_disk.sh FILE… -- COMMAND…
files=()
while [ "$1" != -- ]; do
  files+=(-P "$1")
  shift
done
shift
calls=write,writev,pwrite64
exec strace -f -qq -o /dev/null "${files[@]}" -e trace=$calls \
  -e inject=$calls:error=ENOSPC:when=1+ "$@"
