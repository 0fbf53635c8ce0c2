# A run that is left to workers: asked for, watched, done with the rights of who asked for it.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite approve
$ ombud jobs list
No job has been asked for yet. `ombud actions run ACTION --in-background` asks for one; `ombud work` does what waits.
$ ombud actions run A-0001 --in-background --receipt r.json
ombud: A run in the background has no receipt yet. Leave --receipt out; when its job is done: `ombud actions receipt ACTION`.  # exit 2
$ ombud actions run A-0001 --in-background
J-0001 runs A-0001 as soon as a worker takes it (`ombud work`). See `ombud jobs show J-0001`.
$ ombud actions run A-0001 --in-background
J-0001 already waits to run A-0001, or runs it; no second job was made.
$ ombud jobs list
Job     Kind         State    Progress  Asked for at          On behalf of
J-0001  actions.run  waiting            [...]  first
$ ombud work --until-idle
at=[...] worker=[...] event=ready
at=[...] worker=[...] event=begun job=J-0001 kind=actions.run attempt=1 ms=0
at=[...] worker=[...] event=done job=J-0001 kind=actions.run attempt=1 ms=[...]
at=[...] worker=[...] event=ended
done  1
$ ombud jobs show J-0001
Job           J-0001
Kind          actions.run
State         done
...
Answer        action=A-0001, state=done[...]
...
$ ombud jobs cancel J-0001
ombud: J-0001 has already ended (done); there is nothing to cancel.  # exit 5
$ ombud jobs retry J-0001
ombud: J-0001 is done; it is not done a second time. Ask for the work anew where that is meant.  # exit 5
$ ombud actions receipt A-0001 >r.json && ombud verify r.json >verdict && head -1 verdict
[...]
$ ombud actions run A-0001 --in-background
ombud: A-0001 is done already; its receipt says what was done. To act on what has come since, plan a new action.  # exit 5
$ ombud work --once --quiet
No job was due.

# The account that asked is closed before a worker comes: refused, and said.
$ echo 'sju gula tåg i dalen' >second.password && chmod 600 second.password
$ ombud account add second --role coordinator --new-password-file second.password
The account second can now be used (coordinator).
$ echo 'email: sten.bergman@example.org' >search && ombud subjects find --json --reference "request 8" --from search >found
$ ombud actions plan access $(grep -oE 'P-[A-Z0-9]+' found | head -1) --quiet --reference "request 8" --as second --password-file second.password >plan
$ ombud actions approve A-0002 --quiet
[...]
$ ombud actions run A-0002 --in-background --as second --password-file second.password
ombud: Say where the extract goes with --to FOLDER.  # exit 2
$ ombud actions run A-0002 --in-background --to extract --as second --password-file second.password
J-0002 runs A-0002 as soon as a worker takes it (`ombud work`). See `ombud jobs show J-0002`.
$ ombud account close second
The account second is closed.
$ ombud work --until-idle --quiet
refused  1
# exit 8
$ ls extract
ls: cannot access 'extract': No such file or directory
# exit 2
$ ombud jobs show J-0002
Job             J-0002
Kind            actions.run
State           refused
On behalf of    second
...
What was wrong  The account second on whose behalf this was asked for is closed or no longer in this organisation, so it was not done. Somebody else with the right to it can ask for it again.
...

# Somebody else asks; the extract is made where the command was given, not where the worker stands.
$ ombud actions run A-0002 --in-background --to extract --json
{"action":"A-0002","job":"J-0003","was_there":false}
$ cd / && ombud work --once --quiet
done  1
$ ls extract
[...]
...

# Asked to wait and cancelled before it began.
$ ombud jobs schedule add nightly actions.run --when "monthly 31 02:30" --parameter action=A-0002
nightly is scheduled: monthly 31 02:30, next [...] 02:30 CE[...]. `ombud work` must be running then.
$ ombud jobs schedule add nightly actions.run --when "daily 02:30"
ombud: There is an entry nightly in the schedule already. Choose another name, or remove that one first.  # exit 5
$ ombud jobs schedule add other actions.run --when "at night"
ombud: When it is to be done is written as one of: "every 15 minutes" (1 to 1440), "daily 02:30", "weekly monday 02:30", "monthly 31 02:30".  # exit 2
$ ombud jobs schedule add other actions.walk --when "daily 02:30"
ombud: There is no kind of job actions.walk. These are there: actions.run, [...].  # exit 3
$ ombud jobs schedule list
Name     Kind         When              Next                  Last job  Passed over  On behalf of
nightly  actions.run  monthly 31 02:30  [...]  first
$ ombud jobs schedule remove nightly
nightly is no longer scheduled; jobs that it has asked for stay.
$ ombud jobs schedule list
Nothing is scheduled. `ombud jobs schedule add NAME KIND --when "daily 02:30"` adds an entry.
$ ombud evidence verify >verdict && head -1 verdict
[...]
