#!/usr/bin/env bash
# The whole job in the terminal: three systems with invented people, one person found in them,
# shown, erased, and the proof checked. What is printed is what the program answers. Then the door
# is opened: the same office in the browser, until Ctrl-C.
#
#     demo/demo.sh PROGRAM [FOLDER] [--no-serve]
#
# Makes FOLDER (build/demo) anew each time. Stops where anything is not as it should be. Without a
# terminal to wait at, the door is opened, knocked at and closed again.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
serves=yes
given=()
for word in "$@"; do
  if [ "$word" = --no-serve ]; then serves=; else given+=("$word"); fi
done
if [ ${#given[@]} -lt 1 ] || [ ${#given[@]} -gt 2 ] || [ ! -x "${given[0]}" ]; then
  echo "demo: which program? demo/demo.sh PROGRAM [FOLDER] [--no-serve]" >&2
  exit 2
fi
program=$(realpath "${given[0]}")
folder=$(realpath -m "${given[1]:-$here/../build/demo}")
verifier=$(realpath "$here/../tools/verify_ombud.py")
step_number=0
if [ -t 1 ]; then
  bold=$'\e[1m'
  plain=$'\e[0m'
fi
printed=
corrections=rekry_corrections.sed
rules=medlem_rules.yaml

# begin_folder: only a folder that is empty or an earlier demo's is emptied.
begin_folder() {
  if [ -e "$folder" ] && [ ! -e "$folder/.ombud-demo" ] && [ -n "$(ls -A "$folder")" ]; then
    echo "demo: $folder holds something else; give a new folder" >&2
    exit 2
  fi
  rm -rf "$folder"
  mkdir -p "$folder"
  touch "$folder/.ombud-demo"
  cd "$folder"
  printed=$folder/.printed
  mkdir bin
  ln -s "$program" bin/ombud
  ln -s "$verifier" "$here/forge_receipt.py" "$here/page_as_text.py" bin/
  cp "$here/$corrections" "$here/$rules" .
  # Debian's Python is the one with the verifier's package.
  export PATH=$folder/bin:/usr/bin:$PATH OMBUD_DATA=$folder/data LC_ALL=C.UTF-8
}

step() {
  step_number=$((step_number + 1))
  printf '\n%s── %d. %s%s\n' "${bold-}" "$step_number" "$1" "${plain-}"
}

# say COMMAND: what somebody would type.
say() { printf '%s$ %s%s\n' "${bold-}" "$1" "${plain-}"; }

# shellcheck disable=SC2016  # the typed line holds the variable's name
# expect CODE COMMAND…: shows the command as typed, runs it, and stops where it ends otherwise.
expect() {
  local expected=$1 code=0 word typed=
  shift
  for word in "$@"; do
    # As somebody would type it: quoted, and a key from its variable.
    case $word in
      "${key-}") typed+=' "$key"' ;;
      "${forgers_key-}") typed+=' "$forgers_key"' ;;
      *[!A-Za-z0-9_./:=+,-]*) typed+=" \"$word\"" ;;
      *) typed+=" $word" ;;
    esac
  done
  say "${typed# }"
  "$here/terminal.py" "$printed" "${shown-all}" "$@" || code=$?
  [ "$code" = "$expected" ] || stop "the last command ended with exit code $code, not $expected"
  [ "$expected" = 0 ] || printf '(exit code %d)\n' "$code"
}

does() { expect 0 "$@"; }

# first LINES COMMAND…: shows so many lines of the answer. each LINES COMMAND…: of each paragraph.
first() { shown=first=$1 does "${@:2}"; }
each() { shown=each=$1 does "${@:2}"; }

# types LINE: shows a line of shell and runs it.
types() {
  say "$1"
  bash -c "$1" || stop "that line failed"
}

stop() {
  printf '\ndemo: stopped: %s. Everything lies in %s.\n' "$1" "$folder" >&2
  exit 1
}

# from_printed PATTERN: the first place in the last answer that the pattern fits.
from_printed() { grep -oE -m1 -- "$1" "$printed" | head -1 || stop "the answer has no $1"; }

password() { (umask 077 && printf '%s\n' "$2" >"$1"); }

# What a person sees of a table in a source, without Ombud.
look() {
  say "sqlite3 $1 \"$2\""
  sqlite3 "$1" "$2"
}

begin() {
  step "Begin: the organisation's data folder, its key file, the first account"
  password first.password "fyra lugna ekar vid sjön"
  password owner1.password "tre röda båtar i hamnen"
  say 'export OMBUD_DATA=data'
  does ombud init --organisation Exempelförbundet --law se --password-file first.password
  # Who was just made is the only one yet.
  coordinator=$(ombud account list --json | grep -oE '"name": ?"[^"]+"' | head -1 | cut -d'"' -f4)
  step "Four eyes: an account that handles requests, and one that owns the process and approves"
  password kim.password "sju blå hus på berget"
  does ombud account add kim --role handler --role approver --new-password-file kim.password
  does ombud account add owner1 --role approver --new-password-file owner1.password
}

