# Finds Tova Lindqvist and plans her erasure; prints the plan.
set -euo pipefail
echo 'email: tova.lindqvist@example.org' >search
ombud subjects find --json --reference "request 7" --from search >found
person=$(grep -oE 'P-[A-Z0-9]+' found | head -1)
echo "$person" >person
ombud actions plan erase "$person" --quiet --reference "request 7"
