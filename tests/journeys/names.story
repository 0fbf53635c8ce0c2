# Names come from the catalogue, never from what somebody wrote: no statement is built of a name that
# the system does not have.

# PostgreSQL cuts a name after 63 bytes and would find another table. Refused.
$ bash $HERE/begin.sh postgresql
$ printf 'm%.0s' $(seq 63) >name && bash $HERE/ask.sh "CREATE TABLE $(cat name) (id integer PRIMARY KEY, name text); INSERT INTO $(cat name) VALUES (1, 'Tova Lindqvist')"
$ sed "s/^  note:/  $(cat name)m: {holds: person, subject: member, delete_rows: true}\n  note:/" liva.yaml >long.yaml
$ ombud datamap confirm liva --file long.yaml 2>&1 | tail -1
ombud: The map cannot be executed; faults: 1. The first: There is no table [...]mmmmmmmm in the system. Take it out of the map, or propose the map anew.
$ ombud datamap confirm liva --quiet --file long.yaml 2>/dev/null
...
# exit 2
$ bash $HERE/drop.sh

# SQLite takes an unknown name in quotes for a text: then every row would fit. Refused.
$ rm -r data && bash $HERE/begin.sh sqlite
$ sed 's/email:/bb:/' liva.yaml >bb.yaml
$ ombud datamap confirm liva --file bb.yaml
The table member has no column bb. Take it out of the map, or propose the map anew.
ombud: The map cannot be executed; faults: 1. The first: The table member has no column bb. Take it out of the map, or propose the map anew.
# exit 2
$ ombud subjects find --reference "request 7" --key 'liva."bb"=bb'
ombud: The confirmed map of liva has no table "bb" with fields that identify a person.  # exit 3
$ ombud subjects find --reference "request 7" --key 'liva.member=1 or 1=1'
Nobody was found.  # exit 3
$ sqlite3 liva.sqlite 'SELECT count(*) FROM member'
3

# A YAML file with the same key twice: which one counts must not be a matter of luck.
$ sed 's/^  note:.*/&\n  note: {holds: reference}/' liva.yaml >twice.yaml
$ ombud datamap confirm liva --file twice.yaml
ombud: Line 13 says "note" a second time. Keep one of the two: which one counts must not be a matter of luck.  # exit 2
$ ombud datamap versions liva | wc -l
2
