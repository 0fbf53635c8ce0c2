# The server ends the connection in the middle of a run: nothing of the batch is kept, it is said, and
# the same action goes on when the server is back. A trigger ends the connection while rows go.
$ bash $HERE/begin.sh postgresql
$ bash $HERE/ask.sh "CREATE TABLE fuse (burns boolean); INSERT INTO fuse VALUES (true); CREATE FUNCTION burn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF (SELECT burns FROM fuse) THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN OLD; END'; CREATE TRIGGER fuse BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION burn()"
$ ombud datamap confirm liva --quiet --file liva.yaml >confirmed
$ bash $HERE/plan.sh >plan && grep fuse plan
  liva: note runs the trigger fuse; what it does is not known to Ombud.
$ ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001
A-0001 is only partly done. What is missing is listed below; run it again when it is mended: `ombud actions run A-0001`.

Done and verified
  –
...
  liva: The database at [...] can't be reached. Check that it runs, that the address is right and that the network lets it through.
  liva, member.email: email is left over; rows: 1.
...
# exit 8
$ bash $HERE/ask.sh 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3
$ bash $HERE/ask.sh 'UPDATE fuse SET burns = false'
$ ombud actions run A-0001 --receipt A-0001.json
A-0001 is carried out and verified where it could be; what was not reached is listed below.

Done and verified
  liva, member: rows changed: 1.
  liva, note: rows removed: 2.
...
$ bash $HERE/ask.sh 'SELECT count(*) FROM member WHERE email IS NULL; SELECT count(*) FROM note'
1
1
$ ombud evidence list --object A-0001 | awk '{print $4}' | grep -E 'intent|outcome|receipt' | sort -u
actions.intent
actions.outcome
actions.receipt
$ ombud verify A-0001.json | head -1
The receipt is sound: A-0001, [...]
$ bash $HERE/drop.sh

# MariaDB: somebody kills the connection while the trigger sleeps.
$ rm -r data && bash $HERE/begin.sh mariadb
$ bash $HERE/ask.sh 'CREATE TABLE fuse (burns integer); INSERT INTO fuse VALUES (1); CREATE TRIGGER fuse BEFORE DELETE ON note FOR EACH ROW DO SLEEP(IF((SELECT MAX(burns) FROM fuse) = 1, 20, 0))'
$ ombud datamap confirm liva --quiet --file liva.yaml >confirmed
$ bash $HERE/plan.sh >plan
$ ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ bash $HERE/run_and_kill_connection.sh
...
Not reached
  liva: The database at [...] can't be reached. Check that it runs, that the address is right and that the network lets it through.
...
# exit 8
$ bash $HERE/ask.sh 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note; UPDATE fuse SET burns = 0'
Tova Lindqvist
3
$ ombud actions run A-0001 --quiet
A-0001 is carried out and verified [...]
...
  liva, note: rows removed: 2.
...
$ bash $HERE/drop.sh
