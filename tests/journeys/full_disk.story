# A full disk, under Ombud's own store, a source, the extract and the receipt: said, nothing lost, and
# the same command goes on when there is room.
$ bash $HERE/begin.sh sqlite approve

# Ombud's own store: nothing has happened.
$ bash $HERE/full_disk.sh $PWD/data/ombud.db-wal -- ombud actions run A-0001
ombud: There is no room left on the disk of Ombud's own store. Nothing of this step was kept; make room and try again.  # exit 9
$ bash $HERE/full_disk.sh $PWD/data/keys.db $PWD/data/keys.db-wal $PWD/data/ombud.db $PWD/data/ombud.db-wal -- ombud actions run A-0001
ombud: There is no room left on the disk [...] make room and try again.  # exit 9
$ sqlite3 liva.sqlite 'SELECT name FROM member WHERE id = 1'
Tova Lindqvist

# The source: its part is said to be missing, and nothing of it is kept.
$ bash $HERE/full_disk.sh $PWD/liva.sqlite-journal -- ombud actions run A-0001
A-0001 is only partly done. What is missing is listed below; run it again when it is mended: `ombud actions run A-0001`.

Done and verified
  –
...
  liva: The database has no room left on its disk. Nothing of this change was kept; make room and start again.
...
# exit 8
$ sqlite3 liva.sqlite 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3

# The receipt: the action is done, and the receipt can be had again.
$ bash $HERE/full_disk.sh $PWD/A-0001.json.part -- ombud actions run A-0001 --receipt $PWD/A-0001.json
A-0001 is carried out and verified where it could be; what was not reached is listed below.
...
ombud: There is no room for the receipt [...]/A-0001.json; A-0001 itself stands as it is. Make room, then: ombud actions receipt A-0001 --receipt [...]/A-0001.json
# exit 9
$ ls A-0001*
ls: cannot access 'A-0001*': No such file or directory  # exit 2
$ ombud actions receipt A-0001 --receipt nowhere/A-0001.json
ombud: The receipt could not be written to nowhere/A-0001.json; A-0001 itself stands as it is. [...]  # exit 3
$ ombud actions receipt A-0001 --receipt A-0001.json && ombud verify A-0001.json | head -1
The receipt is sound: A-0001, [...]
$ ombud evidence verify | head -1
The log is sound: [...]

# The extract: nothing of it is left lying about, and the same action is run again.
$ rm -r data && bash $HERE/begin.sh csv
$ echo 'email: tova.lindqvist@example.org' >search
$ ombud subjects find --json --reference "request 7" --from search | grep -oE 'P-[A-Z0-9]+' >person
$ ombud actions plan access $(cat person) --quiet --reference "request 7" >plan
$ ombud actions approve A-0001 >approved
$ bash $HERE/full_disk.sh $PWD/extract.A-0001.part/extract.json -- ombud actions run A-0001 --to $PWD/extract
ombud: The disk of [...]/extract is full. Nothing was left there; make room and run again.  # exit 9
$ ls -d extract*
ls: cannot access 'extract*': No such file or directory  # exit 2
$ ombud actions run A-0001 --to extract --quiet
A-0001 is done.
...
$ ls extract
extract.html
extract.json
liva.member.csv
liva.note.csv
