# A worker is killed in the middle of an erasure. Another one watches the silent job for its lease, takes
# it over and goes on where the first stood; each row is changed once.
$ bash $HERE/../../../tests/journeys/begin.sh sqlite approve
$ ombud actions run A-0001 --in-background --quiet
J-0001 runs A-0001 as soon as a worker takes it (`ombud work`). See `ombud jobs show J-0001`.
$ strace -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:signal=KILL:when=9 ombud work --once --quiet || echo killed
...
killed
$ ombud jobs list
Job     Kind         State    Progress  Asked for at          On behalf of
J-0001  actions.run  running            [...]  first
$ ombud actions list | tail -1
A-0001  erasure  running, or cut off[...]
$ ombud work --until-idle | tail -1
at=[...] event=ready
at=[...] event=taken_over job=J-0001 kind=actions.run attempt=2 ms=[...]
at=[...] event=done job=J-0001 kind=actions.run attempt=2 ms=[...]
at=[...] event=ended
done  1
$ ombud jobs show J-0001 | tail -2
[...]  worker fell silent  w-[...]
[...]  done                w-[...]
$ ombud actions receipt A-0001 >r.json && ombud verify r.json >verdict && head -1 verdict
[...]
$ ombud evidence list --object A-0001 --json --reference "request 7" | grep -oE '"event":"actions.outcome"' | wc -l
1
$ ombud evidence list --object J-0001 --json --reference "request 7" | grep -oE '"event":"jobs.[a-z]+"' | sort
"event":"jobs.done"
"event":"jobs.enqueued"
"event":"jobs.listed"
