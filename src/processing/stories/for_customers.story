# The processor's form of the record: what is done for which customer, by which agreement and
# instructions. It asks for no purposes and no legal basis: those are the customers'.
$ bash $HERE/../../../tests/journeys/begin.sh none
$ echo '{"name": "Exempelbolaget AB", "acts_as": ["processor"]}' >ours.json; ombud records add controller --file ours.json
C-0001 Exempelbolaget AB is made.
$ for name in Vik Sund; do echo "{\"name\": \"${name}s kommun\", \"roles\": [\"customer\"], \"category\": false, \"country\": \"SE\", \"handles_data\": \"does\", \"email\": \"post@${name,,}.example\", \"dpo_name\": \"Officer of $name\", \"dpo_email\": \"dso@${name,,}.example\"}" >party.json; ombud records add party --file party.json; done
P-0001 Viks kommun is made.
P-0002 Sunds kommun is made.
$ echo '{"name": "Unit of operation", "type": "department"}' >unit.json; ombud records add unit --file unit.json
U-0001 Unit of operation is made.
$ echo '{"name": "Norm", "type": "application"}' >system.json; ombud records add system --file system.json
S-0001 Norm is made.
$ for number in 1 2; do echo "{\"name\": \"Time keeping $number\", \"type\": \"processing\", \"direction\": \"we_are_processor\", \"ours\": \"C-0001\", \"party\": \"P-000$number\", \"part_of_other\": false, \"subject\": \"Working time\"}" >agreement.json; ombud records add agreement --file agreement.json; done
A-0001 Time keeping 1 is made.
A-0002 Time keeping 2 is made.
$ echo '{"name": "Calculate by the collective agreement", "direction": "to_us", "party": "P-0001", "ours": "C-0001", "what": "Calculate working time", "given_on": "2026-01-02", "given_by": "The board", "given_how": "agreement", "once": false}' >instruction.json; ombud records add instruction --file instruction.json
I-0001 Calculate by the collective agreement is made.
< file keeping.json
{"name": "Time keeping for municipalities", "role": "processor", "ours": "C-0001", "unit": "U-0001", "area": "production",
 "customers": [
  {"customer": "P-0001", "categories": ["software", "hosting"], "processing": "Reads schedules, calculates hours", "agreement": "A-0001", "instructions": ["I-0001"]},
  {"customer": "P-0002", "categories": ["software", "support"], "agreement": "A-0002"}],
 "discloses": false, "third_countries": false, "operations": ["collect", "store", "use", "erase"],
 "systems": ["S-0001"], "automated": "none", "security": "All connections encrypted"}
>
$ ombud records add activity --file keeping.json
B-0001 Time keeping for municipalities is made.
$ ombud records move activity B-0001 start
B-0001 Time keeping for municipalities has moved on.
$ ombud records show activity B-0001
Processing activity                B-0001
State                              In use
Version                            2
Name                               Time keeping for municipalities
Our role                           Processor
Unit                               U-0001 Unit of operation
Area of work                       Production
Our organisation                   C-0001 Exempelbolaget AB
Goes to others                     no
Goes outside the EU and EEA        no
Customers processed for            Customer: P-0001 Viks kommun, Categories of processing: Software as a service; Hosting and storage, In words: Reads schedules, calculates hours, Agreement: A-0001 Time keeping 1, Documented instructions: I-0001 Calculate by the collective agreement; Customer: P-0002 Sunds kommun, Categories of processing: Software as a service; Support with access, Agreement: A-0002 Time keeping 2
What is done with the data         Collecting; Storing; Using; Erasing
Systems and places                 S-0001 Norm
Security in words                  All connections encrypted
Profiling and automated decisions  None
$ ombud records links party P-0001
Number  Kind                    Name                                   Field
B-0001  Processing activity     Time keeping for municipalities        Customers processed for, Customer
A-0001  Agreement               Time keeping 1                         Party
I-0001  Documented instruction  Calculate by the collective agreement  Party

# Purposes are not asked of a processor, and refused rather than lost.
$ echo '{"purposes": [{"purpose": "Calculate", "bases": ["contract"]}]}' >purpose.json; ombud records edit activity B-0001 --file purpose.json
Nothing was saved. To be mended:
  Purposes (purposes): This is not asked for beside the other answers. Empty it, or change them.
# exit 2
