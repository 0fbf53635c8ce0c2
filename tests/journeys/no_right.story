# A database user without the right to delete, and one that may only read: said before and during a
# run, and nothing of the run is kept.
$ bash $HERE/begin.sh postgresql
$ bash $HERE/ask.sh "CREATE ROLE $STORY LOGIN; GRANT SELECT, UPDATE ON member, note TO $STORY"
$ ombud system remove liva --yes
liva is removed; its address and password are gone from Ombud. The system itself was not touched.
$ ombud system add liva --url "postgresql://$STORY@/$STORY?host=$OMBUD_TEST_POSTGRESQL&port=$OMBUD_TEST_POSTGRESQL_PORT"
liva is added. Next: ombud system test liva
$ ombud system test liva
...
Table   Read  Update  Delete
member                missing
note                  missing

Rights are missing on 2 of 2 tables. Have them granted in the database: SELECT to read, UPDATE and DELETE to erase.
# exit 1
$ ombud datamap confirm liva --file liva.yaml >confirmed
$ bash $HERE/plan.sh >plan
$ ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001
A-0001 is only partly done. What is missing is listed below; run it again when it is mended: `ombud actions run A-0001`.

Done and verified
  –
...
Not reached
  liva: The database user lacks a right that this needs. Have it granted in the database, or choose another user.
  liva, member.email: email is left over; rows: 1.
...
The receipt: `ombud actions receipt A-0001`.
# exit 8
$ bash $HERE/ask.sh 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3
$ bash $HERE/ask.sh "GRANT DELETE ON note TO $STORY"
$ ombud actions run A-0001 --quiet
A-0001 is carried out and verified where it could be; what was not reached is listed below.

Done and verified
  liva, member: rows changed: 1.
  liva, note: rows removed: 2.
...
$ bash $HERE/drop.sh; bash $HERE/ask_server.sh "DROP ROLE $STORY"

# The same with a user who may only read, on MariaDB.
$ rm -r data && bash $HERE/begin.sh mariadb
$ bash $HERE/ask.sh "CREATE USER $STORY@localhost; GRANT SELECT ON $STORY.* TO $STORY@localhost"
$ ombud system remove liva --yes --quiet
liva is removed; its address and password are gone from Ombud. The system itself was not touched.
$ ombud system add liva --quiet --url "mariadb://$STORY@localhost/$STORY?socket=$OMBUD_TEST_MARIADB"
liva is added. Next: ombud system test liva
$ ombud system test liva
...
member        missing  missing
note          missing  missing

Rights are missing on 2 of 2 tables. [...]
# exit 1
$ ombud datamap confirm liva --file liva.yaml >confirmed
$ bash $HERE/plan.sh >plan
$ ombud actions approve A-0001 --quiet --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001
A-0001 is only partly done. [...]
...
  liva: The database user lacks a right that this needs. Have it granted in the database, or choose another user.
...
# exit 8
$ bash $HERE/ask.sh 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3
$ bash $HERE/ask.sh "DROP USER $STORY@localhost"; bash $HERE/drop.sh
