# What an organisation notes besides what the law asks for: a field of its own, as any other in the
# form, the table, the file that comes in and the one that goes out.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Head office", "type": "department"}' >unit.json; ombud records add unit --file unit.json
< file field.json
{"name": "Cost centre", "record_kind": "unit", "type": "choice", "choices": ["100 North", "200 South"],
 "help": "From the accounts", "names": [{"language": "sv", "name": "Kostnadsställe"}]}
>
$ ombud records add own_field --file field.json
$ ombud records fields unit | grep own_1
$ ombud records move own_field OF-0001 start
$ ombud records fields unit --language sv | grep own_1
< file list.csv
Name;Type;Cost centre
South club;Club;200 South
North club;Club;100 North
>
$ ombud records import unit list.csv --write
$ ombud records list unit --order own_1 | cut -c1-60
$ ombud records list unit --where "own_1=200 South" | cut -c1-60
$ ombud records move own_field OF-0001 retire --reason "Accounts have their own system"
$ ombud records show unit U-0002 | grep Cost
