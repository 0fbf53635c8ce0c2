"""What the authorisation matrix asks about: one organisation that works for three controllers, and
another organisation beside it.

Of each controller there is the same: a system with persons whose fields are of every class and one
with a hold, the map, persons that were searched for, an extract that was read, an erasure that was
run, a rule with what was counted by it, jobs, an entry of the schedule, a grant. Whatever can be
named in an address or a body is kept with whose it is.
"""

import json
import signal
import sqlite3
import subprocess
import time
import uuid

import house
from house import OTHER, PASSWORD, Person

# Official test numbers (Skatteverket), one a system.
NATIONAL_IDS = ["19121212-1212", "19910703-2386", "19840407-2384", "19790714-2397"]
CLASSES = {"email": "ordinary", "account": "confidential", "illness": "special",
           "conviction": "criminal", "personnummer": "national_id"}
MAP = """format: ombud-data-map-1
system: {name}
tables:
  member_{marker}:
    holds: person
    subject: member_{marker}
    because: "the number of members stays"
    fields:
      id: {{category: person_ref, class: ordinary, erase: keep, because: "payments refer to it"}}
      name: {{category: name, part: full, class: ordinary, identifies: true, erase: surrogate}}
      personnummer: {{category: national_id, class: national_id, identifies: true, erase: set_null}}
      email: {{category: email, class: ordinary, identifies: true, erase: set_null}}
      account: {{category: account_number, class: confidential, erase: set_null}}
      illness: {{category: health, class: special, erase: set_null}}
      conviction: {{category: crime, class: criminal, erase: set_null}}
"""
RULE = """{rule}:
  subject: {name}.member_{marker}
  starts: left_on
  keep: at least 12 months
  then: de-identify
  because: [contact former members]
  schedule: weekly
"""
LIMIT = "Hamnkommunen"
HIDDEN = "Bergkommunen"
LIMITED_ROLES = ["coordinator", "handler", "approver", "dpo", "editor", "auditor"]
# What no controller has: only whether it is somebody else's or nobody's can be asked.
NOBODY = {"action": "A-9999", "alarm": "9999", "change": "9999", "clearance": "9999",
          "activity": "B-9999", "list": "nobodys",
          "grant": "G-9999", "finding": "F-9999", "taking": "T-9999",
          "hold": "H-9999", "job": "J-9999", "message": "M-9999", "pack": "nobodys",
          "person": "P-000000",
          "review": "R-9999", "substitute": "S-9999", "task": "I-9999", "version": "77",
          "rule": "nobodys_rule", "system": "nobodys", "schedule": "nobodys-entry",
          "entry": "77", "provider": "nobodys", "session": None, "account": None, "drop": None,
          "wish": None, "request": "Q-9999",
          "kind in processing": "unit", "number in processing": "U-9999",
          "change in processing": None, "view in processing": None,
          "comment in processing": None, "task in processing": "T-9999",
          "mapping in processing": None, "mapping in parties": None,
          "attachment in processing": None, "attachment in parties": None,
          "kind in parties": "party", "number in parties": "P-9999", "change in parties": None,
          "view in parties": None, "comment in parties": None, "task in parties": "T-9999"}


def nothing():
    return {kind: name or "00000000-0000-4000-8000-000000000000" for kind, name in NOBODY.items()}


class Owned:
    """What is one controller's: `ids` by kind, `words` that tell of it, `values` by class."""

    def __init__(self, name, controller, national_id):
        self.name, self.controller, self.national_id = name, controller, national_id
        self.marker = f"{name}_{uuid.uuid4().hex[:12]}"
        self.table = f"member_{self.marker}"
        self.rule = f"rule_{self.marker}"
        self.ids = {kind: [] for kind in NOBODY}
        self.words = {self.marker} | ({controller} if controller else set())
        self.values = {"ordinary": f"{self.marker}@exempel.se",
                       "confidential": f"konto {self.marker}", "special": f"vård {self.marker}",
                       "criminal": f"dom {self.marker}", "national_id": national_id}

    def add(self, kind, name):
        self.ids[kind].append(name)
        return name

    def bundles(self):
        """Of each kind one, so often that each has been in one; nothing of a kind: nobody's."""
        for number in range(max(map(len, self.ids.values()))):
            yield {kind: names[number % len(names)] if names else nothing()[kind]
                   for kind, names in self.ids.items()}


