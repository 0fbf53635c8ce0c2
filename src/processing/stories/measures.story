# Technical and organisational measures: each says how it is shown that it is followed, when it was
# tested and when it will be again.
$ bash $HERE/../../../tests/journeys/begin.sh none
< file measures
access organisational Access by work only
sign_in technical Own user and password of at least 12 characters for each
denied_attempts technical Refused attempts are logged and looked through
encryption technical E-mail within our domain and all transmission encrypted
pseudonymisation technical Analysis works on numbers instead of names
malware technical Virus scanners, updated and checked
workstations technical Disks encrypted, screens lock after five minutes
remote technical VPN and encryption for remote work and phones
backup technical Backup and restore of all servers
logging technical All logging that the servers can do
detection technical Firewalls tell of attacks
physical technical Alarm, locked and fire-proof rooms, control of entry
paper organisational Binders in locked cabinets
training organisational Training of staff
certification organisational Certified staff
clearance organisational Named and cleared persons only
policies organisational Procedures and policies
>
$ while read -r topic type text; do printf '{"name": "%s", "type": "%s", "topic": "%s", "description": "%s", "protects": ["confidentiality"], "evidence": "Checked each spring"}' "$text" $type $topic "$text" >measure.json; ombud records add measure --file measure.json || exit; done <measures
M-0001 Access by work only is made.
M-0002 Own user and password of at least 12 characters for each is made.
M-0003 Refused attempts are logged and looked through is made.
M-0004 E-mail within our domain and all transmission encrypted is made.
M-0005 Analysis works on numbers instead of names is made.
M-0006 Virus scanners, updated and checked is made.
M-0007 Disks encrypted, screens lock after five minutes is made.
M-0008 VPN and encryption for remote work and phones is made.
M-0009 Backup and restore of all servers is made.
M-0010 All logging that the servers can do is made.
M-0011 Firewalls tell of attacks is made.
M-0012 Alarm, locked and fire-proof rooms, control of entry is made.
M-0013 Binders in locked cabinets is made.
M-0014 Training of staff is made.
M-0015 Certified staff is made.
M-0016 Named and cleared persons only is made.
M-0017 Procedures and policies is made.
$ ombud records list measure
Number  Name                                                      State    Type            About
M-0001  Access by work only                                       Planned  Organisational  Access by need
M-0002  Own user and password of at least 12 characters for each  Planned  Technical       User names and passwords
M-0003  Refused attempts are logged and looked through            Planned  Technical       Watch on denied attempts
M-0004  E-mail within our domain and all transmission encrypted   Planned  Technical       Encryption
M-0005  Analysis works on numbers instead of names                Planned  Technical       Pseudonymisation
M-0006  Virus scanners, updated and checked                       Planned  Technical       Protection against malware
M-0007  Disks encrypted, screens lock after five minutes          Planned  Technical       Workstations and screens
M-0008  VPN and encryption for remote work and phones             Planned  Technical       VPN and remote work
M-0009  Backup and restore of all servers                         Planned  Technical       Backup and restore
M-0010  All logging that the servers can do                       Planned  Technical       Logging and log review
M-0011  Firewalls tell of attacks                                 Planned  Technical       Finding personal data breaches
M-0012  Alarm, locked and fire-proof rooms, control of entry      Planned  Technical       Rooms, locks and alarms
M-0013  Binders in locked cabinets                                Planned  Organisational  Paper and binders
M-0014  Training of staff                                         Planned  Organisational  Training
M-0015  Certified staff                                           Planned  Organisational  Certification of staff
M-0016  Named and cleared persons only                            Planned  Organisational  Named or cleared persons only
M-0017  Procedures and policies                                   Planned  Organisational  Policies and procedures

# A measure is in use when it is said how it is shown; availability says within how many hours.
$ echo '{"name": "No evidence", "type": "technical", "topic": "logging", "description": "?"}' >bare.json; ombud records add measure --file bare.json; ombud records move measure M-0018 start
M-0018 No evidence is made.
Nothing was saved. To be mended:
  How it is shown (evidence): This must be filled in.
# exit 2
$ echo '{"protects": ["availability", "resilience"], "restore_hours": 8, "tested_on": "2026-03-02", "test_result": "works", "test_note": "Restored on a spare machine in six hours", "next_test": "2027-03-01"}' >tested.json; ombud records edit measure M-0009 --file tested.json; ombud records move measure M-0009 start
M-0009 Backup and restore of all servers is saved.
M-0009 Backup and restore of all servers has moved on.
$ ombud records show measure M-0009
Measure               M-0009
State                 In place
Version               3
Name                  Backup and restore of all servers
Type                  Technical
About                 Backup and restore
General description   Backup and restore of all servers
Protects              Availability; Resilience
Hours until restored  8
How it is shown       Checked each spring
Tested on             2026-03-02
Result of the test    It works
Note on the test      Restored on a spare machine in six hours
Next test             2027-03-01
