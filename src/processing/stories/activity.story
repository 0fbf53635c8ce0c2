# The controller's form of the record, by a union and by a recruiter: purposes and legal bases,
# persons and data line by line, recipients now and later, ways in, places, improvements.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ add() { kind=$1; shift; for record in "$@"; do echo "$record" >record.json; ombud records add $kind --file record.json || return; done; }; declare -f add >add.sh
$ . ./add.sh; add controller '{"name": "Exempelförbundet"}'; add unit '{"name": "Membership office", "type": "department", "responsible": "first"}'
C-0001 Exempelförbundet is made.
U-0001 Membership office is made.
$ . ./add.sh; add person_category '{"name": "Members", "group": "members", "circle": "members", "vulnerable": false}' '{"name": "Employees", "group": "employees", "circle": "none", "vulnerable": false}' '{"name": "Customers'"'"' contact persons", "group": "contacts", "circle": "none", "vulnerable": false}' '{"name": "Candidates", "group": "applicants", "circle": "none", "vulnerable": false}' '{"name": "Possible members", "group": "non_members", "circle": "outside", "vulnerable": false}'
PC-0001 Members is made.
PC-0002 Employees is made.
PC-0003 Customers' contact persons is made.
PC-0004 Candidates is made.
PC-0005 Possible members is made.
< file categories
{"name": "Membership", "category": ["union_membership"], "class": "special", "special_kind": "union_membership"}
{"name": "Contact details", "category": ["name", "email", "phone", "postal_address"], "class": "ordinary"}
{"name": "Picture", "category": ["photo"], "class": "ordinary"}
{"name": "Applications and CV", "category": ["document", "free_text", "education"], "class": "ordinary"}
{"name": "References, interview answers and tests of skill", "category": ["opinion", "free_text"], "class": "confidential"}
{"name": "Professional licence, from its public register", "category": ["education", "document"], "class": "ordinary"}
{"name": "Extract of the criminal record", "category": ["crime"], "class": "criminal", "content": "seen_only", "legal_note": "Shown, noted, never kept"}
>
$ while read -r data; do echo "$data" >data.json; ombud records add data_category --file data.json; done <categories
DC-0001 Membership is made.
DC-0002 Contact details is made.
DC-0003 Picture is made.
DC-0004 Applications and CV is made.
DC-0005 References, interview answers and tests of skill is made.
DC-0006 Professional licence, from its public register is made.
DC-0007 Extract of the criminal record is made.
$ . ./add.sh; add retention_period '{"name": "A year after leaving"}'; add system '{"name": "Liva", "type": "application"}' '{"name": "Members drive", "type": "shared_drive"}' '{"name": "Binder of applications", "type": "binder"}'; add party '{"name": "Exempelkassan", "roles": ["independent_controller"]}' '{"name": "Another union", "roles": ["independent_controller"], "category": true}' '{"name": "Customers", "roles": ["independent_controller"], "category": true}'
R-0001 A year after leaving is made.
S-0001 Liva is made.
S-0002 Members drive is made.
S-0003 Binder of applications is made.
P-0001 Exempelkassan is made.
P-0002 Another union is made.
P-0003 Customers is made.
< file members.json
{"name": "Membership", "role": "controller", "ours": "C-0001", "unit": "U-0001", "area": "members", "group": "Members and their interests",
 "steps": [{"step": "Take in applications", "how": "By form or by the workplace's representative"}, {"step": "Look after interests"}],
 "merged_because": "same_task", "common_purpose": "Look after the membership from joining to leaving",
 "purposes": [
  {"purpose": "Look after the member's interests at work", "type": "member_interest", "bases": ["contract"], "told": "from_start"},
  {"purpose": "Forward the application to the unemployment fund", "type": "unemployment_fund", "bases": ["consent"], "told": "from_start"},
  {"purpose": "Hand data to the new union at a transfer", "type": "change_of_union", "bases": ["consent"], "told": "not_yet"},
  {"purpose": "Keep accounts of fees", "type": "accounting", "bases": ["legal_obligation"], "told": "from_start"}],
 "legal_bases": [
  {"basis": "contract", "contract": "The membership, and steps before it at the person's request"},
  {"basis": "consent", "consent": "Signed applications, binder 2"},
  {"basis": "legal_obligation", "statute": "bokföringslagen 7 kap. 2 §; the collective agreement of 2025, § 4"}],
 "matrix": [
  {"person": "PC-0001", "data": "DC-0001", "class": "special", "special_kind": "union_membership", "source": "given", "required_of_person": "contract",
   "necessity": "Without it there is no membership", "recipients": ["P-0001", "P-0002"], "systems": ["S-0001"], "retention": "R-0001"},
  {"person": "PC-0001", "data": "DC-0002", "class": "ordinary", "source": "third_party", "source_text": "The employer, by the collective agreement",
   "necessity": "To reach the member", "systems": ["S-0001", "S-0002"], "retention": "R-0001"},
  {"person": "PC-0003", "data": "DC-0002", "class": "ordinary", "source": "given", "necessity": "To reach the workplace", "retention": "R-0001"}],
 "discloses": true,
 "recipients": [
  {"recipient": "P-0001", "as": "independent_controller", "why": "Unemployment insurance", "regularity": "regular", "starts": "now", "allowed_by": "Consent", "logged": true},
  {"recipient": "P-0002", "as": "third_party", "why": "Change of union", "regularity": "occasional", "starts": "future", "starts_on": "2027-01-01", "allowed_by": "Consent", "logged": true}],
 "third_countries": false, "operations": ["collect", "record", "store", "use", "disclose", "print", "erase"],
 "scenarios": [{"way": "web_form", "situation": "Somebody joins on the website"}, {"way": "in_person", "situation": "Somebody joins at the workplace"}],
 "systems": ["S-0001", "S-0002", "S-0003"], "who_has_access": ["The membership office", "Elected officers of the club", "IT"],
 "security": "Only the office reads the register", "erasure_routine": "The office runs the rule former_members each week",
 "notice": "https://exempel.example/medlem", "notice_exception": "Who was told when joining knows it already", "automated": "none",
 "improvements": [{"suggestion": "Stop keeping copies of applications in the mailbox", "risk": true, "responsible": "owner1", "due_on": "2026-12-01"}]}
