# A receipt is as it was handed out, or it is refused.
$ bash $HERE/begin.sh sqlite approve
$ ombud actions run A-0001 --quiet --receipt A-0001.json >ran
$ ombud verify A-0001.json
The receipt is sound: A-0001, logged at [...]

Done and verified
  - liva, member: rows changed: 1.
  - liva, note: rows removed: 2.
...
$ sed 's/rows removed: 2/rows removed: 3/' A-0001.json >changed.json
$ ombud verify changed.json
Refused: The receipt is not the one that the log holds: it was changed after it was made.  # exit 1
$ (cat A-0001.json && echo '{') >longer.json
$ ombud verify longer.json
Refused: This is not a receipt as it was handed out ([...]). Ask for the original file.  # exit 1
$ head -c 1000 A-0001.json >cut.json
$ ombud verify cut.json
Refused: [...]  # exit 1

# Any one byte: every one of some hundred places, another bit each time.
$ /usr/bin/python3 $HERE/flip.py A-0001.json
all refused

# Without the data folder nobody knows the key; with the organisation's key it can be checked anywhere.
$ ombud evidence key >key
$ ombud verify A-0001.json --data nowhere
Refused: Signed by an unknown key. Give the organisation's verifier key with --key.  # exit 1
$ ombud verify A-0001.json --data nowhere --key "$(cat key)" | head -1
The receipt is sound: A-0001, logged at [...]
$ OMBUD_DATA=other ombud init --quiet --organisation Annan --law dk --password-file first.password >init
$ ombud verify A-0001.json --data nowhere --key "$(OMBUD_DATA=other ombud evidence key)"
Refused: [...]  # exit 1
$ ombud verify nothere.json
ombud: There is no file nothere.json.  # exit 3
