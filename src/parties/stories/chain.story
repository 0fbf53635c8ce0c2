# The chain of processors: who approved which sub-processor, what a controller instructed, a change
# that was announced, the yearly statement, a partner's promise, and a transfer with its safeguards.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Exempelbolaget AB"}' >ours.json; ombud records add controller --file ours.json
C-0001 Exempelbolaget AB is made.
$ for party in '"Molnvik Ltd", "roles": ["sub_processor"], "country": "US"' '"Viks kommun", "roles": ["customer"], "country": "SE"' '"Sunds kommun", "roles": ["customer"], "country": "SE"' '"Talangbron", "roles": ["recruitment_partner"], "country": "SE"'; do echo "{\"name\": $party, \"category\": false, \"handles_data\": \"does\"}" >party.json; ombud records add party --file party.json; done
P-0001 Molnvik Ltd is made.
P-0002 Viks kommun is made.
P-0003 Sunds kommun is made.
P-0004 Talangbron is made.
$ echo '{"name": "Liva", "type": "application"}' >system.json; ombud records add system --file system.json
S-0001 Liva is made.
$ echo '{"name": "Hosting by Molnvik", "type": "sub_processing", "direction": "we_are_controller", "ours": "C-0001", "party": "P-0001", "part_of_other": false, "subject": "Hosting"}' >agreement.json; ombud records add agreement --file agreement.json
A-0001 Hosting by Molnvik is made.

# An approval is one controller's: the other customer's is asked for by itself.
$ for customer in 2 3; do echo "{\"name\": \"Molnvik for customer $customer\", \"sub_processor\": \"P-0001\", \"chain\": \"ours\", \"customer\": \"P-000$customer\", \"ours\": \"C-0001\", \"sub_agreement\": \"A-0001\", \"same_obligations\": true, \"service\": \"Hosting\", \"countries\": [\"US\"], \"announced_on\": \"2026-02-01\", \"object_until\": \"2026-03-01\"}" >sub.json; ombud records add sub_processor --file sub.json; ombud records move sub_processor SP-000$((customer - 1)) announce; done
SP-0001 Molnvik for customer 2 is made.
SP-0001 Molnvik for customer 2 has moved on.
SP-0002 Molnvik for customer 3 is made.
SP-0002 Molnvik for customer 3 has moved on.
$ ombud records move sub_processor SP-0001 approve
Nothing was saved. To be mended:
  Kind of approval (approval): In this state this must be filled in. Fill it in, then take the step.
  Approved or objected on (decided_on): In this state this must be filled in. Fill it in, then take the step.
  By whom (decided_by): In this state this must be filled in. Fill it in, then take the step.
# exit 2
$ echo '{"approval": "specific", "decided_on": "2026-02-20", "decided_by": "The municipality board"}' >approved.json; ombud records edit sub_processor SP-0001 --file approved.json; ombud records move sub_processor SP-0001 approve
SP-0001 Molnvik for customer 2 is saved.
SP-0001 Molnvik for customer 2 has moved on.
$ ombud records list sub_processor
Number   Name                    State      Sub-processor       In whose chain  Controller that approves  Our organisation          Countries  Announced on  Objection possible until  Kind of approval  Approved or objected on
SP-0001  Molnvik for customer 2  Approved   P-0001 Molnvik Ltd  Ours            P-0002 Viks kommun        C-0001 Exempelbolaget AB  US         2026-02-01    2026-03-01                Specific          2026-02-20
SP-0002  Molnvik for customer 3  Announced  P-0001 Molnvik Ltd  Ours            P-0003 Sunds kommun       C-0001 Exempelbolaget AB  US         2026-02-01    2026-03-01
$ ombud records show sub_processor SP-0001
Sub-processor approval            SP-0001
State                             Approved
Version                           4
Name                              Molnvik for customer 2
Sub-processor                     P-0001 Molnvik Ltd
In whose chain                    Ours
Controller that approves          P-0002 Viks kommun
Our organisation                  C-0001 Exempelbolaget AB
Agreement with the sub-processor  A-0001 Hosting by Molnvik
Same obligations                  yes
What it does                      Hosting
Countries                         US
Announced on                      2026-02-01
Objection possible until          2026-03-01
Kind of approval                  Specific
Approved or objected on           2026-02-20
By whom                           The municipality board

