# Former members: a rule is written, simulated, asked about, planned, approved and run.
$ bash $HERE/begin.sh sqlite
$ sqlite3 liva.sqlite "ALTER TABLE member ADD COLUMN left_on date; ALTER TABLE member ADD COLUMN balance numeric"
$ sqlite3 liva.sqlite "UPDATE member SET balance = 0; UPDATE member SET left_on = date('now', '-14 months') WHERE id IN (1, 2); UPDATE member SET balance = 40 WHERE id = 2"
$ ombud datamap confirm liva --quiet --file liva.yaml >confirmed
$ ombud retention list
There are no rules yet. Write one and store it with `ombud retention add FILE`.
< file rules.yaml
former_members:
  subject: liva.member
  starts: left_on
  keep: at least 12 months
  unless:
    debt: balance > 0
  then: de-identify
  because: [contact former members, collect debts]
  schedule: weekly
>
$ sed 's/left_on/exit_date/' rules.yaml >wrong.yaml && ombud retention add wrong.yaml
In the rule former_members; nothing of the file is stored:
ombud: The table member has no column exit_date. Write the name exactly as the database does.  # exit 3
$ ombud retention add rules.yaml
Rule former_members, version 1, is stored.
Next: `ombud retention simulate former_members`.
$ ombud retention due
Rule            Schedule  Looked at
former_members  weekly    –
$ ombud retention simulate former_members
On [...] the rule would take this many rows: 1.
...
$ ombud retention why liva.member 2 --reference "question 3"
Rule              Starts      Kept through  Due from    Now
former_members 1  [...]  kept: debt
...
$ ombud retention plan former_members --quiet
former_members 1: A-0001 is planned. Persons: 1.
It waits for a person, because no standing decision lets the rule approve itself.
$ ombud retention plan former_members --quiet
former_members 1: A-0001 was planned today already and nobody has begun it. Persons: 1. [...]
It waits for a person, because no standing decision lets the rule approve itself.
$ ombud actions approve A-0001 --quiet
ombud: Your roles do not let you approve A-0001; it takes the permission retention.approve.  # exit 4
$ ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001 --quiet
...
$ sqlite3 liva.sqlite "SELECT id FROM member WHERE name LIKE '% %' ORDER BY id"
2
3
$ ombud retention plan former_members --quiet
former_members 1: there is nobody to take today.
Due, but taken by the rule before and still as it left them: 1.
$ ombud retention simulate former_members | grep -E "would|left them"
On [...] the rule would take this many rows: 0.
Taken before, and as the rule left them       1
$ ombud retention due
No rule is to be looked at today.
$ ombud retention standing former_members on --reason "board 3"
ombud: The permission retention.standing is not among those of your roles [...]  # exit 4
$ ombud retention standing former_members on --reason "board 3" --as owner1 --password-file owner1.password
former_members 1 approves itself until [...], but for first runs and unusual ones.
$ sqlite3 liva.sqlite "UPDATE member SET balance = 0 WHERE id = 2"
$ ombud retention plan former_members --quiet
former_members 1: A-0002 is planned. Persons: 1.
Due, but taken by the rule before and still as it left them: 1.
The rule's standing decision has approved A-0002.
$ ombud actions run A-0002 --quiet
...
$ sqlite3 liva.sqlite "SELECT id FROM member WHERE name LIKE '% %' ORDER BY id"
3
$ ombud retention remove former_members --reason "board 4"
The rule former_members is removed.
