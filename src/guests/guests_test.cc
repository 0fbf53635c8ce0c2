// What is asked by a link, and what becomes of the answer.

#include "guests/guests.h"

#include "base/texts.h"
#include "guests/house_test.h"
#include "store/tables.h"

namespace ombud::guests {

namespace {

using sql::test::must_have;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string key_of(const Error& error) {
  EXPECT_NE(ombud::say(error), error.key);
  return error.key;
}

template <class T>
std::string key_of(const Result<T>& result) {
  return result ? "" : key_of(result.error());
}

std::string services_of(const records::Record& record) { return records::write_json(record.row); }

}  // namespace

INSTANTIATE_TEST_SUITE_P(, GuestsTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(GuestsTest, AnAnswerIsAProposalUntilSomebodyTakesIt) {
  const records::Record record = helper();
  const Request request = asked(record);
  EXPECT_EQ(request.number, "Q-0001");
  const std::string link = last_link();
  EXPECT_EQ(must_have(open_link(office(), link)).number, request.number);
  say_back(link, R"({"services": ["payroll", "pensions"], "abroad": true, "country": "NO"})");
  EXPECT_EQ(now(record).version, record.version);
  EXPECT_THAT(services_of(now(record)), Not(HasSubstr("pensions")));

  Taking some;
  some.fields = {"services"};
  const Taken taken = must_have(take(office(), kinds_, request.number, some));
  EXPECT_THAT(taken.faults, IsEmpty());
  EXPECT_THAT(services_of(now(record)), HasSubstr("pensions"));
  EXPECT_THAT(services_of(now(record)), Not(HasSubstr("NO")));
  EXPECT_EQ(found(request).state, State::taken);
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, some)), "guests.not_in_state");
  EXPECT_THAT(house_->events(),
              testing::IsSupersetOf({"guests.asked Q-0001", "guests.opened Q-0001",
                                     "guests.answered Q-0001", "guests.taken Q-0001"}));
  const auto history = must_have(records::history(office(), kinds_, record.id));
  EXPECT_THAT(history.front().reason + history.back().reason, HasSubstr("Kim"));
}

TEST_P(GuestsTest, EveryLinkThatOpensNothingGetsTheSameAnswer) {
  const records::Record record = helper();
  asked(record);
  const std::string used = last_link();
  say_back(used, "");
  const Request second = asked(record);
  const std::string withdrawn = last_link();
  must_have(withdraw(office(), kinds_, second.number));
  asked(record);
  const std::string expired = last_link();
  const std::string wrong = std::string(64, '0') + used.substr(used.find('.'));
  EXPECT_TRUE(open_link(office(), expired));
  clock().move(std::chrono::days(usual_days + 1));
  const Error first = refusal(wrong);
  EXPECT_EQ(key_of(first), "guests.link_ends");
  for (const std::string& link : {used, withdrawn, expired, std::string("x"), std::string()}) {
    const Error error = refusal(link);
    EXPECT_EQ(error.key, first.key);
    EXPECT_EQ(error.code, first.code);
    EXPECT_EQ(error.params, first.params);
    EXPECT_EQ(key_of(answer(office(), kinds_, link, {"Kim", true, "", ""})), first.key);
  }
}

TEST_P(GuestsTest, ALinkLiesNowhereButSealedInTheMessage) {
  asked(helper());
  const std::string link = last_link();
  const std::string token = link.substr(0, link.find('.'));
  EXPECT_THAT(token, SizeIs(64));  // 256 bits in hexadecimal.
  const store::Tables tables = must_have(store::Tables::of(office().store, migrations_of_all()));
  store::Transaction transaction =
      office().store.begin(office().organisation.id, sql::Begin::read).value();
  const auto holds_no_token = [&](const sql::Row& row) -> Result<void> {
    for (const sql::Value& value : row) {
      const auto* text = std::get_if<std::string>(&value);
      const auto* bytes = std::get_if<sql::Blob>(&value);
      const std::string held = text ? *text : bytes ? bytes->bytes : "";
      EXPECT_THAT(held, Not(HasSubstr(token)));
    }
    return {};
  };
  for (std::size_t at = 0; at < tables.all().size(); ++at)
    ASSERT_TRUE(tables.each(transaction, at, {office().organisation.id}, holds_no_token));
}

TEST_P(GuestsTest, WhatWasNotAskedIsNotTakenFromAGuest) {
  const records::Record record = helper();
  asked(record);
  const std::string link = last_link();
  const auto faults =
      must_have(answer(office(), kinds_, link, {"Kim", false, "", R"({"secret": "x"})"}));
  EXPECT_THAT(faults, Not(IsEmpty()));
  const auto shown =
      must_have(answer(office(), kinds_, link, {"Kim", false, "", R"({"name": "Annan AB"})"}));
  ASSERT_THAT(shown, SizeIs(1));
  EXPECT_EQ(key_of(shown[0].error), "guests.not_asked");
  const auto missing =
      must_have(answer(office(), kinds_, link, {"Kim", false, "", R"({"abroad": "perhaps"})"}));
  EXPECT_THAT(missing, Not(IsEmpty()));
  EXPECT_TRUE(open_link(office(), link)) << "nothing was kept";
  EXPECT_EQ(key_of(answer(office(), kinds_, link, {" ", true, "", ""})), "guests.no_name");
  EXPECT_EQ(key_of(answer(office(), kinds_, link, {"Kim", true, std::string(2001, 'x'), ""})),
            "guests.note_long");
}

