// The second step of signing in, as a browser takes it.

#include "accounts/second_factor.h"

#include <liboath/oath.h>

#include <nlohmann/json.hpp>

#include "accounts/second_factor_codes.h"
#include "serve/test_house.h"

namespace ombud::serve {
namespace {

using http::Answer;
using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SecondFactorTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    if (!IsSkipped()) HouseTest::serve(accounts::routes());
  }

  std::size_t route(const std::string& name) const {
    for (std::size_t at = 0; at < house_->routes.size(); ++at)
      if (http::name_of(house_->routes[at].declared) == name) return at;
    ADD_FAILURE() << name;
    return 0;
  }

  Answer ask_for(const std::string& name, const Person& person, const json& body = nullptr,
                 const http::Pairs& parameters = {}) {
    http::Request request = request_of(person, body.is_null() ? "" : body.dump());
    request.peer = peer_;
    request.parameters = parameters;
    return ask(route(name), request);
  }

  Answer knock(const std::string& name, const std::string& secret = password,
               const Person& person = {}) {
    return ask_for("POST /api/accounts/session", person, {{"name", name}, {"password", secret}});
  }

  static Person person_of(const Answer& answer) {
    Person person;
    for (const auto& [name, value] : answer.headers)
      if (name == "Set-Cookie")
        person.cookie += (person.cookie.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    const json body = json::parse(answer.body);
    person.csrf = (body.contains("session") ? body["session"] : body).value("csrf_token", "");
    return person;
  }

  // As an app does it, from what it was given to read.
  std::string code_of(const std::string& base32) const {
    char* bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(oath_base32_decode(base32.c_str(), base32.size(), &bytes, &size), OATH_OK);
    const Secret secret(std::string(bytes, size));
    free(bytes);
    return accounts::totp_code(secret, accounts::step_of(clock_.now()));
  }

  struct Enrolled {
    Person person;
    std::string secret;
    std::vector<std::string> codes;
  };

  Enrolled enrolled(const Person& person) {
    const Answer begun = ask_for("POST /api/accounts/second-factor/enrolment", person);
    EXPECT_EQ(begun.status, 201) << begun.body;
    const std::string secret = json::parse(begun.body)["secret"];
    const Answer done =
        ask_for("POST /api/accounts/second-factor", person, {{"code", code_of(secret)}});
    EXPECT_EQ(done.status, 201) << done.body;
    return {person_of(done), secret, json::parse(done.body)["recovery_codes"]};
  }

  void next_code() { clock_.move(std::chrono::seconds(30)); }

  Answer give(const Person& half, const std::string& code) {
    return ask_for("POST /api/accounts/session/code", half, {{"code", code}});
  }

  std::string peer_ = "192.0.2.1";
};

INSTANTIATE_TEST_SUITE_P(Engines, SecondFactorTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(SecondFactorTest, APasswordAloneOpensHalfASessionAndHalfASessionOpensNothing) {
  const Enrolled asa = enrolled(signed_in("asa"));
  EXPECT_THAT(asa.codes, SizeIs(10));
  next_code();
  const Answer knocked = knock("asa");
  ASSERT_EQ(knocked.status, 201) << knocked.body;
  EXPECT_EQ(json::parse(knocked.body)["waits_for"], "code");
  EXPECT_THAT(knocked.body, testing::Not(HasSubstr("asa"))) << "nothing of who it is";
  const Person half = person_of(knocked);
  for (const char* closed : {"GET /api/accounts/session", "GET /api/accounts",
                             "GET /api/accounts/sessions", "GET /api/accounts/second-factor"})
    EXPECT_EQ(problem_of(ask_for(closed, half)), "serve.half_session") << closed;
  EXPECT_EQ(problem_of(ask_for("POST /api/accounts/second-factor/enrolment", half)),
            "serve.half_session")
      << "no second factor of whoever has the password only";
  const Answer whole = give(half, code_of(asa.secret));
  ASSERT_EQ(whole.status, 201) << whole.body;
  EXPECT_EQ(ask_for("GET /api/accounts/session", person_of(whole)).status, 200);
  EXPECT_EQ(ask_for("GET /api/accounts/session", half).status, 401) << "the half's token is gone";
  EXPECT_THAT(entries("accounts.half_signed_in"), SizeIs(1));
  EXPECT_THAT(entries("accounts.signed_in"), SizeIs(1));
}

TEST_P(SecondFactorTest, ACodeIsTakenOnceAndAHalfMinuteToEitherSide) {
  const Enrolled asa = enrolled(signed_in("asa"));
  next_code();
  const std::string code = code_of(asa.secret);
  EXPECT_EQ(give(person_of(knock("asa")), code).status, 201);
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), code)), "accounts.wrong_code") << "twice";
  clock_.move(std::chrono::minutes(2));
  const std::string early = code_of(asa.secret);
  next_code();
  EXPECT_EQ(give(person_of(knock("asa")), early).status, 201) << "the telephone is late";
  clock_.move(std::chrono::minutes(2));
  const std::string late = code_of(asa.secret);
  clock_.move(std::chrono::minutes(1));
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), late)), "accounts.wrong_code");
  clock_.move(std::chrono::minutes(1));
  next_code();
  const std::string ahead = code_of(asa.secret);
  clock_.move(-std::chrono::seconds(30));
  EXPECT_EQ(give(person_of(knock("asa")), ahead).status, 201) << "the telephone is ahead";
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), code_of(asa.secret))), "accounts.wrong_code")
      << "a code of before the last one taken";
}

