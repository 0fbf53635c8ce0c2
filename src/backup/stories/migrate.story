# A store as the release before the jobs left it: asked for, made after a backup, and the way back.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite plan
$ sqlite3 data/ombud.db "DROP TABLE jobs_attempt; DROP TABLE jobs_schedule; DROP TABLE jobs_job; DROP TABLE jobs_counter; DELETE FROM store_migration WHERE room = 'jobs'"
$ ombud system list
ombud: The store in [...]/data was made by an earlier release and has to be brought up to date once. Run: ombud migrate — it makes a backup first.  # exit 5
$ ombud doctor --offline | grep -A1 WRONG
WRONG    schema: The store was made by an earlier release; 2 steps wait.
          mend: ombud migrate
$ ombud migrate --dry-run
These steps would be made:
  jobs/0001_jobs.sql
  jobs/0002_controllers.sql
$ ombud migrate --backup before.backup --quiet
The store is up to date. These steps were made:
  jobs/0001_jobs.sql
  jobs/0002_controllers.sql
$ ombud system list | wc -l
2
$ ombud actions show A-0001 | head -1
Action [...]
$ ombud evidence verify | head -1
The log is sound: [...]

# The backup of the older store is brought up to date when it is restored.
$ ombud restore before.backup --replace --json | grep -A3 '"migrated"'
  "migrated": [
    "jobs/0001_jobs.sql",
    "jobs/0002_controllers.sql"
  ],
$ ombud jobs list --json >listed

# A newer release has been at the store: this one refuses.
$ sqlite3 data/ombud.db "INSERT INTO store_migration VALUES ('holds', '0009_later.sql', 'x', 0, '9.9')"
$ ombud migrate
ombud: A newer Ombud has changed this store (step holds/0009_later.sql). Install that version or a later one.  # exit 5
