# A data processing agreement is drafted of its record: what the law demands stands in it, and what
# the record lacks is left open and named.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Exempelbolaget AB"}' >ours.json; ombud records add controller --file ours.json
C-0001 Exempelbolaget AB is made.
$ echo '{"name": "Lönvik AB", "roles": ["processor"], "category": false, "country": "SE", "handles_data": "does", "email": "info@lonvik.example"}' >party.json; ombud records add party --file party.json
P-0001 Lönvik AB is made.
$ echo '{"name": "Payroll", "type": "processing", "direction": "we_are_controller", "ours": "C-0001", "party": "P-0001", "subject": "Salaries of all employees", "sub_processors": "general", "objection_days": 14, "breach_hours": 24, "end_of_data": "erased", "audit_yearly": true}' >agreement.json; ombud records add agreement --file agreement.json
A-0001 Payroll is made.

$ ombud parties draft-agreement A-0001 --format html --out draft.html
The draft is in draft.html. Read it through, fill in what is open, and record when it is sent and signed.
$ python3 $HERE/../../../demo/page_as_text.py draft.html 60 | grep -E "^To be|^[0-9]\.|14 days|24 hours|independent auditor|erases all"
To be filled in before signing: Nature of the processing, Holds from, Categories of data subjects,
1. What is processed
2. Instructions
3. Confidentiality
4. Security
5. Sub-processors
added or replaced at least 14 days before, and Exempelbolaget AB may object.
6. Third countries
7. Help
24 hours after becoming aware of it.
8. Audits
Each year Lönvik AB hands Exempelbolaget AB the statement of an independent auditor.
9. When it ends
When the services end, Lönvik AB erases all personal data with every copy, unless Union or national

# In any of the languages, and in a file to go on writing in.
$ ombud parties draft-agreement A-0001 --text-in da >/dev/null; python3 -c "import docx; print(docx.Document('A-0001.docx').paragraphs[0].text)"
Databehandleraftale

# What is no such agreement is not drafted.
$ echo '{"name": "Secrecy", "type": "confidentiality", "direction": "each", "ours": "C-0001", "party": "P-0001"}' >other.json; ombud records add agreement --file other.json; ombud parties draft-agreement A-0002
A-0002 Secrecy is made.
ombud: A-0002 is no agreement that is drafted here: only data processing agreements and agreements with sub-processors are, in which one side decides. Choose that type and say who decides.
# exit 5
$ ombud evidence list --event parties.agreement_drafted --reference check --json | grep -o '"object":"A-0001"' | wc -l
2
