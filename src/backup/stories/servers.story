# A store on PostgreSQL: copied, restored beside itself, on another database, and to SQLite.
$ bash $HERE/../../../tests/journeys/begin.sh none && rm -r data
$ for n in a b; do psql -qX -h $OMBUD_TEST_POSTGRESQL -p $OMBUD_TEST_POSTGRESQL_PORT -U ombud -d postgres -c "CREATE DATABASE ${STORY}_$n"; done
$ echo "?host=$OMBUD_TEST_POSTGRESQL&port=$OMBUD_TEST_POSTGRESQL_PORT&user=ombud" >where
$ ombud init --quiet --organisation Exempelförbundet --law se --account first --password-file first.password --store "postgresql:///${STORY}_a$(cat where)" >made
$ ombud account add owner1 --quiet --role approver --new-password-file owner1.password
The account owner1 can now be used (approver).
$ ombud backup a.backup --quiet | grep Ombud
By Ombud          [...], postgresql
$ ombud account add owner2 --quiet --role approver --new-password-file owner1.password >added

$ ombud restore a.backup
ombud: The folder [...]/data or its database already holds a store. [...]  # exit 5
$ ombud restore a.backup --replace >restored
$ ombud account list | awk '{ print $1 }'
Name
first
owner1
$ ombud evidence verify | head -1
The log is sound: [...]
$ ombud doctor --offline | grep -A1 ombud_before
warning  store: The tables that an earlier restore replaced still lie in the schema ombud_before. [...]
          mend: drop schema ombud_before cascade
...
$ ombud restore a.backup --replace
ombud: The tables that an earlier restore replaced still lie in the schema ombud_before. [...]  # exit 5

$ ombud restore a.backup --into other --key-file data/ombud.key --store "postgresql:///${STORY}_b$(cat where)" >restored
$ ombud evidence verify --data other | head -1
The log is sound: [...]
$ ombud restore a.backup --into small --key-file data/ombud.key --store sqlite >restored
$ ombud evidence verify --data small | head -1 && ombud account list --data small | wc -l
The log is sound: [...]
3
$ for n in a b; do psql -qX -h $OMBUD_TEST_POSTGRESQL -p $OMBUD_TEST_POSTGRESQL_PORT -U ombud -d postgres -c "DROP DATABASE ${STORY}_$n WITH (FORCE)"; done
