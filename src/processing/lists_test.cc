#include "processing/lists.h"

#include "processing/register_test.h"

namespace ombud::processing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Day today{std::chrono::year{2026} / 11 / 22};

class Lists : public WithRegister {
 protected:
  Lists() {
    add("cv", "data_category", R"({"name": "CV", "class": "ordinary"})");
    add("illness", "data_category", R"({"name": "Illness", "class": "special"})");
    add("applicants", "person_category", R"({"name": "Applicants"})");
    add("mail", "system", R"({"name": "Mail", "run_by": "supplier", "supplier": "cloud",
      "countries": ["SE", "US"]})");
    add("binder", "system", R"({"name": "Binder", "run_by": "us", "countries": ["SE"]})");
    add("cloud", "party", R"({"name": "Cloud Inc.", "country": "US"})");
    add("agency", "party", R"({"name": "Agency", "country": "SE"})");
  }

  void recruit(std::string_view more = "") {
    add("recruit", "activity",
        std::string(R"({"name": "Recruiting", "role": "controller",
          "systems": ["mail", "binder"],
          "matrix": [{"person": "applicants", "data": "cv", "class": "ordinary",
                      "systems": ["binder"]},
                     {"person": "applicants", "data": "illness", "class": "special",
                      "recipients": ["agency"]}])") +
            std::string(more) + "}");
  }

  List made(ListName name, Language language = Language::en) {
    return list_of(name, kinds_, all_, language, today);
  }

  // What stands in a cell, by the column's key.
  static std::vector<std::string> cell(const List& list, std::string_view about,
                                       std::string_view column) {
    const auto at = std::ranges::find(list.columns, column) - list.columns.begin();
    for (const ListLine& line : list.lines)
      if (line.about.text == about) {
        std::vector<std::string> texts;
        for (const Piece& piece : line.cells.at(static_cast<std::size_t>(at) - 1))
          texts.push_back((piece.lacking ? "lacking: " : "") + piece.text);
        return texts;
      }
    return {"no such line"};
  }

  static std::vector<std::string> titles(const List& list) {
    std::vector<std::string> all;
    for (const ListLine& line : list.lines) all.push_back(line.about.text);
    return all;
  }
};

TEST_F(Lists, ALineThatDoesNotSayWhereItsDataLiesLiesWhereverTheActivityDoes) {
  recruit();
  const List list = made(ListName::systems);
  EXPECT_THAT(cell(list, "Binder", "processing.list_data"),
              ElementsAre("CV", "Illness (Special category (Art. 9))"));
  EXPECT_THAT(cell(list, "Mail", "processing.list_data"),
              ElementsAre("Illness (Special category (Art. 9))"));
}

TEST_F(Lists, ASystemThatNoActivityTellsOfIsLacking) {
  recruit();
  add("drive", "system", R"({"name": "Old drive", "run_by": "us", "countries": ["SE"]})");
  const List list = made(ListName::systems);
  EXPECT_THAT(titles(list), ElementsAre("Binder", "Mail", "Old drive"));
  EXPECT_TRUE(list.lines[2].lacking);
  EXPECT_FALSE(list.lines[0].lacking);
  // One that is over needs no reason.
  all_.others.at("drive").state = "ended";
  EXPECT_THAT(titles(made(ListName::systems)), ElementsAre("Binder", "Mail"));
}

TEST_F(Lists, WhoeverRunsASystemGetsWhatLiesInItAndNeedsAnAgreement) {
  recruit(R"(, "recipients": [{"recipient": "agency", "as": "independent_controller"}])");
  const List list = made(ListName::recipients);
  EXPECT_THAT(titles(list), ElementsAre("Agency", "Cloud Inc."));
  EXPECT_THAT(cell(list, "Cloud Inc.", "processing.list_agreement"),
              ElementsAre("lacking: " + say("processing.list_no_agreement")));
  EXPECT_THAT(cell(list, "Cloud Inc.", "processing.list_safeguard"),
              ElementsAre("lacking: " + say("processing.list_no_safeguard")));
  // Who decides for itself needs none.
  EXPECT_THAT(cell(list, "Agency", "processing.list_agreement"), IsEmpty());
  EXPECT_THAT(cell(list, "Agency", "processing.list_safeguard"), IsEmpty());
}

TEST_F(Lists, AnAgreementHoldsFromItsSigningUntilItRunsOut) {
  recruit();
  add("paper", "agreement", R"({"name": "Paper", "type": "processing", "party": "cloud",
    "valid_until": "2026-11-22"})",
      "sent");
  const auto said = [&] {
    return cell(made(ListName::recipients), "Cloud Inc.", "processing.list_agreement");
  };
  EXPECT_THAT(said(), ElementsAre("lacking: Paper: Sent, so it does not hold."));
  all_.others.at("paper").state = "signed";
  EXPECT_THAT(said(), ElementsAre("Paper"));
  all_.others.at("paper").row.set("valid_until", std::string("2026-11-21"));
  EXPECT_THAT(said(), ElementsAre("lacking: Paper: Signed, so it does not hold."));
  all_.others.at("paper").row.clear("valid_until");
  all_.others.at("paper").row.set("ended_on", std::string("2026-11-22"));
  EXPECT_THAT(said(), ElementsAre("lacking: Paper: Signed, so it does not hold."));
  all_.others.at("cloud").row.set("no_agreement_reason", std::string("by law"));
  all_.others.erase("paper");
  EXPECT_THAT(said(), ElementsAre("by law"));
}

