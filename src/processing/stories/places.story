# Where personal data lies: programs, drives, binders and sticks, copies and test copies; what is
# declared of it, and who looks it through.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Molnvik AB", "roles": ["processor"], "country": "IE", "handles_data": "does", "category": false}' >party.json; ombud records add party --file party.json
P-0001 Molnvik AB is made.
$ echo '{"name": "Encrypted disks", "type": "technical", "topic": "encryption", "description": "All disks", "evidence": "List of devices"}' >measure.json; ombud records add measure --file measure.json
M-0001 Encrypted disks is made.
< file liva.json
{"name": "Liva", "type": "application", "group": "Members and pay", "run_by": "us", "countries": ["SE"],
 "location": "Computer hall, rack 4", "cloud": false, "refill": "none", "test_copies": "real",
 "test_copies_where": "Developers' server", "access_instruction": "Intranet, page 12", "logging": "all",
 "erasing": "automatic", "backup_days": 90, "responsible": "first", "measures": ["M-0001"],
 "by_design": "Shows no national id in lists"}
>
< file cube.json
{"name": "Analysis", "type": "database", "run_by": "supplier", "supplier": "P-0001", "countries": ["IE", "US"],
 "cloud": true, "derived_from": ["S-0001"], "refill": "emptied", "refill_hours": 24, "test_copies": "none",
 "logging": "part", "erasing": "impossible", "measures": ["M-0001"]}
>
$ for file in liva cube; do ombud records add system --file $file.json; done
S-0001 Liva is made.
S-0002 Analysis is made.
$ for type in infrastructure email shared_drive sharepoint cloud_storage local_pc mobile usb_stick binder; do echo "{\"name\": \"A $type\", \"type\": \"$type\", \"run_by\": \"us\", \"countries\": [\"SE\"], \"cloud\": false, \"refill\": \"none\", \"test_copies\": \"none\", \"logging\": \"unknown\", \"erasing\": \"by_hand\", \"location\": \"Room 3\", \"measures\": [\"M-0001\"]}" >place.json; ombud records add system --file place.json; done
S-0003 A infrastructure is made.
S-0004 A email is made.
S-0005 A shared_drive is made.
S-0006 A sharepoint is made.
S-0007 A cloud_storage is made.
S-0008 A local_pc is made.
S-0009 A mobile is made.
S-0010 A usb_stick is made.
S-0011 A binder is made.
$ ombud records list system | cut -c1-60
Number  Name              State  Type
S-0001  Liva              Draft  Program or service
S-0002  Analysis          Draft  Database
S-0003  A infrastructure  Draft  Infrastructure, server
S-0004  A email           Draft  E-mail, Outlook or Gmail
S-0005  A shared_drive    Draft  Shared drive
S-0006  A sharepoint      Draft  SharePoint or Teams
S-0007  A cloud_storage   Draft  Cloud storage, OneDrive, Dr
S-0008  A local_pc        Draft  Local PC
S-0009  A mobile          Draft  Phone or tablet
S-0010  A usb_stick       Draft  USB stick or external disk
S-0011  A binder          Draft  Binder or paper archive
$ ombud records show system S-0001
System or place                           S-0001
State                                     Draft
Version                                   1
Name                                      Liva
Type                                      Program or service
Group                                     Members and pay
Responsible person                        first
Run by                                    Ourselves
Countries where the data lies             SE
Exact place                               Computer hall, rack 4
Cloud service                             no
How the copy is renewed                   It is no copy
Test copies                               Yes, with real data
Where the test copies are                 Developers' server
Access instruction                        Intranet, page 12
Logging                                   All that is possible
Erasing here                              By itself or through Ombud
Days until backups are gone               90
Data protection by design and by default  Shows no national id in lists
Measures                                  M-0001 Encrypted disks
$ ombud records show system S-0002 | grep -E "data from|renewed|refills|Cloud|Countries|Run by"
Run by                         A supplier
Countries where the data lies  IE; US
Cloud service                  yes
Gets its data from             S-0001 Liva
How the copy is renewed        Emptied and refilled
Hours between refills          24

