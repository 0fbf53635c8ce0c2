# How long data is kept, from when, what happens then, and why: in the words of the record.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Payroll", "event": "financial_year_ends", "length": "fixed", "period": 7, "period_unit": "years", "bound": "at_least", "action": "erase", "basis": "law", "reason": "Accounting material", "public_records": false}' >payroll.json; ombud records add retention_period --file payroll.json
R-0001 Payroll is made.
$ ombud records move retention_period R-0001 start
Nothing was saved. To be mended:
  Law (law): This must be filled in.
# exit 2
$ echo '{"law": "bokföringslagen 7 kap. 2 §", "country": "SE", "source": "Swedish code of statutes 1999:1078", "checked_on": "2026-03-02", "rule": "payroll"}' >law.json; ombud records edit retention_period R-0001 --file law.json; ombud records move retention_period R-0001 start
R-0001 Payroll is saved.
R-0001 Payroll has moved on.
$ ombud records show retention_period R-0001
Retention period          R-0001
State                     In use
Version                   3
Name                      Payroll
Counts from               The financial year ends
Length                    A number of days, months or years
How many                  7
Counted in                Years
Which way                 At least so long
What happens then         Erased
Why it is kept so long    A law asks for it
Law                       bokföringslagen 7 kap. 2 §
Reason                    Accounting material
Country                   SE
Source                    Swedish code of statutes 1999:1078
Checked on                2026-03-02
Retention rule            payroll
Records of a public body  no

# Every trigger of a policy, each with its reason: a leaver, a contract's end, so many days, a rhythm.
< file periods
employment_ends|fixed|1|months|at_most|erase|legitimate_interests|The mailbox serves nobody any more
contract_ends|fixed|3|years|at_most|erase|contract|Claims under the contract
collected|fixed|30|days|at_most|erase|consent|The inquiry is answered
last_activity|fixed|12|months|at_most|erase|legitimate_interests|Follow up
membership_ends|fixed|12|months|at_least|anonymise|legitimate_interests|Contact who left, collect debts
position_filled|fixed|24|months|at_most|erase|legal_claims|Somebody rejected may take legal action
>
$ while IFS='|' read -r event length period unit bound action basis reason; do printf '{"name": "From %s", "event": "%s", "length": "%s", "period": %s, "period_unit": "%s", "bound": "%s", "action": "%s", "basis": "%s", "reason": "%s", "public_records": false}' $event $event $length $period $unit $bound $action $basis "$reason" >period.json; ombud records add retention_period --file period.json; done <periods
R-0002 From employment_ends is made.
R-0003 From contract_ends is made.
R-0004 From collected is made.
R-0005 From last_activity is made.
R-0006 From membership_ends is made.
R-0007 From position_filled is made.
$ for rhythm in "Each week" "Each month"; do echo "{\"name\": \"$rhythm\", \"event\": \"schedule\", \"event_text\": \"$rhythm, on the first\", \"length\": \"at_once\", \"action\": \"erase\", \"basis\": \"legitimate_interests\", \"reason\": \"Working copies\", \"public_records\": false}" >period.json; ombud records add retention_period --file period.json; done
R-0008 Each week is made.
R-0009 Each month is made.

# A public body archives, or erases by its disposal decision.
$ echo '{"name": "Case files", "event": "case_closed", "length": "kept", "action": "archive", "basis": "law", "law": "arkivlagen 3 §", "reason": "Public records", "public_records": true}' >archive.json; ombud records add retention_period --file archive.json; ombud records move retention_period R-0010 start
R-0010 Case files is made.
Nothing was saved. To be mended:
  Disposal decision (disposal_decision): This must be filled in.
# exit 2
$ echo '{"disposal_decision": "RA-MS 2020:41", "disposal_body": "The national archives", "disposal_on": "2020-05-01"}' >decision.json; ombud records edit retention_period R-0010 --file decision.json; ombud records move retention_period R-0010 start
R-0010 Case files is saved.
R-0010 Case files has moved on.
$ ombud records list retention_period
Number  Name                  State   Counts from                         Length                             How many  Counted in  What happens then  Why it is kept so long  Law                         Country  Checked on  Retention rule
R-0001  Payroll               In use  The financial year ends             A number of days, months or years         7  Years       Erased             A law asks for it       bokföringslagen 7 kap. 2 §  SE       2026-03-02  payroll
R-0002  From employment_ends  Draft   The employment ends                 A number of days, months or years         1  Months      Erased             Legitimate interest
R-0003  From contract_ends    Draft   The contract ends                   A number of days, months or years         3  Years       Erased             The contract needs it
R-0004  From collected        Draft   The data was collected              A number of days, months or years        30  Days        Erased             Consent
R-0005  From last_activity    Draft   The last activity                   A number of days, months or years        12  Months      Erased             Legitimate interest
R-0006  From membership_ends  Draft   The membership ends                 A number of days, months or years        12  Months      Anonymised         Legitimate interest
R-0007  From position_filled  Draft   The application is decided          A number of days, months or years        24  Months      Erased             Legal claims may come
R-0008  Each week             Draft   A fixed rhythm, such as each month  At once                                                  Erased             Legitimate interest
R-0009  Each month            Draft   A fixed rhythm, such as each month  At once                                                  Erased             Legitimate interest
R-0010  Case files            In use  The case is closed                  Kept for ever by law                                     Archived           A law asks for it       arkivlagen 3 §
