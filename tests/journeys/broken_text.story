# Bytes that are no UTF-8, in a SQLite text and in a CSV file: the person's rows are found and erased,
# others keep theirs to the byte, and an extract shows them read as Latin-1.
$ bash $HERE/begin.sh sqlite
$ sed -i 's/  note: .*/  note: {holds: detail, because: x, fields: {body: {category: free_text, class: confidential, erase: scrub}}}/' liva.yaml
$ ombud datamap confirm liva --file liva.yaml >confirmed
$ bash $HERE/ask.sh "UPDATE note SET body = CAST(x'546f7661204c696e64717669737420ffe5' AS TEXT) WHERE id = 1; UPDATE note SET body = CAST(x'e5e4f6' AS TEXT) WHERE id = 3"
$ bash $HERE/plan.sh >plan
$ ombud actions plan access $(cat person) --quiet --reference "request 7" >plan
$ ombud actions approve A-0002 >approved && ombud actions run A-0002 --quiet --to extract
A-0002 is done.

Done and verified
  liva, member: rows copied: 1.
  liva, note: rows copied: 2.
...
$ /usr/bin/python3 -c 'import json; json.load(open("extract/extract.json", encoding="utf-8"))'
$ head -2 extract/liva.note.csv
"body";"id";"member_id"
"Tova Lindqvist ÿå";"1";"1"
$ ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001 --quiet
A-0001 is carried out and verified where it could be; what was not reached is listed below.

Done and verified
  liva, member: rows changed: 1.
  liva, note: rows changed: 2.
...
$ bash $HERE/ask.sh 'SELECT hex(body) FROM note WHERE id IN (1, 3)'
5B726164657261645D20FFE5
E5E4F6

# A CSV file: a row of the person goes, the others stay as they were to the byte.
$ rm -r data && bash $HERE/begin.sh csv
$ printf '4,1,Tova Lindqvist \xff\n5,2,\xe5\xff\n' >>liva/note.csv
$ bash $HERE/plan.sh >plan && ombud actions approve A-0001 --as owner1 --password-file owner1.password
A-0001 is approved. Next: `ombud actions run A-0001`.
$ ombud actions run A-0001 --quiet
A-0001 is carried out and verified [...]

Done and verified
  liva, member: rows changed: 1.
  liva, note: rows removed: 3.
...
$ tail -1 liva/note.csv | od -An -tx1
 35 2c 32 2c e5 ff 0a

# A file that can't be read as one table is named, with the line.
$ printf '6,1,"never closed\n' >>liva/note.csv
$ ombud system test liva
ombud: In note.csv, the quote that begins in the record at line 4 never ends. Close it.  # exit 2
$ ombud subjects find --reference "request 7" --from search
Nobody was found.
Not searched: liva: In note.csv, the quote that begins in the record at line 4 never ends. Close it.
# exit 3
$ printf 'id,member_id,body\n1,1\n' >liva/note.csv
$ ombud system test liva
ombud: Line 2 of note.csv has 2 fields where the header has 3. Correct that line: a field with the separator in it needs quotes around it.  # exit 2

# The map as a file that is no UTF-8.
$ printf '\xff\xfe' >bad.yaml
$ ombud datamap confirm liva --file bad.yaml
ombud: The map cannot be read: line 1 is not the YAML that a map is written in. Correct that line and try again; `ombud datamap show SYSTEM --format yaml` prints a map.  # exit 2