connect() {
  step "Connect three systems: members, recruitment, time reports"
  "$here/make_systems.py" .
  for system in medlem rekry tidrapport; do
    does ombud system add "$system" --url "sqlite:$system.sqlite"
  done
  does ombud system test medlem
}

map() {
  step "What is personal data there? Proposed from schema, names and content"
  first 10 ombud datamap propose medlem
  first 11 ombud datamap propose rekry
  first 4 ombud datamap propose tidrapport
  step "Why so? Each field has its reason. Only a map that a person has confirmed is executed"
  first 7 ombud datamap show tidrapport
  first 1 ombud datamap confirm medlem
  first 1 ombud datamap confirm tidrapport
  step "In rekry notes and documents would stay as others' work: a person says that they go"
  types 'ombud datamap show rekry --format yaml >rekry.yaml'
  types "sed -f $corrections rekry.yaml >rekry_read.yaml"
  say 'diff rekry.yaml rekry_read.yaml'
  diff rekry.yaml rekry_read.yaml >"$printed" || true
  sed -n '1,4p' "$printed"
  first 1 ombud datamap confirm rekry --file rekry_read.yaml
}

find_her() {
  step "Karin Åhlström asks: find her in all three, and keep her apart from her namesake"
  printf '%s\n' "personnummer: 19840407-2384" "email: karin.ahlstrom@example.org" \
    "name: Karin Åhlström" >search.txt
  types 'cat search.txt'
  does ombud subjects find --reference "request 2026-14" --from search.txt
  person=$(from_printed 'P-[0-9A-Z]{6}')
}

extract() {
  step "She wants a copy: planned, certified by a person, written to a folder"
  first 2 ombud actions plan access "$person" --reference "request 2026-14"
  local number
  number=$(from_printed 'A-[0-9]{4}')
  does ombud actions approve "$number"
  first 1 ombud actions run "$number" --to extract
  types 'ls -x -w 100 -T 0 extract'
  types 'page_as_text.py extract/extract.html 9'
}

refuse_cascade() {
  step "A mistake in a map: users shall go, and the database would take along what must stay"
  types 'ombud datamap show tidrapport --format yaml >tidrapport.yaml'
  types "sed '/^  users:/a\\    delete_rows: true' tidrapport.yaml >mistake.yaml"
  first 1 ombud datamap confirm tidrapport --file mistake.yaml
  expect 5 ombud actions plan erase "$person" --reference "request 2026-15"
  first 1 ombud datamap confirm tidrapport --file tidrapport.yaml
}

# mention_of ROW: its number in the last answer.
mention_of() { from_printed "^M-[0-9A-Z]+ +$1 " | cut -d' ' -f1; }

erase() {
  # What is not chosen: the namesake's, an invoice, and the spouse's own next of kin.
  step "Others' rows name her too: a person reads them and says which shall name her no more"
  does ombud subjects mentions "$person" --reference "request 2026-15"
  local row chosen=()
  for row in medlem.arende_anteckning=954 medlem.arende_anteckning=955 rekry.note=1210 \
    rekry.note=1211 tidrapport.timesheet=8123 tidrapport.timesheet=8124 \
    tidrapport.timesheet=8125; do
    chosen+=(--mention "$(mention_of "$row")")
  done
  step "She wants to be erased: the plan says what goes, what stays and why. Nothing happens yet"
  each 8 ombud actions plan erase "$person" --reference "request 2026-15" \
    "${chosen[@]}" --as kim --password-file kim.password
  erasure=$(from_printed 'A-[0-9]{4}')
  step "Kim may approve, but not what Kim has planned; the owner can"
  expect 4 ombud actions approve "$erasure" --as kim --password-file kim.password
  does ombud actions approve "$erasure" --as owner1 --password-file owner1.password
  step "Run: each row once, then other code searches the systems again; the receipt says it all"
  each 4 ombud actions run "$erasure" --receipt receipt.json
}

verify() {
  step "The receipt can be checked by anybody who has the organisation's key, offline"
  does ombud evidence key
  key=$(from_printed 'ombud/.+')
  # shellcheck disable=SC2016
  say 'key=$(ombud evidence key)'
  first 1 ombud verify receipt.json --key "$key"
  does verify_ombud.py receipt receipt.json --key "$key"
  step "A receipt that somebody has changed is refused by both"
  types "sed 's/\"rows\":2,/\"rows\":3,/' receipt.json >changed.json"
  cmp -s receipt.json changed.json && stop "the receipt tells of no two rows"
  expect 1 ombud verify changed.json --key "$key"
  expect 1 verify_ombud.py receipt changed.json --key "$key"
  step "So is one that a forger signs with a key of his own, however well he does it"
  does forge_receipt.py receipt.json forged.json
  forgers_key=$(from_printed 'ombud/.+')
  say 'forgers_key=…'
  first 1 ombud verify forged.json --key "$forgers_key"
  expect 1 ombud verify forged.json --key "$key"
  expect 1 verify_ombud.py receipt forged.json --key "$key"
}