# A copy that is emptied and refilled says within how many hours.
$ echo '{"refill_hours": null}' >no.json; ombud records edit system S-0002 --file no.json; ombud records move system S-0002 start
S-0002 Analysis is saved.
Nothing was saved. To be mended:
  Hours between refills (refill_hours): This must be filled in.
# exit 2

# What is always asked: answered yes or no, with a reason and the day of the last proof.
$ for subject in pseudonymisation sub_processors third_countries profiling matching sensitive_data; do echo "{\"name\": \"About $subject\", \"subject\": \"$subject\", \"answer\": false, \"reason\": \"Not needed\", \"systems\": [\"S-0001\"], \"proof\": \"Looked through with the supplier\", \"proven_on\": \"2026-03-02\"}" >declaration.json; ombud records add declaration --file declaration.json; done
D-0001 About pseudonymisation is made.
D-0002 About sub_processors is made.
D-0003 About third_countries is made.
D-0004 About profiling is made.
D-0005 About matching is made.
D-0006 About sensitive_data is made.
$ echo '{"answer": true, "separate_storage": "Key list in a safe of another department"}' >yes.json; ombud records edit declaration D-0001 --file yes.json
D-0001 About pseudonymisation is saved.
$ ombud records show declaration D-0001
Declaration            D-0001
State                  Draft
Version                2
Name                   About pseudonymisation
Subject                Pseudonymisation is used
Answer                 yes
Reason                 Not needed
Where the key is kept  Key list in a safe of another department
Systems and places     S-0001 Liva
Proof                  Looked through with the supplier
Last proof on          2026-03-02
$ ombud records list declaration
Number  Name                    State  Subject                                     Answer  Last proof on
D-0001  About pseudonymisation  Draft  Pseudonymisation is used                    yes     2026-03-02
D-0002  About sub_processors    Draft  Sub-processors are used                     no      2026-03-02
D-0003  About third_countries   Draft  Data goes to third countries                no      2026-03-02
D-0004  About profiling         Draft  Profiling is used                           no      2026-03-02
D-0005  About matching          Draft  Registers are matched for control purposes  no      2026-03-02
D-0006  About sensitive_data    Draft  Special categories are handled              no      2026-03-02

# A review of outside parties, folders, instructions and logging, with findings and the next day.
< file review.json
{"name": "Spring 2026", "subject": ["outside_parties", "folders", "instructions", "logging"], "due_on": "2026-05-01",
 "reviewer": "owner1", "reviewed_on": "2026-04-20", "systems": ["S-0001", "S-0005"], "parties": ["P-0001"],
 "findings": [
  {"what": "outside_party", "party": "P-0001", "finding": "too_much", "correction": "Close the old login", "due_on": "2026-05-10"},
  {"what": "folder", "system": "S-0005", "place": "Staff/Payroll", "finding": "right"},
  {"what": "instruction", "system": "S-0002", "finding": "missing", "correction": "Write one", "due_on": "2026-06-01"},
  {"what": "logging", "system": "S-0002", "finding": "missing", "correction": "Switch on", "due_on": "2026-06-01"}],
 "result": "changes", "next_on": "2026-10-01"}
>
$ ombud records add access_review --file review.json
AR-0001 Spring 2026 is made.
$ ombud records list access_review
Number   Name         State    What is reviewed                                                                                         To be done by  Reviewed on  Result          Next review
AR-0001  Spring 2026  Planned  Outside parties with access; Permissions of folders; Access instructions of systems; Logging that is on  2026-05-01     2026-04-20   Changes needed  2026-10-01
# Its owner is reminded of it by the day in the state: to be done by, then the next one.
$ ombud records due --until 2026-05-01
Until       Number   Name         Kept by
2026-05-01  AR-0001  Spring 2026  first
$ ombud records move access_review AR-0001 report
AR-0001 Spring 2026 has moved on.
$ ombud records due --until 2026-05-01
No record is due for review until 2026-05-01.
$ ombud records due --until 2026-10-01
Until       Number   Name         Kept by
2026-10-01  AR-0001  Spring 2026  first