TEST_P(GuestsTest, WhatChangedMeanwhileIsNotOverwrittenUnseen) {
  const records::Record record = helper();
  const Request request = asked(record);
  say_back(last_link(), R"({"services": ["pensions"], "abroad": false})");
  must_have(
      records::edit(office(), kinds_, record.id, record.version,
                    {row("helper", R"({"name": "Nordlön AB", "services": ["tax"]})"), {}, ""}));
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, {})), "guests.changed_since");
  Taking chosen;
  chosen.fields = {"services"};
  chosen.version = record.version;  // What was looked at before the edit.
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, chosen)), "records.changed_meanwhile");
  EXPECT_EQ(found(request).state, State::answered) << "nothing was written";
  chosen.version.reset();
  EXPECT_TRUE(must_have(take(office(), kinds_, request.number, chosen)).request);
  EXPECT_THAT(services_of(now(record)), HasSubstr("pensions"));
}

TEST_P(GuestsTest, AConfirmationIsAReview) {
  const records::Record record = helper();
  const Request request = asked(record);
  clock().move(std::chrono::days(10));
  say_back(last_link(), "");
  const Taken taken = must_have(take(office(), kinds_, request.number, {}));
  EXPECT_EQ(taken.review, "reviewed");
  EXPECT_GT(now(record).review_on, record.review_on);
}

TEST_P(GuestsTest, AnAnswerGoesBackWithAQuestionAndWhatWasSaidIsStillThere) {
  const records::Record record = helper();
  const Request request = asked(record);
  const std::string before = last_link();
  EXPECT_EQ(key_of(send_back(office(), kinds_, request.number, "why")), "guests.not_in_state");
  say_back(before, R"({"services": ["pensions"]})");
  EXPECT_EQ(key_of(send_back(office(), kinds_, request.number, " ")), "guests.no_note");
  must_have(send_back(office(), kinds_, request.number, "Since when?"));
  EXPECT_EQ(key_of(refusal(before)), "guests.link_ends");
  const Request again = must_have(open_link(office(), last_link()));
  EXPECT_EQ(again.question->returned, "Since when?");
  EXPECT_THAT(again.reply->row, HasSubstr("pensions"));
  say_back(last_link(), R"({"services": ["pensions", "tax"]})");
  EXPECT_EQ(key_of(refuse(office(), kinds_, request.number, "")), "guests.no_note");
  must_have(refuse(office(), kinds_, request.number, "of another agreement"));
  EXPECT_EQ(found(request).state, State::refused);
  EXPECT_EQ(now(record).version, record.version);
}

TEST_P(GuestsTest, WhoDoesNotAnswerIsRemindedTwiceAndThenItIsToldToWhoAsked) {
  const Request request = asked(helper());
  const std::string first = last_link();
  work();
  EXPECT_EQ(found(request).reminded, 0);
  EXPECT_THAT(must_have(silent_waiting(office())), IsEmpty());
  for (int times = 1; times <= 2; ++times) {
    clock().move(std::chrono::days(7) + std::chrono::minutes(1));
    work();
    EXPECT_EQ(found(request).reminded, times);
  }
  EXPECT_THAT(mail::messages(office(), std::nullopt, 10).value(), SizeIs(3));
  EXPECT_NE(last_link(), first);
  EXPECT_TRUE(open_link(office(), first)) << "each of them works until its day";
  EXPECT_THAT(must_have(silent_waiting(office())), SizeIs(1));
  clock().move(std::chrono::days(7) + std::chrono::minutes(1));
  work();
  EXPECT_THAT(mail::messages(office(), std::nullopt, 10).value(), SizeIs(3));
  must_have(renew(office(), kinds_, request.number, 14));
  EXPECT_EQ(key_of(refusal(first)), "guests.link_ends");
  EXPECT_THAT(must_have(silent_waiting(office())), IsEmpty());
  say_back(last_link(), "");
  EXPECT_THAT(must_have(answers_waiting(office())), SizeIs(1));
  EXPECT_EQ(key_of(renew(office(), kinds_, request.number, 14)), "guests.not_in_state");
}

TEST_P(GuestsTest, WhoWasAskedAndWhatHeSaidIsGoneSomeTimeAfterTheEnd) {
  const Request request = asked(helper());
  say_back(last_link(), "");
  must_have(take(office(), kinds_, request.number, {}));
  EXPECT_EQ(must_have(expire(office(), true)), 0);
  clock().move(contents_kept + std::chrono::days(1));
  EXPECT_EQ(must_have(expire(office(), true)), 1);
  EXPECT_EQ(must_have(expire(office(), false)), 1);
  const Request left = found(request);
  EXPECT_EQ(left.state, State::taken);
  EXPECT_FALSE(left.question || left.reply);
}

