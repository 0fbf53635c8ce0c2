"""What the matrix of rights takes for granted: routes without an account, what is shown where."""

import re

# Without an account: signing in, answering by a link, and what a machine asks.
OPEN = {"POST /api/accounts/session", "POST /api/accounts/session/provider",
        "GET /api/accounts/providers", "POST /api/accounts/providers/{provider}/departure",
        "POST /api/guests/link", "POST /api/guests/link/answer",
        "GET /health", "GET /metrics"}
# Instead of a permission: a session, or half of one, is enough.
BY_SESSION = {"signed in", "half signed in"}
# The first ends the session that asks, the second refuses who does not prove who he is.
NOT_ASKED = {"DELETE /api/accounts/session", "POST /api/accounts/session/proof"}
# Where a person's values may be shown, and what for; in no other answer stands any.
TASKS = {"POST /api/subjects/searches": "find", "POST /api/subjects/comparisons": "choose",
         "POST /api/subjects/persons/{person}/views": "look",
         "POST /api/subjects/persons/{person}/reveals": "reveal",
         "POST /api/actions/{action}/samples": "plan",
         "POST /api/actions/{action}/revelation": "reveal",
         "GET /api/actions/{action}/extract": "extract",
         "GET /api/actions/{action}/extract/file": "extract"}
# The log's own bytes, of which the proof is: sealed parts stand in them as they lie there.
PROOF = {"GET /api/actions/{action}/receipt/file"}
# For which controllers somebody works is the organisation's own matter.
STAFF = {"GET /api/accounts"}
# Names are one organisation's, whichever controller they stand for: a taken one is said to be.
TAKEN = {"PUT /api/jobs/schedule/{entry}"}
REFUSED = {"serve.not_permitted", "accounts.grant_ended", "serve.no_session"}
# A number that another organisation may have too tells nothing of whose it is.
NUMBERED = re.compile(r"^(?:[A-Z]-)?\d+$")
SEALED = re.compile(r"[A-Za-z0-9+/_-]{32,}")
