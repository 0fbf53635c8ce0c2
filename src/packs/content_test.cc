// What the packs themselves say: read strictly, ready where they claim to be, and enough for an
// authority.

#include <map>

#include "packs/packs_house_test.h"
#include "packs/said.h"

namespace ombud::packs {
namespace {

using records::Record;
using testing::IsEmpty;

// All that a pack gives, by KIND/KEY, as records that lead to each other.
struct Given {
  std::map<std::string, Record> records;
  std::map<std::string, const Entry*> entries;
  std::map<std::string, std::string, std::less<>> places;  // By id.

  processing::Find find() const {
    return [this](std::string_view id) -> const Record* {
      const auto at = places.find(id);
      return at == places.end() ? nullptr : &records.at(at->second);
    };
  }
};

std::string place(const Entry& entry) { return entry.kind->name + "/" + entry.key; }

Given given(const Pack& pack, const std::string& country, Language language,
            const records::Row& answers) {
  Given all;
  std::map<std::string, std::string> ids;
  const IdOf id_of = [&](const Entry& entry) {
    std::string& id = ids[place(entry)];
    if (id.empty()) id = new_id<records::RecordId>(machine_clock()).text;
    return id;
  };
  for (Ready& ready : made_for(pack, {language, country, answers}, id_of)) {
    Record record;
    record.kind = ready.entry->kind->name;
    record.row = std::move(ready.row);
    record.title = record.row.text(ready.entry->kind->title);
    all.entries[place(*ready.entry)] = ready.entry;
    all.places[id_of(*ready.entry)] = place(*ready.entry);
    all.records[place(*ready.entry)] = std::move(record);
  }
  return all;
}

// Of every pack that people choose, in every country for which it is ready, in every language.
void for_each(const std::function<void(const Pack&, const std::string&, Language)>& look) {
  for (const Pack& pack : all_packs())
    for (const std::string& country : pack.countries)
      for (const Language language : {Language::en, Language::sv, Language::da, Language::nb})
        if (pack.listed) {
          SCOPED_TRACE(pack.name + " " + country + " " + std::string(code(language)));
          look(pack, country, language);
        }
}

void expect_no_faults(const std::string& where, const std::vector<records::Fault>& faults) {
  for (const records::Fault& fault : faults)
    ADD_FAILURE() << where << " " << fault.path << ": " << say(fault.error);
}

TEST(Packs, AreReadAsTheyAreShipped) {
  ASSERT_TRUE(read_packs(files(), all_kinds()).has_value());
  EXPECT_FALSE(all_packs().empty());
}

TEST(Packs, WhatIsReadySatisfiesItsKindInWhole) {
  for_each([](const Pack& pack, const std::string& country, Language language) {
    for (const bool yes : {true, false})
      for (Given all = given(pack, country, language, every_answer(pack, yes));
           auto& [where, record] : all.records) {
        // A measure is planned, and a declaration a draft, until somebody has evidence, which no
        // pack can have.
        const bool has_evidence = record.kind != "measure" && record.kind != "declaration";
        expect_no_faults(
            where, records::check(*all.entries[where]->kind,
                                  has_evidence ? records::Demand::all : records::Demand::title,
                                  record.row));
      }
  });
}

TEST(Packs, AnsweredQuestionsMakeActivitiesThatLackNothing) {
  for_each([](const Pack& pack, const std::string& country, Language language) {
    for (const bool yes : {true, false}) {
      const Given all = given(pack, country, language, every_answer(pack, yes));
      int activities = 0;
      for (const auto& [where, record] : all.records) {
        if (record.kind != "activity") continue;
        ++activities;
        for (const processing::Score& score : {processing::article_30(record, all.find()),
                                               processing::eight_points(record, all.find())})
          for (const processing::Point& point : score.points)
            expect_no_faults(where + " " + std::string(point.name), point.missing);
      }
      EXPECT_GE(activities, 4);
    }
  });
}

TEST(Packs, NothingInUseWouldBreakTheLaw) {
  accounts::TestOffice house(sql::Engine::sqlite, {records::migrations()});
  for_each([&](const Pack& pack, const std::string& country, Language language) {
    const Given all = given(pack, country, language, every_answer(pack));
    for (const auto& [where, record] : all.records)
      if (const records::OwnCheck* check = all_kinds().own_check(record.kind))
        if (record.kind == "activity")
          expect_no_faults(where, sql::test::must_have((*check)(house.office(), record)));
  });
}

TEST(Packs, EachPeriodSaysItsReasonSourceCountryAndWhenItWasChecked) {
  for_each([](const Pack& pack, const std::string& country, Language language) {
    for (const auto& [where, record] : given(pack, country, language, {}).records) {
      if (record.kind != "retention_period") continue;
      for (const std::string_view field : {"reason", "source", "country", "checked_on"})
        EXPECT_FALSE(record.row.text(field).empty()) << where << " " << field;
      EXPECT_LE(record.row.text("checked_on"), pack.law_checked) << where;
    }
  });
}

TEST(Packs, ASmallCompanyWithoutEmployeesStillHasTenActivities) {
  const Pack& pack = pack_named("small-company");
  records::Row answers = every_answer(pack);
  answers.set("employs", false);
  for (const std::string_view field : {"recruits", "photos"}) answers.clear(field);
  int activities = 0;
  for (const auto& [where, record] : given(pack, "se", Language::sv, answers).records)
    if (record.kind == "activity") ++activities;
  EXPECT_GE(activities, 10);
}

TEST(Packs, MeasuresComeWhereTheyAreInPlaceAndOthersAreNotesForTheRiskAssessment) {
  const Pack& pack = pack_named("small-company");
  records::Row answers = every_answer(pack);
  answers.set("measures", std::vector<std::string>{"need_to_know", "procedures"});
  const Given all = given(pack, "dk", Language::da, answers);
  int measures = 0;
  for (const auto& [where, record] : all.records) measures += record.kind == "measure" ? 1 : 0;
  EXPECT_EQ(measures, 2);
  const records::Row& it = all.records.at("activity/it").row;
  const auto& notes = std::get<std::vector<records::Row>>(*it.find("improvements"));
  EXPECT_EQ(notes.size(), 10U);
  EXPECT_TRUE(std::get<bool>(*notes.front().find("risk")));
}

TEST(Packs, InFinlandBooksAreKeptLongerThanTheirVouchers) {
  const Pack& pack = pack_named("small-company");
  for (const records::Row& answers : {records::Row(), every_answer(pack)}) {
    const Given finnish = given(pack, "fi", Language::sv, answers);
    const records::Row& vouchers = finnish.records.at("retention_period/accounting").row;
    const records::Row& books = finnish.records.at("retention_period/ledgers").row;
    EXPECT_EQ(vouchers.text("event"), "calendar_year_ends");
    EXPECT_EQ(std::get<std::int64_t>(*vouchers.find("period")), 6);
    EXPECT_EQ(books.text("event"), "financial_year_ends");
    EXPECT_EQ(std::get<std::int64_t>(*books.find("period")), 10);
    const auto lines = [](const Given& all) {
      return std::get<std::vector<records::Row>>(
                 *all.records.at("activity/accounting").row.find("matrix"))
          .size();
    };
    const Given swedish = given(pack, "se", Language::sv, answers);
    EXPECT_FALSE(swedish.records.contains("retention_period/ledgers"));
    EXPECT_EQ(lines(finnish), lines(swedish) + 1);
  }
}

// Refusals, by a pack of a few lines.
constexpr std::string_view head =
    "pack: small\nversion: 1\nen: a\nsv: a\nda: a\nnb: a\nabout: {en: a, sv: a, da: a, nb: a}\n"
    "listed: yes\ncountries: [se]\nlaw_checked: 2026-11-22\n";

std::string refusal(std::string_view yaml, std::string_view first = head) {
  const File all[] = {{"small", "packs/small/pack.yaml", first},
                      {"small", "packs/small/x.yaml", yaml}};
  const auto read = read_packs(all, all_kinds());
  return read ? "" : read.error().key + ": " + say(read.error());
}

TEST(Packs, WhatMeansNothingIsRefusedWithFileAndLine) {
  using testing::HasSubstr;
  EXPECT_EQ(refusal("unit:\n  hr: {name: HR, type: department}\n"), "");
  EXPECT_THAT(refusal("unit:\n  hr: {name: HR, colour: red}\n"),
              HasSubstr("base.yaml_unknown_word: packs/small/x.yaml, line 2: colour"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: HR,\n    type: house}\n"),
              HasSubstr("base.yaml_points_nowhere: packs/small/x.yaml, line 3"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: HR, parent: nobody}\n"),
              HasSubstr("base.yaml_points_nowhere"));
  EXPECT_THAT(refusal("unit:\n  hr: {type: department}\n"), HasSubstr("base.yaml_missing"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: {en: HR, sv: HR, da: HR}}\n"),
              HasSubstr("base.yaml_missing"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: {se: HR, xx: HR}}\n"), HasSubstr("yaml_unknown_word"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: [HR]}\n"), HasSubstr("yaml_bad_value"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: =nowhere}\n"), HasSubstr("yaml_points_nowhere"));
  EXPECT_THAT(refusal("unit:\n  hr: {name: {answer: nobody}}\n"), HasSubstr("yaml_points_nowhere"));
  EXPECT_THAT(refusal("unit:\n  hr: {when: {nobody: yes}, name: HR}\n"),
              HasSubstr("yaml_points_nowhere"));
  EXPECT_EQ(refusal("unit:\n  hr: {unless: {country: [se, fi]}, name: HR}\n"), "");
  EXPECT_THAT(refusal("unit:\n  hr: {when: {country: else}, name: HR}\n"),
              HasSubstr("yaml_points_nowhere"));
  EXPECT_THAT(refusal("house:\n  hr: {name: HR}\n"), HasSubstr("yaml_points_nowhere"));
  EXPECT_THAT(refusal("unit: {hr: {name: HR}\n"), HasSubstr("yaml_unreadable"));
  EXPECT_THAT(refusal("person_category:\n  one: {name: A, number: many}\n"),
              HasSubstr("yaml_bad_value"));
}

TEST(Packs, APeriodWithoutASourceDoesNotRead) {
  EXPECT_THAT(refusal("retention_period:\n  one: {name: A, event: collected, reason: because}\n"),
              testing::HasSubstr("packs.no_source: packs/small/x.yaml, line 2"));
}

TEST(Packs, AKeyStandsOnceAndAPartIsThere) {
  const File twice[] = {{"small", "packs/small/pack.yaml", head},
                        {"small", "packs/small/x.yaml", "unit:\n  hr: {name: HR}\n"},
                        {"small", "packs/small/y.yaml", "unit:\n  hr: {name: HR}\n"}};
  EXPECT_EQ(read_packs(twice, all_kinds()).error().key, "packs.twice");
  EXPECT_THAT(refusal("unit:\n  hr: {name: HR}\n", std::string(head) + "with: [nobody]\n"),
              testing::HasSubstr("packs.no_such_part"));
}

}  // namespace
}  // namespace ombud::packs
