#pragma once
// An office that may send mail, with a small kind of record of which somebody outside knows more.
// Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "accounts/rows.h"
#include "guests/asking.h"
#include "guests/link.h"
#include "jobs/test_house.h"
#include "mail/queue.h"
#include "mail/settings.h"
#include "sql/test_databases.h"

namespace ombud::guests {

inline constexpr std::string_view place_yaml = R"(
kind: place
room: parties
series: L
en: Place
sv: Plats
da: Sted
nb: Sted
plural: {en: Places, sv: Platser, da: Steder, nb: Steder}
about: {en: Where it lies., sv: Var det ligger., da: Hvor det ligger., nb: Hvor det ligger.}
title: name
states:
  in_use: {en: In use, sv: Används, da: I brug, nb: I bruk}
fields:
  name: {type: text, required: yes, listed: yes, en: Name, sv: Namn, da: Navn, nb: Navn}
)";

inline constexpr std::string_view helper_yaml = R"(
kind: helper
room: parties
series: H
en: Processor
sv: Biträde
da: Databehandler
nb: Databehandler
plural: {en: Processors, sv: Biträden, da: Databehandlere, nb: Databehandlere}
about: {en: Who helps., sv: Vem som hjälper., da: Hvem der hjælper., nb: Hvem som hjelper.}
title: name
review_months: 12
states:
  draft:  {en: Draft, sv: Utkast, da: Kladde, nb: Utkast}
  in_use: {en: In use, sv: Används, da: I brug, nb: I bruk}
  ended:  {en: Ended, sv: Avslutad, da: Afsluttet, nb: Avsluttet, closed: yes}
moves:
  start: {en: Start, sv: Börja, da: Begynd, nb: Begynn, from: draft, to: in_use, by: parties.decide}
  end:   {en: End, sv: Avsluta, da: Afslut, nb: Avslutt, from: [draft, in_use], to: ended, by: parties.decide}
sections:
  who:  {from: name, en: Who, sv: Vem, da: Hvem, nb: Hvem}
  what: {from: services, en: What, sv: Vad, da: Hvad, nb: Hva}
fields:
  name: {type: text, required: yes, listed: yes, most: 80, en: Name, sv: Namn, da: Navn, nb: Navn}
  secret: {type: prose, en: Our view, sv: Vår syn, da: Vores syn, nb: Vårt syn}
  keeper: {type: account, en: Keeper, sv: Ansvarig, da: Ansvarlig, nb: Ansvarlig}
  services: {type: text, many: yes, en: Services, sv: Tjänster, da: Ydelser, nb: Tjenester}
  abroad: {type: yes_no, en: Abroad, sv: Utomlands, da: I udlandet, nb: I utlandet}
  country: {type: text, required: yes, when: {abroad: yes}, en: Country, sv: Land, da: Land, nb: Land}
  place: {type: link, to: place, en: Place, sv: Plats, da: Sted, nb: Sted}
  lines:
    type: rows
    en: Lines
    sv: Rader
    da: Linjer
    nb: Linjer
    fields:
      what: {type: text, required: yes, en: What, sv: Vad, da: Hvad, nb: Hva}
      at: {type: link, to: place, en: At, sv: Hos, da: Hos, nb: Hos}
)";

inline records::Kinds small_kinds() {
  const records::Declared declared[] = {{"place.yaml", place_yaml}, {"helper.yaml", helper_yaml}};
  return sql::test::must_have(records::Kinds::of(declared));
}

class GuestsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  static std::vector<std::span<const store::Migration>> own_migrations() {
    return {jobs::migrations(), mail::migrations(), records::migrations(), guests::migrations()};
  }

  static std::vector<std::span<const store::Migration>> migrations_of_all() {
    std::vector<std::span<const store::Migration>> all = own_migrations();
    all.insert(all.begin(), {evidence::migrations(), accounts::migrations()});
    return all;
  }

  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    house_.emplace(GetParam(), own_migrations());
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    accounts::rows::add_organisation(transaction, office().organisation, clock().now()).value();
    accounts::Account asa;
    asa.id = office().actor.account;
    asa.name = "asa";
    asa.roles = office().actor.roles;
    asa.made_at = clock().now();
    accounts::rows::add_account(transaction, asa, "no password", office().organisation.id).value();
    transaction.commit().value();
    mail::Outgoing out;
    out.server = "smtp://127.0.0.1:9";  // Nobody listens there.
    out.from_address = "ombud@example.org";
    out.pages = "https://ombud.example.org";
    ASSERT_TRUE(mail::set_outgoing(office(), out, Secret()));
  }

  accounts::Office& office() { return house_->office(); }

  FixedClock& clock() { return house_->clock(); }

  records::Row row(std::string_view kind, std::string_view json) {
    std::vector<records::Fault> faults;
    auto read = sql::test::must_have(records::read_json(*kinds_.find(kind).value(), json, faults));
    EXPECT_THAT(faults, testing::IsEmpty());
    return read;
  }

  records::Record made(std::string_view kind, std::string_view json) {
    auto saved =
        sql::test::must_have(records::create(office(), kinds_, kind, {row(kind, json), {}, ""}));
    EXPECT_THAT(saved.faults, testing::IsEmpty());
    return saved.record.value();
  }

  records::Record helper() {
    return made("helper", R"({"name": "Nordlön AB", "secret": "slow to answer",
                              "services": ["payroll"], "abroad": false})");
  }

  records::Record now(const records::Record& record) {
    return sql::test::must_have(records::find(office(), kinds_, record.id));
  }

  static Wish wish() {
    Wish wish;
    wish.name = "Nordlön AB";
    wish.address = "kim@nordlon.example";
    wish.language = Language::sv;
    wish.shown = {"name"};
    wish.asked = {"services", "abroad", "country"};
    return wish;
  }

  Request asked(const records::Record& record, const Wish& wish = GuestsTest::wish()) {
    return sql::test::must_have(ask(office(), kinds_, record.kind, record.number, wish));
  }

  // What stands behind the # of the last message's address.
  std::string last_link() {
    const mail::Queued message = mail::messages(office(), std::nullopt, 1).value().at(0);
    store::Transaction transaction =
        office().store.begin(office().organisation.id, sql::Begin::read).value();
    const std::string page =
        mail::outside(office(), transaction, message.address).value().value().page;
    EXPECT_THAT(page, testing::StartsWith("/guests/answer#"));
    return page.substr(page.find('#') + 1);
  }

  Error refusal(const std::string& link) {
    const Result<Request> opened = open_link(office(), link);
    EXPECT_FALSE(opened.has_value());
    return opened ? Error{} : opened.error();
  }

  void say_back(const std::string& link, const std::string& fields) {
    Said said{"Kim", fields.empty(), "", fields};
    EXPECT_THAT(sql::test::must_have(answer(office(), kinds_, link, said)), testing::IsEmpty());
  }

  Request found(const Request& request) {
    return sql::test::must_have(show(office(), kinds_, request.number)).request;
  }

  // One attempt of every job that is due.
  void work() {
    const jobs::Kinds kinds(guests::job_kinds());
    jobs::Worker worker(office(), kinds,
                        {[](std::chrono::milliseconds) { return false; },
                         [] { return std::chrono::milliseconds(0); }, [](const jobs::Said&) {}});
    ASSERT_TRUE(worker.work(jobs::Until::idle));
  }

  std::optional<accounts::TestOffice> house_;
  records::Kinds kinds_ = small_kinds();
};

}  // namespace ombud::guests
