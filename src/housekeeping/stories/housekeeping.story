# What is kept, how long and why; nothing is over yet.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite approve
$ ombud housekeeping show | head -2
What [...]  Kept [...]  Why
Identifiers for a recheck [...]  30 days [...]
$ ombud housekeeping run --json
{
  "gone": {
    "rechecks": 0,
    "plans": 0,
    "ledger": 0,
    "marks": 0,
    "extracts": 0,
    "jobs": 0,
    "counts": 0,
    "delays": 0,
    "sessions": 0,
    "answers": 0,
    "log_keys": 0,
    "migration_backups": 0
  },
  "dry_run": false
}

# The identifiers of a recheck whose day has passed, and the plan of an action that ended long ago.
$ ombud actions run A-0001 --quiet >ran
$ sqlite3 data/ombud.db "UPDATE actions_action SET planned_at = planned_at - 100 * 86400 * 1000000"
$ ombud housekeeping run --dry-run | grep Plans
Plans of ended actions [...]  1
$ ombud housekeeping run --quiet | grep Plans
Plans of ended actions [...]  1
$ ombud actions show A-0001
ombud: The plan of A-0001 is no longer kept; its receipt says what was done: ombud actions receipt A-0001  # exit 3
$ ombud actions receipt A-0001 >A-0001.json && ombud verify A-0001.json | head -1
The receipt is sound: A-0001, [...]
$ ombud evidence list --event housekeeping.swept | tail -1
[...]housekeeping.swept  plans

# How long the ledger is kept is the organisation's to say, within bounds; a worker does all of it.
$ ombud housekeeping keep ledger 30 --reason "backups of liva live a week"
ombud: The ledger is kept 90 to 3650 days. Give a whole number between them.  # exit 2
$ ombud housekeeping keep ledger 800 --reason "backups of liva live two years"
Ledger of erased rows: kept 800 days from now on.
$ ombud housekeeping show | grep Ledger
Ledger of erased rows [...]  800 days [...]
$ ombud evidence list --event housekeeping.kept | tail -1
[...]housekeeping.kept  ledger
$ ombud jobs schedule add tidy housekeeping.sweep --when "daily 03:30"
tidy is scheduled: daily 03:30, next [...]
