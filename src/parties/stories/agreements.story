# Parties and what is agreed with them: one party is customer and processor at once; an agreement is
# a clause of another contract, is held against the law's list, and is signed on a day.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Exempelbolaget AB"}' >ours.json; ombud records add controller --file ours.json
C-0001 Exempelbolaget AB is made.
< file parties
{"name": "Lönvik AB", "roles": ["customer", "processor", "supplier"], "category": false, "organisation_number": "556036-0793", "country": "SE", "handles_data": "does", "email": "info@lonvik.example"}
{"name": "Recruiters", "roles": ["third_party", "independent_controller"], "category": true, "country": "SE", "handles_data": "does_not"}
{"name": "Pension funds", "roles": ["recipient"], "category": true, "country": "DK", "handles_data": "does_not"}
{"name": "Skatteverket", "roles": ["authority", "recipient"], "domains": ["tax"], "category": false, "country": "SE", "handles_data": "does_not"}
{"name": "Banks", "roles": ["processor"], "category": true, "country": "SE", "handles_data": "does"}
>
$ while read -r party; do echo "$party" >party.json; ombud records add party --file party.json; done <parties
P-0001 Lönvik AB is made.
P-0002 Recruiters is made.
P-0003 Pension funds is made.
P-0004 Skatteverket is made.
P-0005 Banks is made.
$ for number in 1 2 3 4; do ombud records move party P-000$number start; done
P-0001 Lönvik AB has moved on.
P-0002 Recruiters has moved on.
P-0003 Pension funds has moved on.
P-0004 Skatteverket has moved on.

# A whole category is nobody to make an agreement with.
$ ombud records move party P-0005 start
Nothing was saved. To be mended:
  Stands for a whole category (category): A whole category can't be a processor, sub-processor, customer or joint controller: there is nobody to make an agreement with. Name the party itself.
# exit 2
$ ombud records list party --where roles=processor
Number  Name       State   Roles                          Stands for a whole category  Country  Handles personal data for you
P-0001  Lönvik AB  In use  Customer; Processor; Supplier  no                           SE       Yes
P-0005  Banks      Draft   Processor                      yes                          SE       Yes

< file agreement.json
{"name": "Payroll by Lönvik", "type": "processing", "direction": "we_are_controller", "ours": "C-0001", "party": "P-0001",
 "part_of_other": true, "subject": "Salaries of all employees", "instructions_only": true, "confidentiality": true,
 "security": true, "sub_processors": "specific", "helps_with_rights": true, "helps_with_duties": true,
 "end_of_data": "erased", "audits": true, "warns": true, "audit_yearly": true}
>
$ ombud records add agreement --file agreement.json
A-0001 Payroll by Lönvik is made.
$ ombud records move agreement A-0001 send
Nothing was saved. To be mended:
  Which contract and clause (other_contract): This must be filled in.
# exit 2
$ echo '{"other_contract": "Delivery contract 14, annex 3", "sent_on": "2026-02-20"}' >sent.json; ombud records edit agreement A-0001 --file sent.json; ombud records move agreement A-0001 send
A-0001 Payroll by Lönvik is saved.
A-0001 Payroll by Lönvik has moved on.

# Signed is what says when, and where the paper is.
$ ombud records move agreement A-0001 sign
Nothing was saved. To be mended:
  Signed on (signed_on): In this state this must be filled in. Fill it in, then take the step.
  Document (document): In this state this must be filled in. Fill it in, then take the step.
# exit 2
$ echo '{"signed_on": "2026-03-02", "signed_by_us": "The managing director", "document": "2026/14"}' >signed.json; ombud records edit agreement A-0001 --file signed.json; ombud records move agreement A-0001 sign
A-0001 Payroll by Lönvik is saved.
A-0001 Payroll by Lönvik has moved on.
$ ombud records show agreement A-0001
Agreement                                     A-0001
State                                         Signed
Version                                       5
Name                                          Payroll by Lönvik
Type                                          Data processing agreement
Who decides                                   We are the controller
Our organisation                              C-0001 Exempelbolaget AB
Party                                         P-0001 Lönvik AB
Part of another contract                      yes
Which contract and clause                     Delivery contract 14, annex 3
Subject matter and purpose                    Salaries of all employees
Sent on                                       2026-02-20
Signed on                                     2026-03-02
Signed by us                                  The managing director
Document                                      2026/14
Only on documented instructions               yes
Confidentiality                               yes
Security                                      yes
Sub-processors                                Each one approved beforehand
Help with data subjects' requests             yes
Help with security, breaches and assessments  yes
Data at the end                               Erased
Information and audits                        yes
Warns of unlawful instructions                yes
Yearly audit statement                        yes

# The other way: with a customer, as its processor.
$ echo '{"name": "Time keeping for Lönvik", "type": "processing", "direction": "we_are_processor", "ours": "C-0001", "party": "P-0001", "part_of_other": false, "template": "Our standard of 2026", "subject": "Time keeping"}' >customer.json; ombud records add agreement --file customer.json
A-0002 Time keeping for Lönvik is made.
$ ombud records list agreement
Number  Name                     State   Type                       Who decides            Our organisation          Party             Part of another contract  Sent on     Signed on   Sub-processors                Yearly audit statement
A-0001  Payroll by Lönvik        Signed  Data processing agreement  We are the controller  C-0001 Exempelbolaget AB  P-0001 Lönvik AB  yes                       2026-02-20  2026-03-02  Each one approved beforehand  yes
A-0002  Time keeping for Lönvik  Draft   Data processing agreement  We are the processor   C-0001 Exempelbolaget AB  P-0001 Lönvik AB  no

# At the end the data goes, and somebody certifies it.
$ echo '{"ended_on": "2026-06-30", "data_erased_on": "2026-07-14"}' >ended.json; ombud records edit agreement A-0001 --file ended.json
Nothing was saved. To be mended:
  Certificate of erasure (certificate): The data is said to be erased, but nobody has certified it. Write who certified it and where the paper is, or empty the day.
# exit 2
$ echo '{"ended_on": "2026-06-30", "data_erased_on": "2026-07-14", "certificate": "Letter of 14 July"}' >ended.json; ombud records edit agreement A-0001 --file ended.json; ombud records move agreement A-0001 end
A-0001 Payroll by Lönvik is saved.
A-0001 Payroll by Lönvik has moved on.
$ ombud records links party P-0001
Number  Kind       Name                     Field
A-0001  Agreement  Payroll by Lönvik        Party
A-0002  Agreement  Time keeping for Lönvik  Party
