# What is asked of Ombud and how far it goes, from the program itself: no account, no data folder.
$ ombud conformance | head -2
Area [...] Met  Partly  Not yet  Not applicable  All
ACC   Access [...]
$ ombud conformance | grep -cE '^[A-Z]{3} '
17
$ ombud conformance | tail -3
      Total [...] 408

The requirements one by one: ombud conformance --area REG, or --state not_yet.

# One area, each requirement with what shows it or what is missing.
$ ombud conformance --area PRC --state met | grep S52
S52  [...]PRC   Met    Let one party be customer, processor and more at once.  [...]src/parties/parties_test.cc [...]
$ ombud conformance --state met --language sv | grep -c Uppfyllt
[...]
$ ombud conformance --json | grep -c '"id": "S'
408
$ ombud conformance --area XYZ
ombud: [...] # exit 2