# A documented instruction, carried out and checked.
$ echo '{"name": "Erase leavers", "direction": "to_us", "party": "P-0002", "ours": "C-0001", "what": "Erase those who left a year ago", "systems": ["S-0001"], "given_on": "2026-03-02", "given_by": "The head of administration", "given_how": "letter", "once": false, "document": "2026/31", "carried_out_on": "2026-03-09", "checked_on": "2026-03-10"}' >instruction.json; ombud records add instruction --file instruction.json; ombud records move instruction I-0001 give
I-0001 Erase leavers is made.
I-0001 Erase leavers has moved on.
$ ombud records show instruction I-0001
Documented instruction  I-0001
State                   In force
Version                 2
Name                    Erase leavers
Direction               To us
Party                   P-0002 Viks kommun
Our organisation        C-0001 Exempelbolaget AB
Instruction             Erase those who left a year ago
Systems and places      S-0001 Liva
Given on                2026-03-02
Given by                The head of administration
In what way             Letter
For one time only       no
Carried out on          2026-03-09
Checked on              2026-03-10
Document                2026/31

# A change is announced before, and checked before it takes effect.
$ echo '{"name": "New address of the site", "direction": "theirs", "parties": ["P-0002"], "about": "configuration", "what": "The site moves to HTTPS", "systems": ["S-0001"], "announced_on": "2026-03-01", "takes_effect_on": "2026-04-01", "answer_by": "2026-03-15"}' >change.json; ombud records add announced_change --file change.json; ombud records move announced_change AC-0001 announce
AC-0001 New address of the site is made.
AC-0001 New address of the site has moved on.
$ ombud records move announced_change AC-0001 check
Nothing was saved. To be mended:
  Checked on (checked_on): In this state this must be filled in. Fill it in, then take the step.
  Result (result): In this state this must be filled in. Fill it in, then take the step.
# exit 2
$ echo '{"checked_on": "2026-03-12", "checked_by": "first", "result": "adapted", "result_note": "Configuration verified"}' >checked.json; ombud records edit announced_change AC-0001 --file checked.json; ombud records move announced_change AC-0001 check
AC-0001 New address of the site is saved.
AC-0001 New address of the site has moved on.