>
$ ombud records add activity --file members.json
B-0001 Membership is made.

# Union membership is forbidden by default, and so is a use that nobody was told of: without an
# exception, and before the members know, the activity is not taken into use.
$ ombud records move activity B-0001 start
Nothing was saved. To be mended:
  Purposes 3, Persons have been told (purposes.told): The persons have not been told of this purpose. Tell them before it begins, and say so here; until then keep it in an activity of its own that is a draft.
  Exceptions for special categories (special_exceptions): A line holds special categories of personal data, which are forbidden without an exception. Add the exception that fits, or take the line away.
# exit 2
$ sed -i 's/"told": "not_yet"/"told": "added"/' members.json; echo '{"special_exceptions": [{"exception": "association", "circle": ["members", "former_members"], "stays_inside": true}]}' >exception.json; for file in members exception; do ombud records edit activity B-0001 --file $file.json; done; ombud records move activity B-0001 start
B-0001 Membership is saved.
B-0001 Membership is saved.
B-0001 Membership has moved on.
$ ombud records show activity B-0001 | grep -vE "^(State|Version)"
Processing activity                              B-0001
Name                                             Membership
Our role                                         Controller
Unit                                             U-0001 Membership office
Area of work                                     Members
Sub-category                                     Members and their interests
Our organisation                                 C-0001 Exempelförbundet
What it consists of                              Step: Take in applications, How it is done: By form or by the workplace's representative; Step: Look after interests
Kept as one because                              The same task
Common purpose                                   Look after the membership from joining to leaving
Purposes                                         Purpose: Look after the member's interests at work, Type: Safeguard the member's interests, Rests on: Contract, Persons have been told: From the start; Purpose: Forward the application to the unemployment fund, Type: Forward to the unemployment fund, Rests on: Consent, Persons have been told: From the start; Purpose: Hand data to the new union at a transfer, Type: Hand over to a new union, Rests on: Consent, Persons have been told: Added later, told before it began; Purpose: Keep accounts of fees, Type: Accounting and tax, Rests on: Legal obligation, Persons have been told: From the start
Legal bases                                      Legal basis: Contract, or steps before one (b), Which contract: The membership, and steps before it at the person's request; Legal basis: Consent (a), Where the consents are kept: Signed applications, binder 2; Legal basis: Legal obligation (c), Law or collective agreement: bokföringslagen 7 kap. 2 §; the collective agreement of 2025, § 4
Exceptions for special categories                Exception: Association with a political, philosophical, religious or trade-union aim (d), Whom it concerns: Members; Former members, Stays in the association: yes
Whose data, which, from whom, to whom, how long  Category of data subjects: PC-0001 Members, Category of personal data: DC-0001 Membership, Class: Special category (Art. 9), What makes it special: Trade-union membership, Where it comes from: The person gave it, Must the person give it: For the contract, Why it is necessary: Without it there is no membership, Goes to: P-0001 Exempelkassan; P-0002 Another union, Lies in: S-0001 Liva, Retention period: R-0001 A year after leaving; Category of data subjects: PC-0001 Members, Category of personal data: DC-0002 Contact details, Class: Ordinary, Where it comes from: Somebody else gave it, From whom: The employer, by the collective agreement, Why it is necessary: To reach the member, Lies in: S-0001 Liva; S-0002 Members drive, Retention period: R-0001 A year after leaving; Category of data subjects: PC-0003 Customers' contact persons, Category of personal data: DC-0002 Contact details, Class: Ordinary, Where it comes from: The person gave it, Why it is necessary: To reach the workplace, Retention period: R-0001 A year after leaving
Goes to others                                   yes
Recipients                                       Recipient: P-0001 Exempelkassan, Receives it as: Controller of its own, Why they get it: Unemployment insurance, How often: Regularly, When: Now, Each time is noted: yes, What allows it: Consent; Recipient: P-0002 Another union, Receives it as: Other third party, Why they get it: Change of union, How often: Occasionally, When: Later, From: 2027-01-01, Each time is noted: yes, What allows it: Consent
Goes outside the EU and EEA                      no
What is done with the data                       Collecting; Recording; Storing; Using; Disclosing; Printing; Erasing
How the data comes in                            Way in: Web form or portal, Situation: Somebody joins on the website; Way in: In person, Situation: Somebody joins at the workplace
Systems and places                               S-0001 Liva; S-0002 Members drive; S-0003 Binder of applications
Who works with it                                The membership office; Elected officers of the club; IT
Security in words                                Only the office reads the register
Erasure routine                                  The office runs the rule former_members each week
Privacy notice                                   https://exempel.example/medlem
Why somebody is not informed                     Who was told when joining knows it already
Profiling and automated decisions                None
Notes for improvement                            Suggestion: Stop keeping copies of applications in the mailbox, To the risk assessment: yes, Responsible person: owner1, By: 2026-12-01

