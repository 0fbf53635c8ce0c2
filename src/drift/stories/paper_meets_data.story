# A system is connected and its data map confirmed; what the record says is held against it. Exactly
# what was planted is found, and nothing where the record agrees.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ python3 -c "import sqlite3; c = sqlite3.connect('liva.db'); c.executescript('create table member (id integer primary key, name text, email text, joined_on date, left_on date); create table visit (id integer primary key, member_id integer references member (id), day date, diagnosis text)'); c.executemany('insert into member values (?, ?, ?, ?, ?)', [(i, 'Medlem %d' % i, 'm%d@exempel.se' % i, '2000-01-%02d' % i, '2005-06-07' if i < 4 else None) for i in range(1, 11)]); c.executemany('insert into visit values (?, ?, ?, ?)', [(i, i, '2099-01-01', 'astma') for i in range(4, 11)]); c.commit()"
< file map.yaml
format: ombud-data-map-1
system: liva
tables:
  member:
    holds: person
    subject: member
    because: "the members' register"
    fields:
      name: {category: name, class: ordinary, identifies: true, erase: surrogate}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
  visit:
    holds: detail
    because: "their visits"
    fields:
      diagnosis: {category: health, class: special, erase: set_null}
links:
  - {from: visit, columns: [member_id], to: member, to_columns: [id], means: belongs, kind: foreign_key}
>
$ ombud system add liva --url sqlite:liva.db
liva is added. Next: ombud system test liva
$ ombud drift list
Paper and data were never compared. Begin with: ombud drift check
$ ombud datamap confirm liva --file map.yaml --json >confirmed.json

# The record: members with name and health, for ever; no e-mail, and a declaration that there is no
# sensitive data. A second system that nobody connected.
$ echo '{"name": "Liva", "type": "database"}' >s.json; ombud records add system --file s.json; echo '{"name": "Arkiv", "type": "database"}' >s.json; ombud records add system --file s.json
S-0001 Liva is made.
S-0002 Arkiv is made.
$ echo '{"name": "Members", "group": "members"}' >p.json; ombud records add person_category --file p.json; echo '{"name": "Name", "category": ["name"], "class": "ordinary"}' >d.json; ombud records add data_category --file d.json; echo '{"name": "Health", "category": ["health"], "class": "special"}' >d.json; ombud records add data_category --file d.json; echo '{"name": "Salary", "category": ["salary"], "class": "confidential"}' >d.json; ombud records add data_category --file d.json
PC-0001 Members is made.
DC-0001 Name is made.
DC-0002 Health is made.
DC-0003 Salary is made.
$ echo '{"name": "Membership", "role": "controller", "systems": ["S-0001"], "matrix": [{"person": "PC-0001", "data": "DC-0001", "class": "ordinary"}, {"person": "PC-0001", "data": "DC-0002", "class": "special"}, {"person": "PC-0001", "data": "DC-0003", "class": "confidential"}]}' >b.json; ombud records add activity --file b.json
B-0001 Membership is made.
$ echo '{"name": "No sensitive data", "subject": "sensitive_data", "answer": false}' >n.json; ombud records add declaration --file n.json
D-0001 No sensitive data is made.

# The same system seen twice: proposed by its name, said by a person.
$ ombud drift links
System  Record       How it is known
liva    S-0001 Liva  The same name
liva                 Not in the record
$ ombud drift link S-0001 liva
S-0001 and liva are the same.
$ ombud drift link S-0001 liva
ombud: Somebody has said already whether these two are the same. Take that back first.
# exit 5

# Exactly what was planted: health denied, the e-mail address undeclared, three who left long ago and
# were not heard of since, a salary that nobody has, a system that is not connected.
$ ombud drift check
Open findings: 5 ([...]
From now on this is checked every night at 04:15. "ombud jobs schedule remove drift-check" ends that.
# exit 1
$ ombud drift list
Finding  Severity   What disagrees
F-[A=]   Serious    D-0001 No sensitive data says that there are no special categories, and liva has health in visit.diagnosis.
F-[B=]   Important  3 of 10 rows of members in liva (member) are older than 3 years, and no period covers them; the oldest day is 2000-01-01.
F-[C=]   Minor      liva holds e-mail of members in member.email, and no activity that uses it declares that.
F-[D=]   Minor      B-0001 Membership declares Members: Salary, and the confirmed data map of liva has nothing of it.
F-[E=]   Hint       S-0002 Arkiv stands in the record and nobody has connected it, so nothing is compared.

# One is accepted until a day, and the rest of the drafts is taken.
$ ombud drift accept F-$E --until 2000-01-01 --reason "goes in March"
ombud: A finding is accepted until a day from today on and within a year; 2000-01-01 is not one. Choose another day.
# exit 2
$ ombud drift accept F-$E --until $(date -d '+30 days' +%F) --reason "goes in March"
F-[E] is accepted until [...].
$ ombud drift take --all --reason "found in the data"
T-0001: 3 records were made or changed. Undo with: ombud drift undo T-0001 --reason TEXT
Record   Title
DC-0004  Contact details
B-0002   Members in liva
D-0001   No sensitive data
$ ombud drift list --what undeclared_data
Nothing disagrees.

# The salary is taken out of the matrix and a period covers the members: paper and data agree.
$ echo '{"name": "30 years", "event": "last_activity", "length": "fixed", "period": 30, "period_unit": "years", "bound": "at_most"}' >r.json; ombud records add retention_period --file r.json
R-0001 30 years is made.
$ echo '{"matrix": [{"person": "PC-0001", "data": "DC-0001", "class": "ordinary", "retention": "R-0001"}, {"person": "PC-0001", "data": "DC-0002", "class": "special", "retention": "R-0001"}]}' >b.json; ombud records edit activity B-0001 --file b.json
B-0001 Membership is saved.
$ ombud drift check
Paper and data agree. Mended: [...]. Accepted: 1.
$ ombud drift undo T-0001 --reason "too early"
T-0001 is undone: what it made is archived.
$ ombud drift check
Open findings: 2 (0 new, 0 opened again). Mended: 0. Accepted: 1. See them with: ombud drift list
# exit 1

# What can't be meant is said.
$ ombud drift list --what nothing
ombud: There is no kind of finding “nothing”. ombud drift list --json shows the kinds that there are.
# exit 2
$ ombud drift take --reason "first record"
ombud: Choose at least one proposal.
# exit 2
$ ombud drift export --format pdf --to nowhere/drift.pdf
ombud: The file could not be written. Choose a folder where you may write and that has room.
# exit 2
$ ombud drift show F-0099
ombud: There is no finding F-0099. Look for it in the list, also among those that are mended.
# exit 3
$ ombud drift years 0
ombud: Say a whole number of years from 1 to 100.
# exit 2
$ ombud drift years 5
Rows that no period covers are old after 5 years.
$ ombud drift export --format csv --to drift.csv
The list stands in drift.csv.
$ wc -l <drift.csv
3
