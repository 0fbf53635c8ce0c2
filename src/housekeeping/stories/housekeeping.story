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
    "wishes": 0,
    "searches": 0,
    "alarms": 0,
    "messages": 0,
    "incoming": 0,
    "guests": 0,
    "jobs": 0,
    "counts": 0,
    "delays": 0,
    "sessions": 0,
    "answers": 0,
    "log_keys": 0,
    "unattached": 0,
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
ombud: The plan of A-0001 is no longer kept; its receipt says what was done.  # exit 3
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

# That somebody searched, wishes for plans, alarms and mail: each in its own time, and not a day before.
$ sqlite3 data/ombud.db "UPDATE subjects_search SET at = at - 40 * 86400 * 1000000"
$ sqlite3 data/ombud.db "INSERT INTO actions_wish (organisation_id, wish_id, account_id, made_at, job) SELECT organisation_id, action_id, planned_by, planned_at, 'J-0001' FROM actions_action"
$ sqlite3 data/ombud.db "INSERT INTO subjects_alarm (organisation_id, id, kind, account_id, entry_id, at, reference) SELECT organisation_id, action_id, 'self', planned_by, action_id, 1, x'00' FROM actions_action"
$ sqlite3 data/ombud.db "INSERT INTO mail_message (organisation_id, id, serial, kind, address_id, facts, once, message_id, state, unsure, tries, made_at, ended_at) SELECT organisation_id, action_id, 1, 'digest', action_id, '{}', 'a', 'b', 'given_up', 0, 9, 1, 1 FROM actions_action"
$ ombud housekeeping run --dry-run | grep -E "searched|Wishes|Alarms|Messages"
Wishes for a plan [...]  1
That somebody searched for a person [...]  1
Alarms about searches [...]  1
Messages that Ombud has sent or given up [...]  1
$ ombud housekeeping run --quiet | grep -E "searched|Wishes|Alarms|Messages"
Wishes for a plan [...]  1
That somebody searched for a person [...]  1
Alarms about searches [...]  1
Messages that Ombud has sent or given up [...]  1
$ ombud housekeeping run --dry-run | grep -cE "(searched|Wishes|Alarms|Messages).*  0"
4
$ ombud housekeeping show | grep -E "searched|Wishes|Alarms|Messages|Content" | wc -l
6
