# Four eyes, and a hold that is set between approval and run.
$ bash $HERE/begin.sh sqlite plan
$ ombud actions run A-0001
ombud: A-0001 is not approved (it is planned). It has to be approved first.  # exit 5
$ ombud actions approve A-0001
ombud: Your roles do not let you approve A-0001; it takes the permission actions.approve.  # exit 4

# Whoever has both roles still approves no plan of his own.
$ echo 'sju gula tåg i dalen' >chief.password && chmod 600 chief.password
$ ombud account add chief --role coordinator --role approver --new-password-file chief.password
The account chief can now be used (coordinator, approver).
$ ombud actions plan erase $(cat person) --quiet --reference "request 7" --as chief --password-file chief.password >plan
$ ombud actions approve A-0002 --as chief --password-file chief.password
ombud: You planned A-0002 yourself. An erasure is approved by another person: ask somebody who may approve.  # exit 4
$ ombud actions approve A-0001 --as owner1 --password-file chief.password
ombud: The account's name or its password is not right.  # exit 4
$ sleep 1.1; ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.

$ ombud holds set --person $(cat person) --reason "claim 3" --review 2027-03-01
H-0001 is set; it is looked at again on 2027-03-01.
$ ombud actions run A-0001
A-0001 is only partly done. What is missing is listed below; run it again when it is mended: `ombud actions run A-0001`.

Done and verified
  –
...
  liva: A hold forbids it: H-0001, claim 3. Have the hold lifted first, where its reason is gone.
...
# exit 8
$ sqlite3 liva.sqlite 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3
$ ombud actions plan erase $(cat person) --reference "request 7"
ombud: A hold forbids it: H-0001, claim 3. Have the hold lifted first, where its reason is gone.  # exit 5
$ ombud holds lift H-0001 --reason "claim 3 is settled"
The hold H-0001 is lifted.
$ ombud actions run A-0001 --quiet
A-0001 is carried out and verified where it could be; what was not reached is listed below.

Done and verified
  liva, member: rows changed: 1.
  liva, note: rows removed: 2.
...
$ ombud actions run A-0001
ombud: A-0001 is done already; its receipt says what was done. To act on what has come since, plan a new action.  # exit 5
