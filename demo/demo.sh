#!/usr/bin/env bash
# The whole job in the terminal: three systems with invented people, one person found in them,
# shown, erased, and the proof checked. What is printed is what the program answers.
#
#     demo/demo.sh PROGRAM [FOLDER]
#
# Makes FOLDER (build/demo) anew each time. Stops where anything is not as it should be.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
  echo "demo: which program? demo/demo.sh PROGRAM [FOLDER]" >&2
  exit 2
fi
program=$(realpath "$1")
folder=$(realpath -m "${2:-$here/../build/demo}")
verifier=$(realpath "$here/../tools/verify_ombud.py")
step_number=0
if [ -t 1 ]; then
  bold=$'\e[1m'
  plain=$'\e[0m'
fi
printed=

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
  export PATH=$folder/bin:$PATH OMBUD_DATA=$folder/data LC_ALL=C.UTF-8
}

step() {
  step_number=$((step_number + 1))
  printf '\n%s── %d. %s%s\n' "${bold-}" "$step_number" "$1" "${plain-}"
}

# say COMMAND: what somebody would type.
say() { printf '%s$ %s%s\n' "${bold-}" "$1" "${plain-}"; }

# expect CODE COMMAND…: shows the command as typed, runs it, and stops where it ends otherwise.
expect() {
  local expected=$1 code=0 word typed=
  shift
  for word in "$@"; do
    # Quoted as somebody would type it.
    case $word in *[!A-Za-z0-9_./:=+,-]*) typed+=" \"$word\"" ;; *) typed+=" $word" ;; esac
  done
  say "${typed# }"
  "$here/terminal.py" "$printed" "$@" || code=$?
  [ "$code" = "$expected" ] || stop "the last command ended with exit code $code, not $expected"
  [ "$expected" = 0 ] || printf '(exit code %d)\n' "$code"
}

does() { expect 0 "$@"; }

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
  sqlite3 -box "$1" "$2"
}

begin() {
  step "Begin: the organisation's data folder, its key file, the first account"
  password first.password "fyra lugna ekar vid sjön"
  password owner1.password "tre röda båtar i hamnen"
  say 'export OMBUD_DATA=data'
  does ombud init --organisation Exempelförbundet --law se --password-file first.password
  step "Four eyes: a second account, of whoever owns the process and approves erasures"
  does ombud account add owner1 --role approver --new-password-file owner1.password
}

connect() {
  step "Connect three systems: members, recruitment, time reports"
  /usr/bin/python3 "$here/make_systems.py" .
  local system
  for system in medlem rekry tidrapport; do
    does ombud system add "$system" --url "sqlite:$system.sqlite"
  done
  does ombud system test medlem
}

map() {
  step "What is personal data there? Proposed from schema, names and content"
  does ombud datamap propose medlem
  does ombud datamap propose rekry --quiet
  does ombud datamap propose tidrapport --quiet
  step "Read the proposals and confirm them: only a confirmed map is ever executed"
  does ombud datamap show tidrapport
  local system
  for system in medlem rekry tidrapport; do does ombud datamap confirm "$system"; done
}

find_her() {
  step "A request from Karin Åhlström: find her, and nobody else of that name"
  printf '%s\n' "personnummer: 19840407-2384" "email: karin.ahlstrom@example.org" \
    "name: Karin Åhlström" >search.txt
  say 'cat search.txt'
  cat search.txt
  does ombud subjects find --reference "request 2026-14" --from search.txt
  person=$(from_printed 'P-[0-9A-Z]{6}')
  does ombud subjects show "$person" --reference "request 2026-14"
}

refuse_cascade() {
  step "A mistake in a map: users' rows shall go, and the database would take time sheets along"
  say 'ombud datamap show tidrapport --format yaml >tidrapport.yaml'
  ombud datamap show tidrapport --format yaml >tidrapport.yaml
  say "sed '/^  users:/a\\    delete_rows: true' tidrapport.yaml >mistake.yaml"
  sed '/^  users:/a\    delete_rows: true' tidrapport.yaml >mistake.yaml
  does ombud datamap confirm tidrapport --file mistake.yaml
  expect 5 ombud actions plan erase "$person" --reference "request 2026-14"
  step "So the map is put right again"
  does ombud datamap confirm tidrapport --file tidrapport.yaml
}

extract() {
  step "She asks what there is about her: an extract is planned, certified by a person, written"
  does ombud actions plan access "$person" --reference "request 2026-14"
  does ombud actions approve A-0001
  does ombud actions run A-0001 --to extract
  say 'ls extract'
  ls extract
}

erase() {
  step "She asks for erasure: the plan says what goes, what stays and why, what can't be reached"
  does ombud actions plan erase "$person" --reference "request 2026-15"
  step "Who planned an erasure does not approve it"
  expect 4 ombud actions approve A-0002
  does ombud actions approve A-0002 --as owner1 --password-file owner1.password
  step "Run: every row once, each system verified by other code, and a receipt"
  does ombud actions run A-0002 --receipt receipt.json
}

verify() {
  step "Anybody with the organisation's key can check the receipt, offline, with two verifiers"
  does ombud evidence key
  key=$(from_printed 'ombud/.+')
  does ombud verify receipt.json --key "$key"
  does "$verifier" receipt receipt.json --key "$key"
}

run_all() {
  begin_folder
  begin
  connect
  map
  find_her
  refuse_cascade
  extract
  erase
  verify
}

run_all