TEST_F(Lists, AnAgreementThatWantsAYearlyStatementLacksItUntilOneIsAskedFor) {
  recruit();
  add("paper", "agreement", R"({"name": "Paper", "type": "processing", "party": "cloud",
    "direction": "we_are_controller", "audit_yearly": true})",
      "signed");
  const auto said = [&] {
    return cell(made(ListName::recipients), "Cloud Inc.", "processing.list_agreement");
  };
  const std::string lacking = "lacking: Paper: no audit statement for the last year.";
  EXPECT_THAT(said(), ElementsAre(lacking));
  EXPECT_EQ(made(ListName::recipients).lines.back().cells.back().front().number,
            all_.others.at("paper").number);
  records::Record& statement = add("isae", "audit_statement", R"({"name": "Cloud 2026",
    "direction": "theirs", "party": "cloud", "type": "isae_data_protection"})",
                                   "asked");
  EXPECT_THAT(said(), ElementsAre("Paper"));
  statement.state = "missing";
  EXPECT_THAT(said(), ElementsAre(lacking));
  statement.state = "reviewed";
  statement.row.set("received_on", std::string("2025-11-23"));
  EXPECT_THAT(said(), ElementsAre("Paper"));
  statement.row.set("received_on", std::string("2025-11-22"));
  EXPECT_THAT(said(), ElementsAre(lacking));
  // What we looked at ourselves, or they said of themselves, is nobody independent's.
  for (const char* type : {"own_inspection", "questionnaire"}) {
    statement.row.set("received_on", std::string("2026-11-01"));
    statement.row.set("type", std::string(type));
    EXPECT_THAT(said(), ElementsAre(lacking)) << type;
  }
  // Of an agreement that has ended none is wanted.
  all_.others.at("paper").state = "ended";
  EXPECT_THAT(said(), ElementsAre("lacking: Paper: Ended, so it does not hold."));
}

TEST_F(Lists, AStatementOfOneAgreementIsNotAnothersAndOneOfOursIsForCustomers) {
  all_.whole = true;
  const auto agree = [&](const std::string& name, const std::string& direction) {
    add(name, "agreement",
        R"({"type": "processing", "party": "agency", "audit_yearly": true, "name": ")" + name +
            R"(", "direction": ")" + direction + "\"}",
        "signed");
  };
  agree("one", "we_are_controller");
  agree("two", "we_are_controller");
  agree("customer", "we_are_processor");
  const auto said = [&] {
    return cell(made(ListName::recipients), "Agency", "processing.list_agreement");
  };
  const std::string none = ": no audit statement for the last year.";
  // No activity leads to the agency.
  EXPECT_THAT(said(), testing::UnorderedElementsAre("lacking: one" + none, "lacking: two" + none,
                                                    "lacking: customer" + none));
  add("of_one", "audit_statement", R"({"name": "Of one", "direction": "theirs", "party": "agency",
    "agreement": "one", "type": "soc"})",
      "received");
  EXPECT_THAT(said(),
              testing::UnorderedElementsAre("lacking: two" + none, "lacking: customer" + none));
  add("ours", "audit_statement", R"({"name": "Ours", "direction": "ours", "type": "soc"})",
      "asked");
  EXPECT_THAT(said(), ElementsAre("lacking: two" + none));
  all_.whole = false;
  EXPECT_THAT(titles(made(ListName::recipients)), IsEmpty()) << "of a unit alone";
}

TEST_F(Lists, WhatLetsDataLeaveIsTakenFromTheActivityOrFromWhereItIsAssessed) {
  recruit();
  EXPECT_THAT(cell(made(ListName::countries), "United States", "processing.list_safeguard"),
              ElementsAre(testing::StartsWith("lacking: B-")));
  add("shared", "transfer",
      R"({"name": "To the cloud", "party": "cloud", "country": "US", "mechanism": "adequacy"})");
  EXPECT_THAT(cell(made(ListName::recipients), "Cloud Inc.", "processing.list_safeguard"),
              ElementsAre("Adequacy decision (Art. 45)"));
  all_.others.at("shared").state = "ended";
  EXPECT_THAT(cell(made(ListName::recipients), "Cloud Inc.", "processing.list_safeguard"),
              ElementsAre("lacking: " + say("processing.list_no_safeguard")));
}

