# A system that is not as it was when its map was confirmed is not touched, and what changed is said.
$ bash $HERE/begin.sh sqlite approve
$ sqlite3 liva.sqlite 'ALTER TABLE member RENAME COLUMN email TO mail'
$ ombud subjects find --reference "request 7" --from search
Nobody was found.
Not searched: liva: The system liva is not as it was when its map was confirmed: the column member.email is gone or has another name. Propose and confirm its map anew.
# exit 3
$ ombud actions plan erase $(cat person) --reference "request 7"
ombud: The system liva is not as it was when its map was confirmed: the column member.email is gone or has another name. Propose and confirm its map anew.  # exit 5
$ ombud actions run A-0001
A-0001 is only partly done. [...]

Done and verified
  –
...
Not reached
  The system liva is not as it was when its map was confirmed: the column member.email is gone or has another name. Propose and confirm its map anew.
...
# exit 8
$ sqlite3 liva.sqlite 'SELECT name FROM member WHERE id = 1; SELECT count(*) FROM note'
Tova Lindqvist
3

# The column has its name again, and a table is gone.
$ sqlite3 liva.sqlite 'ALTER TABLE member RENAME COLUMN mail TO email; DROP TABLE note'
$ ombud actions run A-0001
A-0001 is only partly done. [...]
...
  The system liva is not as it was when its map was confirmed: the table note is gone. Propose and confirm its map anew.
...
# exit 8
$ sqlite3 liva.sqlite 'SELECT name FROM member WHERE id = 1'
Tova Lindqvist

# What the receipt says of the run that did nothing can be checked like any other.
$ ombud actions receipt A-0001 --receipt A-0001.json && ombud verify A-0001.json
The receipt is sound: A-0001, [...]

Done and verified
  nothing
...

# The file is another one: a copy was put in its place, with the table again.
$ cp liva.sqlite other.sqlite && mv other.sqlite liva.sqlite
$ sqlite3 liva.sqlite 'CREATE TABLE note (id integer PRIMARY KEY, member_id integer, body varchar(200), FOREIGN KEY (member_id) REFERENCES member (id))'
$ ombud actions run A-0001
A-0001 is only partly done. [...]
...
  liva is not the same database as when the action was planned (restored, copied or moved). Plan anew: `ombud actions plan …`.
...
# exit 8