TEST_P(GuestsTest, OfOtherRecordsOnlyThoseTitlesAreShownThatWereSaid) {
  made("place", R"({"name": "Oslo"})");
  made("place", R"({"name": "Malmö"})");
  const records::Record place = made("place", R"({"name": "Aarhus"})");
  const records::Record record = made("helper", R"({"name": "Nordlön AB", "place": ")" +
                                                    place.id.text + R"(", "lines": [{"what":
          "backup", "at": ")" + place.id.text + R"("}]})");
  Wish wish = GuestsTest::wish();
  wish.asked = {"place"};
  EXPECT_EQ(key_of(ask(office(), kinds_, "helper", record.number, wish)), "guests.titles_unsaid");
  wish.offered = {{"place", {"L-0001"}}};
  wish.shown = {"lines"};
  const Request request = asked(record, wish);
  const records::Kind& kind = *kinds_.find("helper").value();
  const records::Kind seen = kind_for(kind, *request.question);
  ASSERT_THAT(seen.fields, SizeIs(2));
  EXPECT_THAT(seen.field("lines")->fields, SizeIs(1)) << "the column that names places is left out";
  ASSERT_THAT(seen.field("place")->choices, SizeIs(2));
  EXPECT_EQ(records::say(seen.field("place")->choices[0].label, Language::sv), "Aarhus");
  EXPECT_EQ(records::say(seen.field("place")->choices[1].label, Language::sv), "Oslo");
  const std::string outside = records::write_json(outward(kind, *request.question, record.row));
  EXPECT_THAT(outside, Not(HasSubstr(place.id.text)));
  EXPECT_THAT(outside, Not(HasSubstr("Nordlön")));
  say_back(last_link(), R"({"place": "o2"})");
  must_have(take(office(), kinds_, request.number, {}));
  EXPECT_THAT(services_of(now(record)), Not(HasSubstr(R"("place":")" + place.id.text)));
  EXPECT_THAT(services_of(now(record)), HasSubstr("backup"));
  wish.offered = {{"place", {"L-0099"}}};
  EXPECT_EQ(key_of(ask(office(), kinds_, "helper", record.number, wish)), "guests.no_such_offer");
  wish.offered = {{"place", {}}, {"services", {}}};
  EXPECT_EQ(key_of(ask(office(), kinds_, "helper", record.number, wish)), "guests.not_in_answer");
}

TEST_P(GuestsTest, WhatCannotBeAskedIsRefusedByItsName) {
  const records::Record record = helper();
  const auto asking = [&](const auto& change) {
    Wish wish = GuestsTest::wish();
    change(wish);
    return key_of(ask(office(), kinds_, "helper", record.number, wish));
  };
  EXPECT_EQ(asking([](Wish& wish) { wish.name = " "; }), "guests.no_name");
  EXPECT_EQ(asking([](Wish& wish) { wish.days = 91; }), "guests.bad_days");
  EXPECT_EQ(asking([](Wish& wish) { wish.days = 0; }), "guests.bad_days");
  EXPECT_EQ(asking([](Wish& wish) { wish.asked = {}; }), "guests.nothing_asked");
  EXPECT_EQ(asking([](Wish& wish) { wish.asked = {"x"}; }), "guests.no_such_field");
  EXPECT_EQ(asking([](Wish& wish) { wish.shown = {"keeper"}; }), "guests.not_for_guests");
  EXPECT_EQ(asking([](Wish& wish) { wish.note = std::string(2001, 'x'); }), "guests.note_long");
  EXPECT_EQ(asking([](Wish& wish) { wish.address = "nowhere"; }), "mail.bad_address");
  EXPECT_EQ(key_of(show(office(), kinds_, "Q-0009")), "guests.unknown");
  EXPECT_EQ(key_of(state_of("gone")), "guests.unknown_state");
  must_have(records::archive(office(), kinds_, record.id, record.version, true, "twice"));
  EXPECT_EQ(asking([](Wish&) {}), "guests.record_closed");
  EXPECT_THAT(mail::messages(office(), std::nullopt, 10).value(), IsEmpty());
}

TEST_P(GuestsTest, WhoMayNotEditTheRecordDecidesNothing) {
  const records::Record record = helper();
  const Request request = asked(record);
  say_back(last_link(), R"({"services": ["tax"]})");
  Taking unknown;
  unknown.fields = {"secret"};
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, unknown)), "guests.not_in_answer");
  unknown.fields.emplace();
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, unknown)), "guests.nothing_taken");
  office().actor.roles = {accounts::Role::dpo};
  EXPECT_EQ(key_of(ask(office(), kinds_, "helper", record.number, wish())), "guests.may_not_edit");
  EXPECT_EQ(key_of(withdraw(office(), kinds_, request.number)), "guests.may_not_edit");
  EXPECT_EQ(key_of(refuse(office(), kinds_, request.number, "no")), "guests.may_not_edit");
  EXPECT_EQ(key_of(take(office(), kinds_, request.number, {})), "guests.may_not_edit");
  EXPECT_EQ(found(request).state, State::answered);
}

}  // namespace ombud::guests
