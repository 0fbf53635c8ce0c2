"""`medlem`, a union's system of members and their cases, with Swedish names throughout.

Member and household refer to each other; a membership has a key of two columns that payments refer
to; the log of what was sent out has no key at all.
"""

import datetime

import texts
from people import TODAY, dashed, phone_written

SCHEMA = """
CREATE TABLE avdelning (avdelning_id INTEGER PRIMARY KEY, namn TEXT NOT NULL, ort TEXT);
CREATE TABLE arbetsgivare (arbetsgivare_id INTEGER PRIMARY KEY, foretag TEXT NOT NULL, ort TEXT);
CREATE TABLE hushall (
  hushall_id INTEGER PRIMARY KEY,
  rabatt INTEGER NOT NULL DEFAULT 0,
  kontakt_medlem_id INTEGER REFERENCES medlem(medlem_id)
);
CREATE TABLE medlem (
  medlem_id INTEGER PRIMARY KEY,
  medlemsnummer TEXT NOT NULL UNIQUE,
  personnummer TEXT UNIQUE,
  fornamn TEXT NOT NULL,
  efternamn TEXT NOT NULL,
  epost TEXT,
  epost_arbete TEXT,
  telefon TEXT,
  hushall_id INTEGER REFERENCES hushall(hushall_id),
  avdelning_id INTEGER NOT NULL REFERENCES avdelning(avdelning_id),
  arbetsgivare_id INTEGER REFERENCES arbetsgivare(arbetsgivare_id),
  yrke TEXT,
  intradesdatum DATE NOT NULL,
  uttradesdatum DATE,
  skyddad_identitet INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX medlem_namn ON medlem(efternamn, fornamn);
CREATE TABLE adress (
  adress_id INTEGER PRIMARY KEY,
  medlem_id INTEGER NOT NULL REFERENCES medlem(medlem_id),
  typ TEXT NOT NULL,
  gatuadress TEXT NOT NULL,
  postnummer TEXT NOT NULL,
  postort TEXT NOT NULL,
  giltig_fran DATE NOT NULL
);
CREATE TABLE medlemskap (
  medlem_id INTEGER NOT NULL REFERENCES medlem(medlem_id),
  fran DATE NOT NULL,
  till DATE,
  kategori TEXT NOT NULL,
  avgift NUMERIC(10,2) NOT NULL,
  PRIMARY KEY (medlem_id, fran)
);
CREATE TABLE betalning (
  betalning_id INTEGER PRIMARY KEY,
  medlem_id INTEGER NOT NULL,
  medlemskap_fran DATE NOT NULL,
  period TEXT NOT NULL,
  belopp NUMERIC(10,2) NOT NULL,
  betald DATE,
  ocr TEXT NOT NULL,
  FOREIGN KEY (medlem_id, medlemskap_fran) REFERENCES medlemskap(medlem_id, fran)
);
CREATE INDEX betalning_medlem ON betalning(medlem_id);
CREATE TABLE handlaggare (
  handlaggare_id INTEGER PRIMARY KEY,
  signatur TEXT NOT NULL UNIQUE,
  namn TEXT NOT NULL,
  epost TEXT NOT NULL
);
CREATE TABLE arende (
  arende_id INTEGER PRIMARY KEY,
  arendenummer TEXT NOT NULL UNIQUE,
  medlem_id INTEGER NOT NULL REFERENCES medlem(medlem_id),
  arbetsgivare_id INTEGER REFERENCES arbetsgivare(arbetsgivare_id),
  handlaggare_id INTEGER NOT NULL REFERENCES handlaggare(handlaggare_id),
  rubrik TEXT NOT NULL,
  oppnat DATE NOT NULL,
  stangt DATE
);
CREATE TABLE arende_anteckning (
  anteckning_id INTEGER PRIMARY KEY,
  arende_id INTEGER NOT NULL REFERENCES arende(arende_id),
  handlaggare_id INTEGER NOT NULL REFERENCES handlaggare(handlaggare_id),
  skapad DATETIME NOT NULL,
  anteckning TEXT NOT NULL
);
CREATE INDEX arende_anteckning_arende ON arende_anteckning(arende_id);
CREATE TABLE narstaende (
  narstaende_id INTEGER PRIMARY KEY,
  medlem_id INTEGER NOT NULL REFERENCES medlem(medlem_id),
  namn TEXT NOT NULL,
  relation TEXT,
  telefon TEXT
);
CREATE TABLE utskickslogg (
  medlem_id INTEGER,
  skickat DATETIME NOT NULL,
  kanal TEXT NOT NULL,
  mottagare TEXT,
  amne TEXT
);
CREATE VIEW aktiva_medlemmar AS
  SELECT medlemsnummer, fornamn, efternamn, epost FROM medlem WHERE uttradesdatum IS NULL;
"""
CATEGORIES = [("yrkesverksam", 395), ("studerande", 60), ("pensionär", 90), ("deltid", 240)]
RELATIONS = ["make/maka", "sambo", "mor", "far", "syskon", "barn"]
SENT = [("e-post", "Medlemsbrevet nr {count}"), ("e-post", "Din avgift för kvartalet"),
        ("sms", "Påminnelse om årsmötet"), ("brev", "Nytt medlemskort")]