# An independent auditor's statement each year, asked for until it comes; and an inspection of one's own.
$ for type in isae_data_protection own_inspection; do echo "{\"name\": \"Molnvik 2025, $type\", \"direction\": \"theirs\", \"party\": \"P-0001\", \"type\": \"$type\", \"period_to\": \"2025-12-31\", \"due_on\": \"2026-03-31\", \"asked_on\": \"2026-01-10\", \"reminders\": [{\"sent_on\": \"2026-02-10\"}, {\"sent_on\": \"2026-03-10\"}]}" >statement.json; ombud records add audit_statement --file statement.json; done
AS-0001 Molnvik 2025, isae_data_protection is made.
AS-0002 Molnvik 2025, own_inspection is made.
$ echo '{"received_on": "2026-03-20", "auditor": "Revisorerna AB", "opinion": "remarks", "document": "2026/40", "remarks": [{"remark": "Two logins shared", "answer": "Closed", "due_on": "2026-05-01"}]}' >received.json; ombud records edit audit_statement AS-0001 --file received.json; ombud records move audit_statement AS-0001 receive
AS-0001 Molnvik 2025, isae_data_protection is saved.
AS-0001 Molnvik 2025, isae_data_protection has moved on.
$ ombud records list audit_statement
Number   Name                                State      Direction      Party               Type                        Covers until  Due on      Asked for on  Received on  Opinion
AS-0001  Molnvik 2025, isae_data_protection  Received   Theirs for us  P-0001 Molnvik Ltd  ISAE 3000, data protection  2025-12-31    2026-03-31  2026-01-10    2026-03-20   With remarks
AS-0002  Molnvik 2025, own_inspection        Asked for  Theirs for us  P-0001 Molnvik Ltd  Own inspection              2025-12-31    2026-03-31  2026-01-10
# Whose they are is reminded by the day, of the next one too once this one is judged; then it is closed.
$ ombud records due --until 2026-03-31
Until       Number   Name                                Kept by
2026-03-31  AS-0001  Molnvik 2025, isae_data_protection  first
2026-03-31  AS-0002  Molnvik 2025, own_inspection        first
$ echo '{"received_on": "2026-03-20", "auditor": "Revisorerna AB", "opinion": "remarks", "document": "2026/40", "judgement": "Enough, the logins are closed", "next_on": "2027-03-31"}' >judged.json; ombud records edit audit_statement AS-0001 --file judged.json; ombud records move audit_statement AS-0001 judge
AS-0001 Molnvik 2025, isae_data_protection is saved.
AS-0001 Molnvik 2025, isae_data_protection has moved on.
$ ombud records due --until 2026-03-31
Until       Number   Name                          Kept by
2026-03-31  AS-0002  Molnvik 2025, own_inspection  first
$ ombud records due --until 2027-03-31 --json | grep -c '"AS-'
2
$ ombud records move audit_statement AS-0001 follow
AS-0001 Molnvik 2025, isae_data_protection has moved on.

# A recruitment partner promises to follow our text and instructions.
$ echo '{"name": "Talangbron follows us", "party": "P-0004", "about": ["privacy_notice", "instructions"], "text_version": "2026-01", "asked_on": "2026-01-10", "given_on": "2026-01-20", "given_by": "The managing director"}' >promise.json; ombud records add assurance --file promise.json; ombud records move assurance AU-0001 give
AU-0001 Talangbron follows us is made.
AU-0001 Talangbron follows us has moved on.

# A transfer to a third country says what allows it, by which safeguards, and what was assessed.
$ echo '{"name": "Hosting in the USA", "ours": "C-0001", "exporter": "us", "party": "P-0001", "to": "country", "country": "US", "cloud": true, "mechanism": "standard_clauses", "clauses": "controller_to_processor", "assessment": "with_measures"}' >transfer.json; ombud records add transfer --file transfer.json; ombud records move transfer T-0001 start
T-0001 Hosting in the USA is made.
Nothing was saved. To be mended:
  Safeguards (safeguard): This must be filled in.
  Supplementary measures (supplementary): This must be filled in.
# exit 2
$ echo '{"safeguard": "Clauses of 2021, keys kept here", "supplementary": "Encrypted before it leaves", "assessed_on": "2026-01-15", "document": "2026/3"}' >safe.json; ombud records edit transfer T-0001 --file safe.json; ombud records move transfer T-0001 start
T-0001 Hosting in the USA is saved.
T-0001 Hosting in the USA has moved on.
$ ombud records show transfer T-0001
Transfer to a third country      T-0001
State                            In use
Version                          3
Name                             Hosting in the USA
Our organisation                 C-0001 Exempelbolaget AB
Sent by                          Us
Party                            P-0001 Molnvik Ltd
Where to                         A third country
Country                          US
Cloud service                    yes
What allows the transfer         Standard contractual clauses (Art. 46)
Module of the clauses            Controller to processor
Safeguards                       Clauses of 2021, keys kept here
Document                         2026/3
Assessment of the country's law  Done, enough with more measures
Assessed on                      2026-01-15
Supplementary measures           Encrypted before it leaves
