"""Invented people: names, addresses, phone numbers, e-mail addresses.

Personal numbers come from Skatteverket's published test series, phone numbers from the ranges that
PTS keeps free for fiction, e-mail addresses lie in domains that RFC 2606 reserves. So nothing here
can reach or mean anybody.
"""

import dataclasses
import datetime
import pathlib
import unicodedata

WOMEN = """Karin Anna Maria Åsa Elin Sara Ingrid Märta Märit Linnéa Frida Johanna Malin Ulrika
Annika Helena Birgitta Gunilla Åse Bodil Kirsten Mette Solveig Ragnhild Sigrid Tuva Maja Ebba Alva
Wilma Saga Freja Hanna Ida Emma Lovisa Josefin Cecilia Camilla Pernilla Anneli Marianne Siv Gudrun
Fatima Amina Leila Zahra Sofia Katarina Hedvig Ylva Ragna Tove Inger Päivi Aino Marjatta""".split()
MEN = """Anders Björn Fredrik Mattias Göran Håkan Åke Sören Jörgen Lars Per Mikael Johan Erik Olof
Nils Gustav Emil Oskar Viktor Hugo Elias Liam Noah Filip Henrik Magnus Stefan Tomas Daniel Jonas
Øyvind Bjørn Søren Kjell Torbjörn Tor Geir Morten Jens Rasmus Mads Knut Håvard Ali Omar Hassan Ahmed
Matti Juhani Väinö Petter Simon Robin Anton Axel Ludvig Malte Alvar Sixten Ture""".split()
SURNAMES = """Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson
Gustafsson Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson
Lindström Lindqvist Lindgren Berg Axelsson Bergström Lundberg Lind Lundgren Lundqvist Mattsson
Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson Lundin
Håkansson Björk Bergman Gunnarsson Holm Wikström Samuelsson Isaksson Fransson Bergqvist Nyström
Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson Nordström Mårtensson Åberg Åkesson
Öberg Östlund Hägglund Bjørnstad Østergaard Kjærgaard Sørensen Næss Ødegård Bækkelund Jørgensen
Mäkinen Korhonen Hämäläinen Ahmed Hussein Nguyen Kovačević Haddad""".split()
STREETS = """Storgatan Kyrkogatan Björkvägen Skolgatan Ängsvägen Östra_Vägen Älvgatan Hökvägen
Åkervägen Nygatan Lövstigen Järnvägsgatan Rönnvägen Sjöhagsgatan Tallbacken
Trädgårdsgatan""".split()
PLACES = [("411", "Göteborg"), ("211", "Malmö"), ("118", "Stockholm"), ("903", "Umeå"),
          ("702", "Örebro"), ("582", "Linköping"), ("722", "Västerås"), ("352", "Växjö"),
          ("392", "Kalmar"), ("831", "Östersund"), ("981", "Kiruna"), ("972", "Luleå"),
          ("252", "Helsingborg"), ("553", "Jönköping"), ("451", "Uddevalla"), ("621", "Visby")]
PRIVATE_DOMAINS = ("example.org", "example.com", "example.net", "brevlada.example", "post.example")
# PTS: numbers for use in books and films. Prefix, first and last, digits after the prefix.
PHONE_RANGES = [("070", 1740605, 1740699), ("031", 3900600, 3900699), ("040", 6280400, 6280499),
                ("08", 46500400, 46500499), ("0980", 319200, 319299)]
HERE = pathlib.Path(__file__).resolve().parent
TODAY = datetime.date(2026, 10, 30)


@dataclasses.dataclass
class Person:
    first: str
    last: str
    woman: bool
    born: datetime.date
    number: str | None  # Personal number, 12 digits.
    phone: str          # Digits only, national form.
    email: str
    street: str
    postal_code: str
    city: str

    @property
    def name(self):
        return f"{self.first} {self.last}"


def official_numbers():
    lines = (HERE / "personnummer.txt").read_text(encoding="utf-8").splitlines()
    return [number for line in lines if not line.startswith("#") for number in line.split()]


def born_on(number):
    return datetime.date(int(number[:4]), int(number[4:6]), int(number[6:8]))


def is_womans(number):
    return int(number[10]) % 2 == 0


def dashed(number):
    """19840407-2384"""
    return f"{number[:8]}-{number[8:]}"


def plain(text):
    """As in an e-mail address: "Åse Bjørnstad" is "ase.bjornstad"."""
    text = text.lower().translate(str.maketrans({"ø": "o", "æ": "ae", "ð": "d", " ": "."}))
    text = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in text if letter.isascii() and letter not in "'")


def phone_written(digits, style):
    """0701740605 as "070-174 06 05", "+46 70 174 06 05" or as it is."""
    if style == "bare":
        return digits
    area = next(prefix for prefix, _, _ in PHONE_RANGES if digits.startswith(prefix))
    rest = digits[len(area):]
    head = len(rest) - 4
    grouped = f"{rest[:head]} {rest[head:head + 2]} {rest[head + 2:]}"
    if style == "international":
        return f"+46 {area[1:]} {grouped}"
    return f"{area}-{grouped}"


class People:
    """Makes people, each with an e-mail address and (where asked) a personal number of his own.

    There are fewer free phone numbers than people, so several strangers have the same one; the
    first five mobile numbers are left for those who are given one by name.
    """

    def __init__(self, random):
        self.random = random
        self.emails = set()
        self.numbers = official_numbers()
        random.shuffle(self.numbers)
        self.phones = [f"{prefix}{number}" for prefix, first, last in PHONE_RANGES
                       for number in range(first, last + 1)][5:]

    def take(self, number):
        self.numbers.remove(number)
        return number

    def email(self, first, last, domain=None):
        local = plain(f"{first}.{last}")
        domain = domain or self.random.choice(PRIVATE_DOMAINS)
        address, count = f"{local}@{domain}", 1
        while address in self.emails:
            count += 1
            address = f"{local}{count}@{domain}"
        self.emails.add(address)
        return address

    def address(self):
        prefix, city = self.random.choice(PLACES)
        street = self.random.choice(STREETS).replace("_", " ")
        return (f"{street} {self.random.randint(1, 89)}",
                f"{prefix} {self.random.randint(10, 79)}", city)

    def day(self, first, last):
        return first + datetime.timedelta(days=self.random.randint(0, (last - first).days))

    def person(self, numbered=False, first=None, last=None, number=None, phone=None, email=None):
        if numbered and number is None:
            number = self.numbers.pop()
        elif number is not None:
            self.take(number)
        born = born_on(number) if number else self.day(datetime.date(1958, 1, 1),
                                                       datetime.date(2004, 12, 31))
        woman = is_womans(number) if number else self.random.random() < 0.52
        if email:
            self.emails.add(email)
        while first is None or last is None:
            first = self.random.choice(WOMEN if woman else MEN)
            last = self.random.choice(SURNAMES)
            if self.random.random() < 0.06:
                last = f"{last}-{self.random.choice(SURNAMES)}"
        street, postal_code, city = self.address()
        return Person(first, last, woman, born, number, phone or self.random.choice(self.phones),
                      email or self.email(first, last), street, postal_code, city)
