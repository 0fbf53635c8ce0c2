# Who answers for what: federation, region and club are one controller, and its data protection
# officer stands in the record with qualifications, resources and a published address.
$ bash $HERE/../../../tests/journeys/begin.sh none
< file controller.json
{"name": "Exempelförbundet", "acts_as": ["controller", "processor"], "country": "SE", "public_body": false,
 "address": "Storgatan 1\n111 22 Exempelstad", "email": "post@exempel.example", "has_representative": true,
 "representative_name": "Nordic Representatives AB", "representative_contact": "post@rep.example",
 "dpo": "appointed"}
>
$ ombud records add controller --file controller.json
C-0001 Exempelförbundet is made.
$ ombud records move controller C-0001 start
Nothing was saved. To be mended:
  Name of the data protection officer (dpo_name): This must be filled in.
  E-mail of the data protection officer (dpo_email): This must be filled in.
# exit 2

# An appointed officer has a name and an address; then the record says how he is chosen and equipped.
< file officer.json
{"dpo_name": "Sam Ek", "dpo_email": "dso@exempel.example", "dpo_since": "2025-01-01",
 "dpo_qualifications": "Law degree, five years in a county's privacy office",
 "dpo_resources": "Half of the working time, a budget, all systems on request",
 "dpo_independence": "Reports to the board", "dpo_published_at": "https://exempel.example/dataskydd",
 "dpo_notified_on": "2025-01-03", "dpo_shared_with": ["Exempelkassan", "Studieförbundet Exempel"]}
>
$ ombud records edit controller C-0001 --file officer.json
C-0001 Exempelförbundet is saved.
$ ombud records move controller C-0001 start
C-0001 Exempelförbundet has moved on.
$ ombud records show controller C-0001 | grep -E "Representative|protection|Qualif|Resources|published|Authority|Shared"
Representative in the EU               yes
Name of the representative             Nordic Representatives AB
Data protection officer                Appointed
Name of the data protection officer    Sam Ek
E-mail of the data protection officer  dso@exempel.example
Qualifications                         Law degree, five years in a county's privacy office
Resources                              Half of the working time, a budget, all systems on request
Contact published at                   https://exempel.example/dataskydd
Authority told on                      2025-01-03
Shared with                            Exempelkassan; Studieförbundet Exempel

# The organisation as a tree: each part has somebody who answers for it, and one controller is above.
$ for unit in '{"name": "Exempelförbundet", "type": "federation", "ours": "C-0001", "responsible": "first"}' '{"name": "Region Väst", "type": "region", "parent": "U-0001", "ours": "C-0001"}' '{"name": "Klubb 7", "type": "club", "parent": "U-0002", "ours": "C-0001", "responsible": "owner1"}'; do echo "$unit" >unit.json; ombud records add unit --file unit.json; done
U-0001 Exempelförbundet is made.
U-0002 Region Väst is made.
U-0003 Klubb 7 is made.
$ ombud records list unit
Number  Name              State   Part of                  Type                  Controller
U-0001  Exempelförbundet  In use                           Federation            C-0001 Exempelförbundet
U-0002  Region Väst       In use  U-0001 Exempelförbundet  Region                C-0001 Exempelförbundet
U-0003  Klubb 7           In use  U-0002 Region Väst       Club or local branch  C-0001 Exempelförbundet
$ ombud records links controller C-0001
Number  Kind  Name              Field
U-0001  Unit  Exempelförbundet  Controller
U-0002  Unit  Region Väst       Controller
U-0003  Unit  Klubb 7           Controller

# A public body says that it is one, and that its officer is still to be appointed.
< file board.json
{"name": "Kultur- och fritidsnämnden", "acts_as": ["controller"], "country": "SE", "public_body": true,
 "address": "Torget 2", "email": "kultur@exempel.example", "has_representative": false, "dpo": "missing"}
>
$ ombud records add controller --file board.json
C-0002 Kultur- och fritidsnämnden is made.
$ ombud records list controller
Number  Name                        State   Acts as                Country  Public body  Data protection officer
C-0001  Exempelförbundet            In use  Controller; Processor  SE       no           Appointed
C-0002  Kultur- och fritidsnämnden  Draft   Controller             SE       yes          Required, not yet appointed