retain() {
  step "How long is what kept? A rule in ten lines. Simulated first: it only counts"
  types "cat $rules"
  first 1 ombud retention add "$rules"
  first 8 ombud retention simulate former_members
  step "Planned; the first run waits for a person, and not for the one who wrote the rule"
  does ombud retention plan former_members
  local number
  number=$(from_printed 'A-[0-9]{4}')
  first 1 ombud actions approve "$number" --as owner1 --password-file owner1.password
  each 3 ombud actions run "$number" --receipt former_members.json
  first 1 ombud verify former_members.json --key "$key"
  step "Their rows stay for the statistics; the rule knows them and takes nobody twice"
  does ombud retention plan former_members
}

look_back() {
  step "The log: who, when, what kind of use, about whom. It is checked, and its checkpoint leaves"
  does ombud evidence list --limit 5
  does ombud evidence verify
  does ombud evidence checkpoint
  step "Search again: only the namesake is found; what others wrote names Karin no more"
  does ombud subjects find --reference "request 2026-15" --from search.txt
  look tidrapport.sqlite "SELECT id, description FROM timesheet WHERE id BETWEEN 8121 AND 8125"
}

# Something to do for each of those who come in: a copy to be certified, an erasure to be approved.
leave_work() {
  step "In the browser: who advises, who keeps the accounts, and something that waits for them"
  password dpo.password "två vita svanar på ån"
  password admin.password "elva tysta klockor i tornet"
  does ombud account add dpo --role dpo --new-password-file dpo.password
  does ombud account add admin --role administrator --new-password-file admin.password
  printf '%s\n' "email: bjorn.nystrom@example.com" >search_bjorn.txt
  first 3 ombud subjects find --reference "request 2026-16" --from search_bjorn.txt
  person=$(from_printed 'P-[0-9A-Z]{6}')
  first 2 ombud actions plan access "$person" --reference "request 2026-16"
  first 2 ombud actions plan erase "$person" --reference "request 2026-17"
}

server=
close_door() {
  local code=0
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || code=$?
  server=
  return "$code"
}

# knock PORT: starts the server there; its address, or nothing where something else listens.
knock() {
  : >serve.log
  # In a group of its own: Ctrl-C is for us, who then ask it to end.
  setsid ombud serve --listen "127.0.0.1:$1" </dev/null >>serve.log 2>&1 &
  server=$!
  for _ in $(seq 100); do
    address=$(sed -n 's/.*"listening".*"address":"\([^"]*\)".*/\1/p' serve.log)
    [ -z "$address" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  wait "$server" || true
  server=
  return 1
}

who_comes() {
  printf '  %-12s %-34s %s\n' "$1" "$(head -1 "$2")" "$3"
}

open_door() {
  local address=
  step "The door: the same office in the browser"
  trap close_door EXIT
  knock 8080 || knock 0 || stop "the server did not start: $(tail -1 serve.log)"
  printf '\n%sombud serve%s listens at %s\n\n' "${bold-}" "${plain-}" "$address"
  printf 'Sign in as\n'
  who_comes "$coordinator" first.password "coordinator: plans, certifies copies, runs"
  who_comes owner1 owner1.password "approver: approves what others planned"
  who_comes dpo dpo.password "data protection officer: reads, advises, may stop"
  who_comes admin admin.password "administrator: accounts and systems, no persons"
  if [ ! -t 0 ]; then
    say "GET $address/health"
    python3 -c 'import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1] + "/health", timeout=10).read().decode())' "$address" ||
      stop "the server does not answer"
    close_door || stop "the server did not end in order: $(tail -1 serve.log)"
    trap - EXIT
    printf 'It answers, and has ended in order.\n'
    return
  fi
  printf '\nWhat it says of itself: serve.log. Ctrl-C ends it.\n'
  trap 'printf "\n"' INT
  wait "$server" || true
  trap - INT
  kill -0 "$server" 2>/dev/null || { server= && stop "the server ended: $(tail -1 serve.log)"; }
  close_door || stop "the server did not end in order: $(tail -1 serve.log)"
  trap - EXIT
  printf 'The door is closed; what was begun has ended in order.\n'
}

begin_folder
begin
connect
map
find_her
extract
refuse_cascade
erase
verify
retain
look_back
if [ -n "$serves" ]; then
  leave_work
  open_door
fi
printf '\nEverything lies in %s: systems, data folder, extract, receipt.\n' "$folder"
printf 'How to go on by hand: demo/README.md\n'