TEST_P(SecondFactorTest, TheCodeOfTheEnrolmentOpensNothingMore) {
  const Enrolled asa = enrolled(signed_in("asa"));
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), code_of(asa.secret))), "accounts.wrong_code");
}

TEST_P(SecondFactorTest, ARecoveryCodeOpensOnceHoweverItIsTyped) {
  const Enrolled asa = enrolled(signed_in("asa"));
  std::string typed = asa.codes[3];
  for (char& c : typed) c = static_cast<char>(c == '-' ? ' ' : std::tolower(c));
  EXPECT_EQ(give(person_of(knock("asa")), typed).status, 201);
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), asa.codes[3])), "accounts.wrong_code");
  EXPECT_THAT(entries("accounts.recovery_code_used"), SizeIs(1));
  clock_.move(std::chrono::seconds(2));
  const Answer whole = give(person_of(knock("asa")), asa.codes[4]);
  const json left = json::parse(ask_for("GET /api/accounts/second-factor", person_of(whole)).body);
  EXPECT_EQ(left["recovery_codes_left"], 8);
}

TEST_P(SecondFactorTest, NewRecoveryCodesTakeTheOldOnesPlace) {
  const Enrolled asa = enrolled(signed_in("asa"));
  const Answer made = ask_for("POST /api/accounts/second-factor/recovery-codes", asa.person);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), asa.codes[0])), "accounts.wrong_code");
  clock_.move(std::chrono::seconds(2));
  EXPECT_EQ(give(person_of(knock("asa")), json::parse(made.body)["recovery_codes"][0]).status, 201);
}

TEST_P(SecondFactorTest, GuessesAreSlowedWhereverTheyComeFromButNotWhoIsKnown) {
  const Enrolled asa = enrolled(signed_in("asa"));
  clock_.move(std::chrono::hours(1));
  const Person known = person_of(give(person_of(knock("asa")), code_of(asa.secret)));
  ASSERT_THAT(known.cookie, HasSubstr("ombud-browser="));
  peer_ = "198.51.100.1";
  const Person thief = person_of(knock("asa"));
  EXPECT_EQ(problem_of(give(thief, "000000")), "accounts.wrong_code");
  peer_ = "198.51.100.2";
  const Person elsewhere = person_of(knock("asa"));
  EXPECT_EQ(problem_of(give(elsewhere, "000001")), "accounts.wait") << "another address";
  next_code();
  const Answer again = knock("asa", password, known);
  Person half = person_of(again);
  half.cookie += known.cookie.substr(known.cookie.find("; "));
  EXPECT_EQ(give(half, code_of(asa.secret)).status, 201) << "the known browser waits for nobody";
  EXPECT_THAT(entries("accounts.code_denied"), SizeIs(1));
}

TEST_P(SecondFactorTest, EnrollingEndsAllOtherSessionsAndChangesThisOnesToken) {
  const Person there = signed_in("asa");
  const Person here = signed_in("asa");
  const Enrolled asa = enrolled(here);
  EXPECT_EQ(ask_for("GET /api/accounts/session", there).status, 401);
  EXPECT_EQ(ask_for("GET /api/accounts/session", here).status, 401);
  EXPECT_EQ(ask_for("GET /api/accounts/session", asa.person).status, 200);
}

TEST_P(SecondFactorTest, AnEnrolmentThatNoCodeConfirmedChangesNothing) {
  const Person asa = signed_in("asa");
  EXPECT_EQ(problem_of(ask_for("POST /api/accounts/second-factor", asa, {{"code", "000000"}})),
            "accounts.no_enrolment");
  clock_.move(std::chrono::seconds(2));
  ask_for("POST /api/accounts/second-factor/enrolment", asa);
  EXPECT_EQ(problem_of(ask_for("POST /api/accounts/second-factor", asa, {{"code", "000000"}})),
            "accounts.wrong_code");
  EXPECT_FALSE(json::parse(knock("asa").body).contains("waits_for"));
}

TEST_P(SecondFactorTest, ANewTelephoneTakesTheOldOnesPlaceWhenItsCodeHasCome) {
  const Enrolled old = enrolled(signed_in("asa"));
  ask_for("POST /api/accounts/second-factor/enrolment", old.person);
  next_code();
  EXPECT_EQ(give(person_of(knock("asa")), code_of(old.secret)).status, 201) << "still in force";
  next_code();
  const Enrolled fresh = enrolled(old.person);
  next_code();
  EXPECT_EQ(problem_of(give(person_of(knock("asa")), code_of(old.secret))), "accounts.wrong_code");
  clock_.move(std::chrono::seconds(30));
  EXPECT_EQ(give(person_of(knock("asa")), code_of(fresh.secret)).status, 201);
}

