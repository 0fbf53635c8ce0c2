# The key file and the key store beside it: missing, another organisation's, damaged, open to others.
$ bash $HERE/begin.sh sqlite
$ OMBUD_DATA=other ombud init --quiet --organisation Annan --law dk --password-file first.password >init
$ cp -r data good

$ chmod 644 data/ombud.key
$ ombud system list
ombud: Others on this machine may read or change the key file [...]/data/ombud.key. Close it with: chmod 600 [...]/data/ombud.key — and think about who may have read it.  # exit 4
$ mv data/ombud.key data/away
$ ombud system list
ombud: The key file [...]/data/ombud.key is missing. Put it back, or write where it is into the line `key:` of ombud.conf in the data folder.  # exit 3
$ cp other/ombud.key data/ombud.key
$ ombud system list
ombud: The key file [...]/data/ombud.key belongs to another organisation. Put this one's there, or write where it is into the line `key:` of ombud.conf in the data folder.  # exit 5
$ cp good/ombud.key data/ombud.key && printf x | dd of=data/ombud.key bs=1 seek=100 conv=notrunc status=none
$ ombud system list
ombud: The key file [...]/data/ombud.key is damaged or no key file. Put the copy back that was kept apart; it must be the same byte for byte.  # exit 2
$ : >data/ombud.key
$ ombud system list
ombud: The key file [...]/data/ombud.key is damaged or no key file. [...]  # exit 2

# The advice works: the key file may lie elsewhere.
$ rm data/ombud.key && cp good/ombud.key stick.key && sed -i "s|^key: .*|key: $PWD/stick.key|" data/ombud.conf
$ ombud system list
Name [...]
liva [...]

$ cp other/keys.db data/keys.db
$ ombud system list
ombud: The key store [...]/data/keys.db is damaged or does not belong to the key file. Restore both from the same copy.  # exit 2
$ rm data/keys.db
$ ombud system list
ombud: The key store [...]/data/keys.db is missing. Restore it from its backup; nothing sealed can be read without it.  # exit 3
$ rm -r data && cp -r good data && chmod 755 data
$ ombud system list
ombud: Others on this machine may enter the folder [...]/data. Close it with: chmod 700 [...]/data  # exit 4

# A key file is never overwritten.
$ chmod 700 data && ombud init --organisation Annan --law dk --password-file first.password
ombud: The folder [...]/data already holds an organisation's data; nothing was changed. Give another folder with --data.  # exit 5
$ OMBUD_DATA=third ombud init --organisation Annan --law dk --password-file first.password --key-file good/ombud.key
ombud: The key file [...]/good/ombud.key exists and is never overwritten: without it all that was sealed is lost. [...]  # exit 5
$ cmp good/ombud.key data/ombud.key
