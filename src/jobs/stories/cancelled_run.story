# An erasure of many rows is cancelled while a worker is at it: it stops between two batches, the action
# says that it is only partly done, and can be run to its end later.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite
$ sqlite3 liva.sqlite "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) INSERT INTO note SELECT i, 1, 'Tova Lindqvist ringde.' FROM n"
$ bash $HERE/../../../tests/journeys/plan.sh >plan
$ ombud actions approve A-0001 --quiet --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001 --in-background --quiet
J-0001 runs A-0001 as soon as a worker takes it (`ombud work`). See `ombud jobs show J-0001`.

# The disk is slow, so that there is time.
$ (strace -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:delay_enter=300000 ombud work --once --quiet >worked 2>&1 &)
$ until ombud jobs show J-0001 --json | grep -q "\"what\": \"rows\""; do sleep 0.1; done
$ ombud jobs cancel J-0001
J-0001 is running and was asked to stop; it is not cancelled yet. See `ombud jobs show J-0001`.
$ until ombud jobs list --state cancelled | grep -q J-0001; do sleep 0.2; done; sleep 1; cat worked
cancelled  1
$ ombud actions list | tail -1
A-0001  erasure  partly done[...]
$ sqlite3 liva.sqlite "SELECT count(*) BETWEEN 1 AND 7993 FROM note WHERE member_id = 1"
1
$ ombud actions run A-0001 --quiet >ran; head -1 ran
[...]
$ sqlite3 liva.sqlite "SELECT count(*) FROM note WHERE body LIKE '%Tova%'"
0
