"""The people whom the demo is about, and those around them who stand in several systems."""

import dataclasses

from people import Person


@dataclasses.dataclass
class Cast:
    karin: Person      # Member, once a candidate, then employed: in all three systems.
    work_email: str    # Hers at work; the members' system knows it too.
    former_name: str
    namesake: Person   # Another Karin Åhlström.
    spouse: Person     # Same household, same phone.
    boss: Person
    colleague: Person  # Reports to Karin and writes of her in his time sheets.
    friend: Person     # Another member whom Karin supported, and who names her in his case.


def make_cast(people):
    karin = people.person(first="Karin", last="Åhlström", number="198404072384",
                          phone="0701740605", email="karin.ahlstrom@example.org")
    namesake = people.person(first="Karin", last="Åhlström", number="197911072382",
                             phone="0313900600", email="k.ahlstrom79@example.net")
    spouse = people.person(first="Mattias", last="Åhlström", number="198210092394",
                           phone=karin.phone, email="mattias.ahlstrom@example.org")
    spouse.street, spouse.postal_code, spouse.city = karin.street, karin.postal_code, karin.city
    boss = people.person(first="Åse", last="Bjørnstad", phone="0701740606",
                         email="ase.bjornstad@forbundet.example")
    colleague = people.person(first="Fredrik", last="Østergaard", phone="0701740607",
                              email="fredrik.ostergaard@forbundet.example")
    friend = people.person(first="Björn", last="Nyström", number="197907142397",
                           phone="0701740608", email="bjorn.nystrom@example.com")
    people.emails.add("karin.ahlstrom@forbundet.example")
    return Cast(karin, "karin.ahlstrom@forbundet.example", "Lindqvist", namesake, spouse, boss,
                colleague, friend)
