#pragma once
// Small kinds that the room's tests share: activities, the units that they belong to and the boards
// that answer for them.

#include "records/records.h"

namespace ombud::records {

inline constexpr std::string_view unit_yaml = R"(
kind: unit
room: processing
series: U
en: Unit
sv: Enhet
da: Enhed
nb: Enhet
plural: {en: Units, sv: Enheter, da: Enheder, nb: Enheter}
about: {en: A part of the house., sv: En del av huset., da: En del af huset., nb: En del av huset.}
title: name
unit: self
above: parent
controller: ours
states:
  in_use: {en: In use, sv: Används, da: I brug, nb: I bruk}
fields:
  name:   {type: text, required: yes, listed: yes, en: Name, sv: Namn, da: Navn, nb: Navn}
  parent: {type: link, to: unit, en: Part of, sv: Del av, da: Del af, nb: Del av}
  ours: {type: link, to: board, en: Board, sv: Nämnd, da: Udvalg, nb: Utvalg}
)";

inline constexpr std::string_view board_yaml = R"(
kind: board
room: processing
series: C
en: Board
sv: Nämnd
da: Udvalg
nb: Utvalg
plural: {en: Boards, sv: Nämnder, da: Udvalg, nb: Utvalg}
about: {en: Who answers for it., sv: Vem som ansvarar., da: Hvem der svarer., nb: Hvem som svarer.}
title: name
unit: unit
controller: self
states:
  in_use: {en: In use, sv: Används, da: I brug, nb: I bruk}
fields:
  name: {type: text, required: yes, listed: yes, en: Name, sv: Namn, da: Navn, nb: Navn}
  unit: {type: link, to: unit, en: Unit, sv: Enhet, da: Enhed, nb: Enhet}
)";

inline constexpr std::string_view activity_yaml = R"(
kind: activity
room: processing
series: B
en: Processing activity
sv: Behandling
da: Behandlingsaktivitet
nb: Behandlingsaktivitet
plural: {en: Processing activities, sv: Behandlingar, da: Behandlingsaktiviteter, nb: Behandlingsaktiviteter}
about: {en: What is done with data., sv: Vad som görs med uppgifter., da: Hvad der gøres., nb: Hva som gjøres.}
law: GDPR Art. 30
title: name
unit: unit
controller: ours
review_months: 12
states:
  draft:  {en: Draft, sv: Utkast, da: Kladde, nb: Utkast}
  in_use: {en: In use, sv: Används, da: I brug, nb: I bruk}
  ended:  {en: Ended, sv: Avslutad, da: Afsluttet, nb: Avsluttet, closed: yes}
moves:
  start: {en: Take into use, sv: Ta i bruk, da: Tag i brug, nb: Ta i bruk, from: draft, to: in_use, by: processing.decide}
  end:   {en: End, sv: Avsluta, da: Afslut, nb: Avslutt, from: [draft, in_use], to: ended, by: processing.decide}
fields:
  name: {type: text, required: yes, listed: yes, most: 80, en: Name, sv: Namn, da: Navn, nb: Navn}
  about: {type: prose, searched: yes, en: About, sv: Om, da: Om, nb: Om}
  role:
    type: choice
    required: yes
    listed: yes
    en: Role
    sv: Roll
    da: Rolle
    nb: Rolle
    help: {en: Whose decision it is., sv: Vems beslut det är., da: Hvis afgørelse., nb: Hvem som bestemmer.}
    law: GDPR Art. 4(7)-(8)
    of:
      controller: {en: Controller, sv: Personuppgiftsansvarig, da: Dataansvarlig, nb: Behandlingsansvarlig}
      processor:  {en: Processor, sv: Personuppgiftsbiträde, da: Databehandler, nb: Databehandler}
  customers: {type: text, many: yes, required: yes, when: {role: processor}, en: Customers, sv: Kunder, da: Kunder, nb: Kunder}
  persons: {type: integer, least: 1, most: 1000000, listed: yes, en: Persons, sv: Personer, da: Personer, nb: Personer}
  abroad: {type: yes_no, listed: yes, en: Third country, sv: Tredjeland, da: Tredjeland, nb: Tredjestat}
  country: {type: text, format: country, required: yes, when: {abroad: yes}, en: Country, sv: Land, da: Land, nb: Land}
  since: {type: day, listed: yes, en: Since, sv: Sedan, da: Siden, nb: Siden}
  contact: {type: text, format: email, en: Contact, sv: Kontakt, da: Kontakt, nb: Kontakt}
  number: {type: text, format: organisation_number, en: Number, sv: Nummer, da: Nummer, nb: Nummer}
  phone: {type: text, format: phone, en: Phone, sv: Telefon, da: Telefon, nb: Telefon}
  page: {type: text, format: web, en: Page, sv: Sida, da: Side, nb: Side}
  unit: {type: link, to: unit, en: Unit, sv: Enhet, da: Enhed, nb: Enhet}
  ours: {type: link, to: board, en: Board, sv: Nämnd, da: Udvalg, nb: Utvalg}
  keeper: {type: account, en: Keeper, sv: Ansvarig, da: Ansvarlig, nb: Ansvarlig}
  matrix:
    type: rows
    en: Data
    sv: Uppgifter
    da: Oplysninger
    nb: Opplysninger
    fields:
      who:  {type: text, required: yes, searched: yes, en: Who, sv: Vem, da: Hvem, nb: Hvem}
      what: {type: text, searched: yes, en: What, sv: Vad, da: Hvad, nb: Hva}
      from: {type: link, to: unit, en: From, sv: Från, da: Fra, nb: Fra}
attachments:
  policy: {en: Policy, sv: Policy, da: Politik, nb: Policy}
  instruction: {expected: yes, when: {role: processor}, en: Instruction, sv: Instruktion, da: Instruks, nb: Instruks}
)";

inline Kinds sample_kinds() {
  const Declared declared[] = {
      {"unit.yaml", unit_yaml}, {"board.yaml", board_yaml}, {"activity.yaml", activity_yaml}};
  Result<Kinds> kinds = Kinds::of(declared);
  must(kinds.has_value());
  return *std::move(kinds);
}

}  // namespace ombud::records