MEMBERS, HANDLERS = 600, 6
HERS, SPOUSES, NAMESAKES, FRIENDS = 212, 213, 418, 97  # medlem_id


class Medlem:
    def __init__(self, db, people, cast, random):
        self.db, self.people, self.cast, self.random = db, people, cast, random
        self.members = {}
        db.executescript(SCHEMA)

    def insert(self, table, *values):
        places = ",".join("?" * (len(values) + 1))
        row = self.db.execute(f"INSERT INTO {table} VALUES ({places})", (None, *values))
        return row.lastrowid

    def fill(self):
        for number in range(1, 13):
            self.insert("avdelning", f"Avdelning {number}", self.people.address()[2])
        for name in texts.EMPLOYERS:
            self.insert("arbetsgivare", f"{name} AB", self.people.address()[2])
        for _ in range(HANDLERS):
            person = self.people.person()
            self.insert("handlaggare", (person.first[:2] + person.last[:2]).upper(), person.name,
                        self.people.email(person.first, person.last, "forbundet.example"))
        known = {HERS: self.cast.karin, SPOUSES: self.cast.spouse, NAMESAKES: self.cast.namesake,
                 FRIENDS: self.cast.friend}
        for number in range(1, MEMBERS + 1):
            # Those without a number: newly joined, or not yet in the population register.
            numbered = self.random.random() < 0.7 and len(self.people.numbers) > 0
            self.add_member(number, known.get(number) or self.people.person(numbered=numbered))
        self.fill_households()
        for member, person in self.members.items():
            if member not in known:
                self.add_relatives(member, person)
                self.add_cases(member, person)
        self.tell_of_karin()

    def add_member(self, number, person):
        random, pick = self.random, self.random.choice
        joined = self.people.day(datetime.date(2008, 1, 1), datetime.date(2025, 12, 1))
        left = None
        if number == HERS:
            joined, left = datetime.date(2012, 9, 1), datetime.date(2026, 4, 30)
        elif random.random() < 0.15:
            left = self.people.day(joined + datetime.timedelta(days=200), TODAY)
        category, fee = pick(CATEGORIES)
        member = self.insert(
            "medlem", f"M{100200 + number * 7}", dashed(person.number) if person.number else None,
            person.first, person.last, person.email,
            self.cast.work_email if number == HERS else None,
            phone_written(person.phone, "dashed"), None, random.randint(1, 12),
            random.randint(1, len(texts.EMPLOYERS)), pick(texts.TITLES), str(joined),
            str(left) if left else None, 0)
        self.members[member] = person
        self.insert("adress", member, "hem", person.street, person.postal_code, person.city,
                    str(joined))
        if number == HERS:
            self.insert("adress", member, "tidigare", "Hökvägen 3", "903 28", "Umeå", "2009-08-15")
        self.db.execute("INSERT INTO medlemskap VALUES (?,?,?,?,?)",
                        (member, str(joined), str(left) if left else None, category, fee))
        self.add_payments(member, joined, left, fee)
        for _ in range(random.randint(1, 5)):
            channel, subject = pick(SENT)
            self.sent(member, person, channel, subject.format(count=random.randint(1, 9)))

    def add_payments(self, member, joined, left, fee):
        for year in (2024, 2025, 2026):
            for quarter in range(1, 5):
                due = datetime.date(year, quarter * 3, 25)
                if joined <= due <= min(left or TODAY, TODAY):
                    unpaid = self.random.random() < 0.03
                    paid = due - datetime.timedelta(days=self.random.randint(0, 20))
                    self.insert("betalning", member, str(joined), f"{year}K{quarter}", fee * 3,
                                None if unpaid else str(paid), f"{year}{quarter}{member:05}")

    def sent(self, member, person, channel, subject):
        to = {"e-post": person.email, "sms": phone_written(person.phone, "bare"),
              "brev": f"{person.name}, {person.street}, {person.postal_code} {person.city}"}
        day = self.people.day(datetime.date(2024, 1, 1), TODAY)
        self.db.execute("INSERT INTO utskickslogg VALUES (?,?,?,?,?)",
                        (member, f"{day} 09:30:00", channel, to[channel], subject))

    def fill_households(self):
        # Two or three members at one address; who is asked about the discount is one of them.
        alone = [n for n in self.members if n not in (HERS, SPOUSES, NAMESAKES)]
        together = [(HERS, SPOUSES)]
        while len(together) < 70:
            together.append(tuple(alone.pop() for _ in range(self.random.choice([2, 2, 3]))))
        for members in together:
            household = self.insert("hushall", 10, members[0])
            for member in members:
                self.db.execute("UPDATE medlem SET hushall_id=? WHERE medlem_id=?",
                                (household, member))

    def add_relatives(self, member, person):
        if self.random.random() < 0.45:
            other = self.people.person()
            self.insert("narstaende", member, other.name, self.random.choice(RELATIONS),
                        phone_written(other.phone, "dashed"))

    def add_case(self, member, title, opened, closed):
        handler = self.random.randint(1, HANDLERS)
        number = self.db.execute("SELECT count(*) FROM arende").fetchone()[0] + 1
        return self.insert("arende", f"{opened.year}-{number:04}", member,
                           self.random.randint(1, len(texts.EMPLOYERS)), handler, title,
                           str(opened), str(closed) if closed else None)

    def note(self, case, day, text):
        self.insert("arende_anteckning", case, self.random.randint(1, HANDLERS),
                    f"{day} {self.random.randint(8, 16):02}:15:00", text)

    def add_cases(self, member, person):
        random, pick = self.random, self.random.choice
        others = [other for number, other in self.members.items() if number not in (member, HERS)]
        for _ in range(pick([0, 0, 0, 1, 1, 2])):
            opened = self.people.day(datetime.date(2021, 1, 1), datetime.date(2026, 8, 1))
            closed = opened + datetime.timedelta(days=90) if random.random() < 0.8 else None
            case = self.add_case(member, pick(texts.CASE_TITLES), opened, closed)
            for _ in range(random.randint(1, 4)):
                self.note(case, opened + datetime.timedelta(days=random.randint(0, 80)),
                          pick(texts.CASE_NOTES).format(
                              person=person.name, first=person.first, other=pick(others).name,
                              company=pick(texts.EMPLOYERS), email=person.email,
                              phone=phone_written(person.phone, "dashed"),
                              number=dashed(person.number) if person.number else "(saknas)",
                              salary=random.randrange(8000, 90000, 500)))

    def tell_of_karin(self):
        cast, karin, day = self.cast, self.cast.karin, datetime.date
        phone = phone_written(karin.phone, "dashed")
        self.insert("narstaende", HERS, cast.spouse.name, "make", phone)
        self.insert("narstaende", SPOUSES, karin.name, "maka", phone)
        case = self.add_case(HERS, "Föräldraledighet nekad", day(2019, 5, 6), day(2019, 9, 30))
        self.note(case, day(2019, 5, 6), f"{karin.name} ({dashed(karin.number)}) ringde. Chefen på "
                  f"Granvik Omsorg säger nej till ledighet från augusti. Nås på {phone}.")
        self.note(case, day(2019, 6, 11), f"Förhandling. Närvarande: {karin.name}, "
                  f"{cast.friend.name} som bisittare. Åhlström fick rätt till ledighet från den 1 "
                  "september.")
        self.note(case, day(2019, 9, 30), "Avtalet undertecknat. Karin nöjd.")
        case = self.add_case(FRIENDS, "Kränkande särbehandling", day(2023, 2, 1),
                             day(2023, 6, 20))
        self.note(case, day(2023, 2, 1), f"{cast.friend.name} vill ha {karin.name} med som "
                  "stödperson vid samtalet.")
        self.note(case, day(2023, 3, 8), "Mötet hölls. Minnesanteckningar mejlade till "
                  f"{karin.email} och {cast.friend.email}.")
        case = self.add_case(NAMESAKES, "Övertid som inte betalas", day(2024, 10, 1), None)
        self.note(case, day(2024, 10, 1), f"{cast.namesake.name} "
                  f"({dashed(cast.namesake.number)}) har 41 timmar obetald övertid.")
        self.sent(HERS, karin, "e-post", "Tack för din tid som medlem")
        self.sent(HERS, karin, "brev", "Bekräftelse på utträde")




def fill(db, people, cast, random):
    Medlem(db, people, cast, random).fill()
