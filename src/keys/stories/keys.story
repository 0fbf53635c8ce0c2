# The key on paper, lost and made again, then rotated.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite approve
$ ombud key escrow
ombud: Say where the shares go: --to FOLDER for pages to print, or --show to see them here.  # exit 2
$ ombud key escrow --shares 3 --needed 2 --to . --quiet
./ombud-key-[MARK=]-1.html
./ombud-key-[...]-2.html
./ombud-key-[...]-3.html
$ stat -c %a ombud-key-*-1.html
600
$ ombud key escrow --shares 3 --needed 2 --show --quiet >shares
$ grep -c '^[1-6]  ' shares
18

# Two of three are enough; a wrong letter is found in its line.
$ grep '^[1-6]  ' shares | sed -n 7,18p >two
$ ombud key recover again.key --from two
The key file again.key is made (key [MARK]).
$ cmp again.key data/ombud.key
$ head -6 two >one; ombud key recover one.key --from one
ombud: 1 share was given and 2 are needed. Type more of them.  # exit 2
$ awk 'NR == 9 { $2 = "ZZZZ" } 1' two >wrong; ombud key recover wrong.key --from wrong
ombud: Share 2, line 3: a letter or digit is wrong. Compare it with the paper; the last three check the line.  # exit 2
$ ombud key recover again.key --from two
ombud: The key file again.key exists and is never overwritten: [...]  # exit 5

# Rotated: everything still opens, the old backup with the former key file beside.
$ ombud backup before.backup --quiet >made
$ ombud key rotate
[...] keys lie under the new key file [...]/data/ombud.key now. [...]
The former one is [...]/data/ombud.key.former-[MARK]: [...]
$ ombud backup check before.backup | head -1
The backup is whole: every part is as it was written.
$ cp data/ombud.key new.key && cp again.key data/ombud.key && ombud system list
ombud: The key store [...]/data/keys.db is damaged or does not belong to the key file. [...]  # exit 2
$ cp new.key data/ombud.key
$ ombud actions run A-0001 --quiet --receipt A-0001.json >ran
$ ombud evidence key >first.key

# A new signing key: the receipt stays valid under the old one, new ones are under the new one.
$ ombud key rotate --signing >changed
$ ombud evidence verify | head -1
The log is sound: [...]
$ ombud verify A-0001.json --data nowhere --key "$(cat first.key)" | head -1
The receipt is sound: A-0001, [...]
$ ombud verify A-0001.json | head -1
The receipt is sound: A-0001, [...]
$ ombud evidence key | grep -c -v -F -f first.key
1
$ ombud evidence export log --quiet >exported && ombud evidence verify log --key "$(ombud evidence key)" | head -1
The log is sound: [...]
$ ombud restore before.backup --replace | tail -1
The log goes on in a new epoch under the key above: hand that key out. [...]
$ ombud evidence verify | head -1
The log is sound: [...]