# Nothing nice to have: a line that does not say why it is necessary is refused.
$ sed 's/"necessity": "To reach the member", //' members.json >nice.json; ombud records edit activity B-0001 --file nice.json
Nothing was saved. To be mended:
  Whose data, which, from whom, to whom, how long 2, Why it is necessary (matrix.necessity): This must be filled in.
# exit 2

# A register of non-members says why it can't be avoided; who has not been told is seen.
$ . ./add.sh; add activity '{"name": "Possible members", "role": "controller", "ours": "C-0001", "unit": "U-0001", "area": "members", "non_member_register": true}'
B-0002 Possible members is made.
$ ombud records move activity B-0002 start
Nothing was saved. To be mended:
  Purposes (purposes): This must be filled in.
  Legal bases (legal_bases): This must be filled in.
  Whose data, which, from whom, to whom, how long (matrix): This must be filled in.
  Why it can't be avoided (non_member_reason): This must be filled in.
  Goes to others (discloses): This must be filled in.
  Goes outside the EU and EEA (third_countries): This must be filled in.
  What is done with the data (operations): This must be filled in.
  Systems and places (systems): This must be filled in.
  Profiling and automated decisions (automated): This must be filled in.
# exit 2

# A recruiter's purposes, ways in and data; staff, customers and whistleblowing are records of their own.
< file candidates.json
{"name": "Candidates and assignments", "role": "controller", "ours": "C-0001", "area": "recruitment", "group": "Employees and HR",
 "purposes": [
  {"purpose": "Match candidates and assignments, and present them to customers", "type": "matching_candidates", "bases": ["legitimate_interests"]},
  {"purpose": "Provide the service", "type": "service", "bases": ["legitimate_interests"]},
  {"purpose": "Improve the service and analyse its use", "type": "improvement", "bases": ["legitimate_interests"]},
  {"purpose": "Prevent fraud", "type": "fraud", "bases": ["legitimate_interests"]},
  {"purpose": "Keep networks secure", "type": "security", "bases": ["legitimate_interests"]}],
 "steps": [{"step": "Read applications", "how": "Sent by an agency, by form or handed over; notes are kept with them"}, {"step": "Share a profile with the customer", "how": "One profile each, with picture"}],
 "scenarios": [{"way": "web_form", "situation": "Applies for a job"}, {"way": "agency", "situation": "An agency sends a CV"}, {"way": "in_person", "situation": "Hands an application over"}, {"way": "email", "situation": "Registers an interest"}, {"way": "phone", "situation": "Contacts us"}],
 "matrix": [
  {"person": "PC-0004", "data": "DC-0003", "class": "ordinary", "source": "given", "necessity": "The customer meets the candidate"},
  {"person": "PC-0004", "data": "DC-0004", "class": "ordinary", "source": "given", "necessity": "To compare", "recipients": ["P-0003"]},
  {"person": "PC-0004", "data": "DC-0005", "class": "confidential", "source": "third_party", "source_text": "Referees", "necessity": "To judge the skill"},
  {"person": "PC-0004", "data": "DC-0006", "class": "ordinary", "source": "third_party", "source_text": "The register of licences", "necessity": "Asked for by law"},
  {"person": "PC-0004", "data": "DC-0007", "class": "criminal", "source": "given", "necessity": "Work with children"}],
 "discloses": true,
 "recipients": [{"recipient": "P-0003", "as": "independent_controller", "why": "Chooses whom to hire", "regularity": "regular", "starts": "now", "logged": true}]}
