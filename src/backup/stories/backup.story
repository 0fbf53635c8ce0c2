# A copy of the store, a mistake, and the way back.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite approve
$ ombud backup monday.backup --quiet
File              monday.backup
Bytes             [...]
Sealed under key  [...]
Made              [...]
By Ombud          [...], sqlite
Rows              [...]
Organisations     1
Log at            ombud/exempelforbundet/1-[...]
$ ombud backup check monday.backup | head -1
The backup is whole: every part is as it was written.
$ grep -c Lindqvist monday.backup
0  # exit 1

# The erasure is carried out after the backup; the restored store says that it does not know of it.
$ ombud actions run A-0001 --quiet >ran
$ ombud restore monday.backup
ombud: The folder [...]/data or its database already holds a store. Nothing was touched. [...]  # exit 5
$ ombud restore monday.backup --replace
Data folder [...]
Made [...]
Rows [...]
What stood there [...]/data/before-restore-[...]

Organisation [...]
Log's new key [...]
Of the log, [...] entries that were signed after the backup are lost, with what they tell of. [...]
The store that was set aside has told of these since the backup; the restored one knows nothing of them:
...
  [...] × actions.outcome
...
The log goes on in a new epoch under the key above: hand that key out. [...]
$ ombud evidence verify | head -1
The log is sound: [...]

# Running it again reads back what is there and does nothing twice.
$ ombud actions run A-0001 --quiet | head -1
A-0001 [...]
$ sqlite3 liva.sqlite 'SELECT count(*) FROM note'
1

# Another machine has the backup, the key file and nothing else.
$ cp data/ombud.key paper.key && ombud restore monday.backup --into elsewhere --key-file paper.key | tail -2
No key store was found and none was given: identifiers of persons and the sealed part of the log can't be opened any more. [...]
The log goes on in a new epoch under the key above: hand that key out. [...]
$ ombud evidence verify --data elsewhere | head -1
The log is sound: [...]

# A byte that is not as it was.
$ printf x | dd of=monday.backup bs=1 seek=2000 conv=notrunc status=none
$ ombud restore monday.backup --replace
ombud: monday.backup is damaged or cut off: a byte is not as it was written. Nothing was done with it. Take another backup.  # exit 2

# A full disk leaves the old backup and no half one.
$ ombud backup tuesday.backup --quiet >made && cp tuesday.backup old
$ bash $HERE/../../../tests/journeys/full_disk.sh $PWD/tuesday.backup.part -- ombud backup tuesday.backup
ombud: There is no room left on the disk for tuesday.backup.part. Make room and try again; nothing was lost.  # exit 9
$ cmp old tuesday.backup && ls tuesday*
tuesday.backup

$ ombud migrate
The store is up to date; nothing was done.
