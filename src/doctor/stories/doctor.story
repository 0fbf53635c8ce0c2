# What is wrong and how to mend it.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite
$ ombud doctor --language en >found; echo $?; grep -c WRONG found
0
0
# exit 1
$ grep -A1 backup: found
warning  backup: No backup was ever made.
          mend: ombud backup TO
$ grep liva found
ok       system liva: liva answers, and its confirmed map fits.

# Mended, it says so.
$ ombud backup b --quiet >b1; ombud backup keys k --quiet >k1; ombud evidence export log --quiet >e1
$ ombud key escrow --to . --quiet >p1
$ ombud doctor | grep -v '^ok' | grep -cE '(backup|keys|anchor|escrow):'
0  # exit 1

# Wrong: others may read the key file, a system is gone, the log was changed.
$ chmod 644 data/ombud.key && ombud doctor --offline | grep -A1 WRONG
WRONG    key: Others on this machine may read or change the key file [...]/data/ombud.key. [...]
          mend: chmod 600 [...]/data/ombud.key
$ chmod 600 data/ombud.key && mv liva.sqlite away && ombud doctor --json | grep -c '"ombud system test liva"'
1
$ mv away liva.sqlite && sqlite3 data/ombud.db "UPDATE evidence_entry SET object = 'x' WHERE position = 1" && ombud doctor --offline >found
# exit 1
$ grep WRONG found | head -1
WRONG    log: [...]