TEST_F(Lists, OfAProcessorsActivityTheAgreementsSayWhoseDataItIs) {
  add("school", "party", R"({"name": "School", "country": "SE"})");
  add("pupils", "person_category", R"({"name": "Pupils"})");
  add("with_school", "agreement", R"({"name": "With the school", "type": "processing",
    "party": "school", "persons": ["pupils"], "data": ["cv"]})");
  add("host", "activity", R"({"name": "Hosting", "role": "processor", "systems": ["binder"],
    "customers": [{"customer": "school", "agreement": "with_school"}]})");
  EXPECT_THAT(cell(made(ListName::persons), "Pupils", "processing.list_sources"),
              ElementsAre("School"));
  EXPECT_THAT(cell(made(ListName::systems), "Binder", "processing.list_persons"),
              ElementsAre("Pupils"));
}

TEST_F(Lists, StandInTheOrderOfTheLanguage) {
  for (const char* name : {"Ærø", "Ådal", "Zone", "Åben"})
    add(name, "system", std::string(R"({"name": ")") + name + R"(", "run_by": "us"})");
  EXPECT_THAT(titles(made(ListName::systems, Language::da)),
              ElementsAre("Binder", "Mail", "Zone", "Ærø", "Åben", "Ådal"));
}

TEST_F(Lists, OfSystemsArePutTogetherByWhatTheyAreAndHoldAndOnWhichBasis) {
  recruit(R"(, "legal_bases": [{"basis": "consent"}, {"basis": "contract"}])");
  all_.others.at("mail").row.set("type", std::string("email"));
  all_.others.at("binder").row.set("type", std::string("binder"));
  all_.others.at("binder").row.set("group", std::string("Archives"));
  add("drive", "system", R"({"name": "Old drive", "type": "shared_drive", "run_by": "us"})");
  using Under = std::vector<std::pair<std::string, std::string>>;
  const auto put = [&](Grouping by) {
    List list = made(ListName::systems);
    group(list, by, Language::en);
    Under all;
    for (const ListLine& line : list.lines) all.emplace_back(line.group, line.about.text);
    return all;
  };
  EXPECT_EQ(put(Grouping::type), (Under{{"Binder or paper archive", "Binder"},
                                        {"E-mail, Outlook or Gmail", "Mail"},
                                        {"Shared drive", "Old drive"}}));
  EXPECT_EQ(put(Grouping::group),
            (Under{{"Archives", "Binder"}, {"Not stated", "Mail"}, {"Not stated", "Old drive"}}));
  EXPECT_EQ(put(Grouping::data), (Under{{"CV", "Binder"},
                                        {"Illness (Special category (Art. 9))", "Binder"},
                                        {"Illness (Special category (Art. 9))", "Mail"},
                                        {"Not stated", "Old drive"}}));
  EXPECT_EQ(put(Grouping::data_class), (Under{{"Ordinary", "Binder"},
                                              {"Special category (Art. 9)", "Binder"},
                                              {"Special category (Art. 9)", "Mail"},
                                              {"Not stated", "Old drive"}}));
  EXPECT_EQ(put(Grouping::basis), (Under{{"Consent (a)", "Binder"},
                                         {"Consent (a)", "Mail"},
                                         {"Contract, or steps before one (b)", "Binder"},
                                         {"Contract, or steps before one (b)", "Mail"},
                                         {"Not stated", "Old drive"}}));
}

TEST_F(Lists, SayOfAProcessorsSystemThatTheBasisIsItsCustomers) {
  add("host", "activity", R"({"name": "Hosting", "role": "processor", "systems": ["binder"]})");
  add("silent", "activity", R"({"name": "Silent", "role": "controller", "systems": ["mail"]})");
  List list = made(ListName::systems);
  group(list, Grouping::basis, Language::en);
  ASSERT_EQ(list.lines.size(), 2U);
  EXPECT_EQ(list.lines[0].group, "On a customer's behalf, on the customer's legal basis");
  EXPECT_EQ(list.lines[0].about.text, "Binder");
  EXPECT_EQ(list.lines[1].group, "Not stated");
}

TEST_F(Lists, EveryGroupingHasAWordAndIsFoundByIt) {
  for (const std::string_view one : {"type", "group", "data", "class", "basis"}) {
    const auto by = grouping_of(one);
    ASSERT_TRUE(by) << one;
    EXPECT_EQ(word(*by), one);
  }
  EXPECT_FALSE(grouping_of("colour"));
}

TEST_F(Lists, AreNarrowedToWhatFits) {
  recruit();
  add("drive", "system", R"({"name": "Old drive", "run_by": "us", "countries": ["SE"]})");
  const auto left = [&](const Narrow& to) {
    List list = made(ListName::systems);
    narrow(list, to);
    return titles(list);
  };
  EXPECT_THAT(left({.lacking = true}), ElementsAre("Old drive"));
  EXPECT_THAT(left({.abroad = true}), ElementsAre("Mail"));
  EXPECT_THAT(left({.special = true}), ElementsAre("Binder", "Mail"));
  EXPECT_THAT(left({.search = "cloud inc"}), ElementsAre("Mail"));
  EXPECT_THAT(left({.search = "CV", .abroad = true}), IsEmpty());
}

}  // namespace
}  // namespace ombud::processing