>
$ ombud records add activity --file candidates.json
B-0003 Candidates and assignments is made.
$ . ./add.sh; add activity '{"name": "Payroll", "role": "controller", "area": "hr", "group": "Employees and HR"}' '{"name": "Customers", "role": "controller", "area": "customers"}' '{"name": "Whistleblowing", "role": "controller", "area": "whistleblowing"}'
B-0004 Payroll is made.
B-0005 Customers is made.
B-0006 Whistleblowing is made.
$ ombud records list activity --json | grep '"area"' | sort
        "area": "customers"
        "area": "hr",
        "area": "members",
        "area": "members",
        "area": "recruitment",
        "area": "whistleblowing"
$ ombud records list activity --where area=whistleblowing | cut -c1-22
Number  Name
B-0006  Whistleblowing
$ ombud records show activity B-0003 | grep -E "^(What it consists|Purposes|Whose data|Recipients|How the data)"
What it consists of                              Step: Read applications, How it is done: Sent by an agency, by form or handed over; notes are kept with them; Step: Share a profile with the customer, How it is done: One profile each, with picture
Purposes                                         Purpose: Match candidates and assignments, and present them to customers, Type: Matching candidates and assignments, Rests on: Legitimate interests; Purpose: Provide the service, Type: Provide a service or sell, Rests on: Legitimate interests; Purpose: Improve the service and analyse its use, Type: Improve a service, analyse its use, Rests on: Legitimate interests; Purpose: Prevent fraud, Type: Prevent fraud and abuse, Rests on: Legitimate interests; Purpose: Keep networks secure, Type: Security of networks and information, Rests on: Legitimate interests
Whose data, which, from whom, to whom, how long  Category of data subjects: PC-0004 Candidates, Category of personal data: DC-0003 Picture, Class: Ordinary, Where it comes from: The person gave it, Why it is necessary: The customer meets the candidate; Category of data subjects: PC-0004 Candidates, Category of personal data: DC-0004 Applications and CV, Class: Ordinary, Where it comes from: The person gave it, Why it is necessary: To compare, Goes to: P-0003 Customers; Category of data subjects: PC-0004 Candidates, Category of personal data: DC-0005 References, interview answers and tests of skill, Class: Confidential, Where it comes from: Somebody else gave it, From whom: Referees, Why it is necessary: To judge the skill; Category of data subjects: PC-0004 Candidates, Category of personal data: DC-0006 Professional licence, from its public register, Class: Ordinary, Where it comes from: Somebody else gave it, From whom: The register of licences, Why it is necessary: Asked for by law; Category of data subjects: PC-0004 Candidates, Category of personal data: DC-0007 Extract of the criminal record, Class: Criminal convictions and offences (Art. 10), Where it comes from: The person gave it, Why it is necessary: Work with children
Recipients                                       Recipient: P-0003 Customers, Receives it as: Controller of its own, Why they get it: Chooses whom to hire, How often: Regularly, When: Now, Each time is noted: yes
How the data comes in                            Way in: Web form or portal, Situation: Applies for a job; Way in: Through an agency, Situation: An agency sends a CV; Way in: In person, Situation: Hands an application over; Way in: E-mail, Situation: Registers an interest; Way in: Phone, Situation: Contacts us
$ ombud records list data_category --order class
Number   Name                                              State  What it says of the person                          Class
DC-0002  Contact details                                   Draft  Name; E-mail; Phone; Postal address                 Ordinary
DC-0003  Picture                                           Draft  Photo                                               Ordinary
DC-0004  Applications and CV                               Draft  Document, CV, licence; Free text, notes; Education  Ordinary
DC-0006  Professional licence, from its public register    Draft  Education; Document, CV, licence                    Ordinary
DC-0005  References, interview answers and tests of skill  Draft  Assessment, test, reference; Free text, notes       Confidential
DC-0001  Membership                                        Draft  Trade-union membership                              Special category (Art. 9)
DC-0007  Extract of the criminal record                    Draft  Criminal convictions and offences                   Criminal convictions and offences (Art. 10)