class World(house.House):
    store = ()  # Options of `ombud init`.

    def setUp(self):
        super().setUp()
        self.keys = 0
        self.own = Owned("egen", None, NATIONAL_IDS[0])
        self.limited = Owned("hamnen", LIMIT, NATIONAL_IDS[1])
        self.hidden = Owned("bergen", HIDDEN, NATIONAL_IDS[2])
        self.foreign = Owned("fjarran", "Fjärran kommun", NATIONAL_IDS[3])
        mine = self.environment
        self.environment = mine | {"OMBUD_DATA": str(self.path / "other")}
        self.give_terminal_to(None)
        self.ombud("init", "--organisation", "Fjärrbolaget", "--law", "no", "--account", "olga",
                   OMBUD_PASSWORD=PASSWORD)
        self.ombud("account", "add", "otto", "--role", "approver", OMBUD_NEW_PASSWORD=OTHER)
        self.ombud("account", "add", "odd", "--role", "dpo", OMBUD_NEW_PASSWORD=OTHER)
        self.foreign.words |= {"olga", "otto", "Fjärrbolaget"}
        for account in self.accounts():
            self.foreign.add("account", account["id"])
        self.sources(self.foreign)
        self.records(self.foreign)
        self.serve()
        self.unlimit(self.signed_in("odd", OTHER))
        self.work([self.foreign], [self.signed_in("olga")], self.signed_in("otto", OTHER))
        self.assertEqual(self.serving.stop(), 0)
        self.environment = mine
        self.give_terminal_to("asa")
        self.people()
        for one in (self.own, self.limited, self.hidden):
            self.sources(one)
        self.records(self.own)
        for one in (self.limited, self.hidden):
            self.records(one)
        self.serve()
        self.unlimit(self.signed_in("dpo1", OTHER))
        coordinators = [self.signed_in(name, OTHER)
                        for name in ("coordinator1", "limited1", "other1")]
        self.work([self.own, self.limited, self.hidden], coordinators,
                  self.signed_in("approver1", OTHER))

    def give_terminal_to(self, name):
        """Whose commands these are, where both organisations lie in one store."""

    def serve(self, *options):
        serving = super().serve(*options)
        self.addCleanup(serving.stop, signal.SIGKILL)  # Where setUp does not come to its end.
        return serving

    def ombud(self, *arguments, **more):
        if arguments[0] == "init":
            arguments += self.store
        return super().ombud(*arguments, **more)

    # People

    def accounts(self):
        return json.loads(self.ombud("account", "list", "--json"))

    def account(self, name, *roles, controller=None):
        options = [word for role in roles for word in ("--role", role)]
        options += ["--controller", controller] if controller else []
        self.ombud("account", "add", name, *options, OMBUD_NEW_PASSWORD=OTHER)
        self.roles[name] = set(roles)

    def people(self):
        self.table = json.loads(self.ombud("account", "rights", "--json"))
        self.roles = {}
        for role in self.table["roles"]:
            self.account(f"{role}1", role)
        self.account("none1")
        self.account("limited1", *LIMITED_ROLES, controller=LIMIT)
        self.account("closed1", "coordinator")
        # Whoever is limited to the other controller has what limited1 must not know of.
        self.ombud("account", "add", "other1", "--role", "coordinator", "--role", "handler",
                   "--controller", HIDDEN, OMBUD_NEW_PASSWORD=OTHER)
        # One has a role by a grant, one had it until just now, a third waits for one.
        for name, controller in (("granted1", None), ("ended1", None), ("asking1", HIDDEN)):
            if controller is None:
                self.account(name)
            else:
                self.ombud("account", "add", name, OMBUD_NEW_PASSWORD=OTHER)
            self.ombud("grant", "ask", "--account", name, "--role", "handler", "--until",
                       time.strftime("%Y-%m-%d", time.gmtime(time.time() + 5 * 86400)),
                       "--reason", "case 7", *(["--controller", controller] if controller else []))
        for number in ("G-0001", "G-0002"):
            self.ombud("grant", "decide", number, "--reason", "needed", "--as", "approver1",
                       OMBUD_PASSWORD=OTHER)
        self.ombud("grant", "end", "G-0002", "--reason", "done")
        self.hidden.add("grant", "G-0003")
        self.roles["granted1"] = {"handler"}
        self.ids_of_accounts = {account["name"]: account["id"] for account in self.accounts()}
        self.own.add("account", self.ids_of_accounts["none1"])

    def unlimit(self, officer):
        """How many searches are many is another test's."""
        limits = officer.ask("GET", "/api/subjects/limits").json
        answer = officer.ask("PUT", "/api/subjects/limits",
                             limits | {"searches_an_hour": 1_000_000,
                                       "searches_without_action": 1_000_000})
        self.assertEqual(answer.status, 204, answer.text)

    # Systems and what is in them

    def sources(self, owned):
        file = self.path / f"{owned.marker}.sqlite"
        database = sqlite3.connect(file)
        database.execute(
            f"create table {owned.table} (id integer primary key, name text, personnummer text, "
            "email text, account text, illness text, conviction text, left_on date)")
        values = owned.values
        database.executemany(f"insert into {owned.table} values (?, ?, ?, ?, ?, ?, ?, ?)", [
            (1, "Tova Lindqvist", owned.national_id, values["ordinary"], values["confidential"],
             values["special"], values["criminal"], None),
            (2, "Per Sandin", None, f"per.{owned.marker}@exempel.se", None, None, None,
             "2020-01-31"),
            (3, "Mia Ek", None, f"mia.{owned.marker}@exempel.se", None, None, None, None)])
        database.commit()
        database.close()
        folder = self.path / f"folder_{owned.marker}"
        folder.mkdir()
        (folder / f"paper_{owned.marker}.csv").write_text("id,name\n1,Tova Lindqvist\n")
        options = ["--controller", owned.controller] if owned.controller else []
        name = owned.add("system", f"{owned.name}_register")
        held = owned.add("system", f"{owned.name}_papers")
        owned.words |= {name, held}
        self.ombud("system", "add", name, "--url", f"sqlite:{file}", *options)
        self.ombud("system", "add", held, "--url", f"csv:{folder}", *options)
        self.ombud("datamap", "propose", held)
        (self.path / "map.yaml").write_text(MAP.format(name=name, marker=owned.marker))
        self.ombud("datamap", "confirm", name, "--file", str(self.path / "map.yaml"))
        self.rule_text(owned)
        (self.path / "rule.yaml").write_text(owned.yaml)
        self.ombud("retention", "add", str(self.path / "rule.yaml"))
        owned.add("rule", owned.rule)
        self.ombud("holds", "set", "--system", held, "--reason", f"case {owned.marker}",
                   "--review", "2030-01-01")
        persons = [self.found(f"email: {who}{owned.marker}@exempel.se")
                   for who in ("", "mia.", "per.")]
        for person in persons[:2]:
            owned.add("person", person)
        self.ombud("holds", "set", "--person", persons[2], "--reason", f"dispute {owned.marker}",
                   "--review", "2030-01-01")
        for hold in json.loads(self.ombud("holds", "list", "--json")):
            if owned.marker in hold["reason"]:
                owned.add("hold", hold["number"])

    def records(self, owned):
        """A unit, and a party that belongs to it; a controller's, or of the organisation itself."""
        record = self.path / "record.json"
        belongs = {}
        if owned in (self.limited, self.hidden):
            record.write_text(json.dumps({"name": owned.controller}))
            made = json.loads(self.ombud("records", "add", "controller", "--file", str(record),
                                         "--json"))
            owned.words.add(made["number"])
            belongs = {"ours": made["number"]}
        for room, kind, fields in (("processing", "unit", {"type": "department"}),
                                   ("parties", "party", {})):
            fields |= belongs
            record.write_text(json.dumps(fields | {"name": f"{kind} {owned.marker}"}))
            made = json.loads(self.ombud("records", "add", kind, "--file", str(record), "--json"))
            owned.add(f"number in {room}", made["number"])
            belongs = {"unit": made["number"]} if belongs else {}
            history = json.loads(self.ombud("records", "history", kind, made["number"], "--json"))
            owned.add(f"change in {room}", history[0]["change"])
            self.spoken(owned, room, kind, made["number"], record)
            if kind == "party":
                self.requested(owned, made["number"], record)
            if belongs:  # Views and mappings are everybody's in the organisation.
                continue
            view = json.loads(self.ombud("records", "save-view", kind, f"view {owned.marker}",
                                         "--shared", "--json"))
            owned.add(f"view in {room}", view["id"])
            record.write_text(json.dumps([{"name": f"unit of {owned.marker}"}]))
            self.ombud("records", "import", kind, str(record), "--save-mapping", owned.marker)
            saved = json.loads(self.ombud("records", "mappings", kind, "--json"))
            owned.add(f"mapping in {room}",
                      next(one["id"] for one in saved if one["name"] == owned.marker))

    def spoken(self, owned, room, kind, number, record):
        """What was said and given to do about a record."""
        record.write_text(f"comment {owned.marker}")
        comment = json.loads(self.ombud("records", "comment", kind, number, "--file", str(record),
                                        "--json"))
        owned.add(f"comment in {room}", comment["id"])
        note = self.path / "note.txt"
        note.write_text(f"attachment {owned.marker}")
        attached = json.loads(self.ombud("records", "attach", kind, number, str(note),
                                         "--json"))
        owned.add(f"attachment in {room}", attached["id"])
        task = json.loads(self.ombud("records", "give-task", kind, number, "--what",
                                     f"task {owned.marker}", "--json"))
        owned.add(f"task in {room}", task["number"])

    def requested(self, owned, number, record):
        """What somebody outside was asked about a record."""
        self.ombud("mail", "server", "set", "--server", "smtp://127.0.0.1:9", "--sender",
                   "ombud@exempel.se", "--pages", "https://ombud.exempel.se")
        record.write_text(json.dumps({"name": f"kim {owned.marker}", "language": "sv", "days": 30,
                                      "address": f"kim.{owned.marker}@helper.example",
                                      "asked": ["email"], "note": owned.marker}))
        # Each has a job that waits for a week. None may have the number of a job of the other
        # organisation, by which those who may would run it at once.
        for _ in range(6 if owned is self.foreign else 1):
            asked = json.loads(self.ombud("guests", "ask", "party", number, "--file", str(record),
                                          "--json"))
        owned.add("request", asked["number"])

    def rule_text(self, owned):
        owned.yaml = RULE.format(rule=owned.rule, name=owned.ids["system"][0],
                                 marker=owned.marker)

    def found(self, text):
        done = subprocess.run([house.PROGRAM, "subjects", "find", "--reference", "request 1",
                               "--stdin", "--json"], env=self.environment, input=text + "\n",
                              text=True, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)["persons"][0]["person"]

    # Work

    def post(self, person, path, body=None, **headers):
        self.keys += 1
        answer = person.ask("POST", path, body, Idempotency_Key=f"world-{self.keys}", **headers)
        self.assertIn(answer.status, (200, 201, 202), f"{path}: {answer.text}")
        return answer.json

    def until(self, person, path, ready):
        for _ in range(600):
            answer = person.ask("GET", path)
            self.assertEqual(answer.status, 200, answer.text)
            if ready(answer.json):
                return answer.json
            time.sleep(0.05)
        self.fail(f"{path} does not become what it should: {answer.text}")

    def ended(self, person, job):
        found = self.until(person, f"/api/jobs/{job}",
                           lambda one: one["state"] not in ("waiting", "running"))
        self.assertEqual(found["state"], "done", found)
        return found

    def wish(self, owned, person, number, kind):
        body = {"kind": kind, "person": owned.ids["person"][number],
                "reference": f"request of {owned.marker}"}
        if owned.controller:
            body |= {"instruction_by": owned.controller, "instruction_on": "2026-01-02",
                     "instruction_document": f"letter {owned.marker}"}
        return owned.add("wish", self.post(person, "/api/actions/wishes", body)["wish"])

    def version(self, person, action):
        return self.until(person, f"/api/actions/{action}", lambda one: True)["version"]

    def work(self, all_owned, coordinators, approver):
        """Each step for all of them, then what workers make of it."""
        each = list(zip(all_owned, coordinators))
        wishes, jobs = [], []
        for owned, person in each:
            system, papers = owned.ids["system"]
            self.assertEqual(person.ask(
                "PUT", f"/api/jobs/schedule/entry-{owned.name}",
                {"kind": "discovery.propose", "when": "monthly 28 02:30",
                 "parameters": [f"system={system}"]}).status, 200)
            owned.add("schedule", f"entry-{owned.name}")
            owned.words.add(f"entry-{owned.name}")
            wishes += [(owned, person, self.wish(owned, person, number, kind))
                       for number, kind in ((0, "access"), (1, "erase"), (0, "erase"))]
            for path, body in ((f"retention/rules/{owned.rule}/simulations", {}),
                               (f"retention/rules/{owned.rule}/checks", None),
                               (f"discovery/proposals/{papers}",
                                {"sample_rows": 100, "anew": False})):
                job = self.post(person, f"/api/{path}", body)["job"]
                jobs.append((person, owned.add("job", job)))
        for person, job in jobs:
            self.ended(person, job)
        for owned, person, wish in wishes:
            made = self.until(person, f"/api/actions/wishes/{wish}",
                              lambda one: one["state"] in ("planned", "refused"))
            self.assertEqual(made["state"], "planned", made)
            owned.add("action", made["action"])
        for owned, person in each:
            access, erasure = owned.ids["action"][:2]
            self.post(person, f"/api/actions/{access}/extract", {"language": "sv"})
            self.post(approver, f"/api/actions/{erasure}/approval",
                      If_Match=self.version(approver, erasure))
            self.post(person, f"/api/actions/{erasure}/run",
                      If_Match=self.version(person, erasure))
        for owned, person in each:
            for number in owned.ids["action"][:2]:
                action = self.until(person, f"/api/actions/{number}",
                                    lambda one: one["job"] and
                                    one["job"]["state"] not in ("waiting", "running"))
                self.assertEqual(action["job"]["state"], "done", action)
                owned.add("job", action["job"]["job"])
