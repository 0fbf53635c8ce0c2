# A system's address that is wrong: what each gets, and nothing is left behind in the wrong place.
$ bash $HERE/begin.sh none

$ ombud system add liva --url oracle://user@host/liva
ombud: The URL (oracle:) cannot be read. Write sqlite:FILE, [...]  # exit 2
$ ombud system add liva --url postgresql://user:hemligt@host/liva
ombud: There is a password in the URL, [...] Change that password if others use this machine.  # exit 2
$ ombud system add liva --url 'mariadb://user@host/liva?colour=red'
ombud: The URL has a parameter colour that this kind of system does not know. [...]  # exit 2
$ ombud system list
There are no systems yet. Add one with: ombud system add NAME --url URL

# An address in the right form may lead nowhere: `system test` says so.
$ ombud system add file --url sqlite:nowhere.sqlite
file is added. Next: ombud system test file
There is no database file [...]/nowhere.sqlite. Check the path.
$ ombud system test file
ombud: There is no database file [...]/nowhere.sqlite. Check the path.  # exit 3
$ test -e nowhere.sqlite
# exit 1
$ ombud system add text --quiet --url sqlite:engine
text is added. Next: ombud system test text
$ ombud system test text
ombud: The file [...]/engine is not a SQLite database, or it is encrypted. Check the path.  # exit 2
$ ombud system add folder --quiet --url csv:nowhere
folder is added. Next: ombud system test folder
$ ombud system test folder
ombud: There is no folder [...]/nowhere. Check the name; [...]  # exit 3

$ ombud system add host --quiet --url postgresql://user@localhost:1/liva
host is added. Next: ombud system test host
$ ombud system test host
ombud: The database at localhost can't be reached. Check that it runs, that the address is right and that the network lets it through.  # exit 6
$ ombud datamap propose host
ombud: The database at localhost can't be reached. [...]  # exit 6
$ ombud system add base --quiet --url "postgresql://ombud@/nowhere?host=$OMBUD_TEST_POSTGRESQL&port=$OMBUD_TEST_POSTGRESQL_PORT"
base is added. Next: ombud system test base
$ ombud system test base
ombud: The server has no database nowhere, or this user may not open it. Check the name.  # exit 3
$ ombud system add user --quiet --url "mariadb://nobody@localhost/mysql?socket=$OMBUD_TEST_MARIADB"
user is added. Next: ombud system test user
$ ombud system test user
ombud: The server refuses the user nobody. Check the name, the password and what the server lets this user do from here.  # exit 4
$ ombud system add socket --quiet --url "mariadb://ombud@localhost/liva?socket=/nowhere/socket"
socket is added. Next: ombud system test socket
$ ombud system test socket
ombud: The database at /nowhere/socket can't be reached. [...]  # exit 6
$ ombud datamap propose nobody
ombud: There is no system nobody. Look for it in the list of systems.  # exit 3

# A search says where it could not look.
$ echo 'email: tova.lindqvist@example.org' >search
$ ombud subjects find --reference "request 7" --from search
Nobody was found.
...
Not searched: host: The database at localhost can't be reached. [...]
...
# exit 3
