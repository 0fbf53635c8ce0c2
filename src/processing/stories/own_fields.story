# What an organisation notes besides what the law asks for: a field of its own, as any other in the
# form, the table, the file that comes in and the one that goes out.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Head office", "type": "department"}' >unit.json; ombud records add unit --file unit.json
U-0001 Head office is made.
< file field.json
{"name": "Cost centre", "record_kind": "unit", "type": "choice", "choices": ["100 North", "200 South"],
 "help": "From the accounts", "names": [{"language": "sv", "name": "Kostnadsställe"}]}
>
$ ombud records add own_field --file field.json
OF-0001 Cost centre is made.
$ ombud records fields unit | grep own_1
own_1        Cost centre         choice: 100 North, 200 South (takes no new values)
$ ombud records move own_field OF-0001 start
OF-0001 Cost centre has moved on.
$ ombud records fields unit --language sv | grep own_1
own_1        Kostnadsställe          choice: 100 North, 200 South
< file list.csv
Name;Type;Cost centre
South club;Club;200 South
North club;Club;100 North
>
$ ombud records import unit list.csv --write
Column       Field  Asked for    For example
Name         name   Name         South club
Type         type   Type         Club
Cost centre  own_1  Cost centre  200 South

2 new, 0 changed, 0 the same, 0 wrong.
Written as one change. To take it back: ombud records undo unit [...] --reason TEXT
$ ombud records list unit --order own_1 | cut -c1-19 | sed 's/ *$//'
Number  Name
U-0003  North club
U-0002  South club
U-0001  Head office
$ ombud records list unit --where "own_1=200 South" | cut -c1-19 | sed 's/ *$//'
Number  Name
U-0002  South club
$ ombud records move own_field OF-0001 retire --reason "Accounts have their own system"
OF-0001 Cost centre has moved on.
$ ombud records show unit U-0002 | grep Cost
Cost centre  200 South