TEST_P(SecondFactorTest, AFreshProofIsACodeAndNotThePassword) {
  const Enrolled asa = enrolled(signed_in("asa"));
  clock_.move(std::chrono::minutes(11));
  const std::string renewing = "POST /api/accounts/second-factor/recovery-codes";
  const Answer asked = ask_for(renewing, asa.person);
  EXPECT_EQ(problem_of(asked), "serve.step_up");
  EXPECT_THAT(asked.body, HasSubstr(R"("proof":"code")"));
  const auto prove = [&](const char* by, const std::string& given) {
    return ask_for("POST /api/accounts/session/proof", asa.person, {{"by", by}, {"given", given}});
  };
  EXPECT_EQ(problem_of(prove("password", password)), "accounts.code_asked");
  EXPECT_EQ(problem_of(prove("code", "000000")), "accounts.wrong_code");
  clock_.move(std::chrono::seconds(2));
  EXPECT_EQ(prove("code", code_of(asa.secret)).status, 204);
  EXPECT_EQ(ask_for(renewing, asa.person).status, 201);
}

TEST_P(SecondFactorTest, AnAdministratorTakesALostOneAwayAndTheAccountIsTold) {
  const Enrolled bo = enrolled(signed_in("bo"));
  const Person asa = signed_in("asa");
  const accounts::Account account = accounts::find(office(), "bo").value();
  const http::Pairs of_bo = {{"account", account.id.text}};
  const std::string resetting = "DELETE /api/accounts/{account}/second-factor";
  EXPECT_EQ(problem_of(ask_for(resetting, bo.person, nullptr, of_bo)), "serve.not_permitted");
  EXPECT_EQ(ask_for(resetting, asa, nullptr, of_bo).status, 204);
  EXPECT_EQ(problem_of(ask_for(resetting, asa, nullptr, of_bo)), "accounts.no_second_factor");
  EXPECT_EQ(ask_for("GET /api/accounts/session", bo.person).status, 401) << "its sessions ended";
  EXPECT_THAT(entries("accounts.second_factor_reset"), SizeIs(1));

  const Answer back = knock("bo");
  EXPECT_EQ(json::parse(back.body)["notices"][0]["event"], "second_factor_reset");
  const Person again = person_of(back);
  EXPECT_EQ(ask_for("DELETE /api/accounts/notices", again).status, 204);
  EXPECT_THAT(json::parse(ask_for("GET /api/accounts/session", again).body)["notices"], IsEmpty());
}

TEST_P(SecondFactorTest, AnOrganisationMayDemandOneOfEverybody) {
  const Person bo = signed_in("bo");
  Person asa = signed_in("asa");
  const auto demand = [&](bool demanded) {
    return ask_for("PUT /api/accounts/sign-in-rule", asa, {{"second_factor_demanded", demanded}});
  };
  EXPECT_EQ(problem_of(demand(true)), "accounts.factor_own_first");
  asa = enrolled(asa).person;
  EXPECT_EQ(demand(true).status, 204);
  EXPECT_EQ(ask_for("GET /api/accounts/session", bo).status, 401) << "it had none";
  EXPECT_EQ(ask_for("GET /api/accounts/session", asa).status, 200);
  EXPECT_EQ(problem_of(ask_for("DELETE /api/accounts/second-factor", asa)),
            "accounts.factor_demanded");

  const Answer knocked = knock("bo");
  EXPECT_EQ(json::parse(knocked.body)["waits_for"], "enrolment");
  const Person half = person_of(knocked);
  EXPECT_EQ(problem_of(ask_for("GET /api/accounts", half)), "serve.half_session");
  EXPECT_EQ(problem_of(give(half, "000000")), "accounts.no_code_asked");
  const Enrolled whole = enrolled(half);
  EXPECT_EQ(ask_for("GET /api/accounts", whole.person).status, 200);

  EXPECT_EQ(demand(false).status, 204);
  EXPECT_EQ(ask_for("DELETE /api/accounts/second-factor", asa).status, 204);
  EXPECT_FALSE(json::parse(knock("asa").body).contains("waits_for"));
}

TEST_P(SecondFactorTest, HalfASessionEndsAfterTenMinutesAndCanBeEnded) {
  const Enrolled asa = enrolled(signed_in("asa"));
  next_code();
  const Person half = person_of(knock("asa"));
  EXPECT_EQ(ask_for("DELETE /api/accounts/session", half).status, 204);
  EXPECT_EQ(problem_of(give(half, code_of(asa.secret))), "serve.no_session");
  const Person other = person_of(knock("asa"));
  clock_.move(std::chrono::minutes(10));
  EXPECT_EQ(problem_of(give(other, code_of(asa.secret))), "serve.no_session");
}

}  // namespace
}  // namespace ombud::serve
