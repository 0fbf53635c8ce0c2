// What can't be undone or takes data away asks for a fresh proof of who is there.

#include <nlohmann/json.hpp>

#include "serve/test_house.h"

namespace ombud::serve {
namespace {

using http::Answer;
using http::Method;
using http::Work;
using nlohmann::json;
using testing::HasSubstr;
using testing::SizeIs;

class StepUpTest : public HouseTest {
 protected:
  void SetUp() override {
    HouseTest::SetUp();
    if (IsSkipped()) return;
    std::vector<accounts::Route> routes = accounts::routes();
    reveal_ = routes.size();
    routes.push_back({{.path = "/reveal", .permission = "accounts.list", .step_up = true},
                      [](accounts::Visit&) { return http::json("{}"); }});
    approve_ = routes.size();
    routes.push_back(
        {{.method = Method::post,
          .path = "/approve",
          .permission = "holds.set",
          .work = Work::writes,
          .step_up = true},
         [this](accounts::Visit&) { return http::json(std::to_string(++done_), 201); }});
    for (std::size_t at = 0; at < routes.size(); ++at)
      if (routes[at].declared.path == "/api/accounts/session/proof") proof_ = at;
    HouseTest::serve(std::move(routes));
  }

  Answer prove(const Person& person, const std::string& given) {
    return ask(proof_, request_of(person, json{{"by", "password"}, {"given", given}}.dump()));
  }

  std::size_t reveal_ = 0;
  std::size_t approve_ = 0;
  std::size_t proof_ = 0;
  int done_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, StepUpTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(StepUpTest, SigningInIsAProofForTenMinutesAndNoLonger) {
  const Person asa = signed_in("asa");
  EXPECT_EQ(ask(reveal_, request_of(asa)).status, 200);
  clock_.move(std::chrono::minutes(10) - std::chrono::seconds(1));
  EXPECT_EQ(ask(reveal_, request_of(asa)).status, 200);
  clock_.move(std::chrono::seconds(1));
  const Answer refused = ask(reveal_, request_of(asa));
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr(R"("type":"urn:ombud:problem:serve.step_up")"));
  EXPECT_THAT(refused.body, HasSubstr(R"("proof":"password")"));
  EXPECT_THAT(entries("serve.refused"), SizeIs(1));
}

TEST_P(StepUpTest, AClockThatWasSetBackMakesNoProofLast) {
  const Person asa = signed_in("asa");
  clock_.move(-std::chrono::minutes(5));
  EXPECT_EQ(problem_of(ask(reveal_, request_of(asa))), "serve.step_up");
}

TEST_P(StepUpTest, AfterAProofTheSameRequestIsDoneOnceWithTheSameKey) {
  const Person asa = signed_in("asa");
  clock_.move(std::chrono::minutes(11));
  EXPECT_EQ(problem_of(ask_with_key(approve_, asa, "k1")), "serve.step_up");
  EXPECT_EQ(done_, 0);
  EXPECT_EQ(prove(asa, password).status, 204);
  EXPECT_EQ(ask_with_key(approve_, asa, "k1").status, 201);
  EXPECT_EQ(ask_with_key(approve_, asa, "k1").body, "1");
  EXPECT_EQ(done_, 1);
  EXPECT_THAT(entries("accounts.proved"), SizeIs(1));
}

TEST_P(StepUpTest, AProofIsOfOneSessionOnly) {
  const Person here = signed_in("asa");
  const Person there = signed_in("asa");
  clock_.move(std::chrono::minutes(11));
  EXPECT_EQ(prove(here, password).status, 204);
  EXPECT_EQ(ask(reveal_, request_of(here)).status, 200);
  EXPECT_EQ(problem_of(ask(reveal_, request_of(there))), "serve.step_up");
}

TEST_P(StepUpTest, AWrongPasswordProvesNothingAndIsSlowedDown) {
  const Person asa = signed_in("asa");
  clock_.move(std::chrono::minutes(11));
  EXPECT_EQ(problem_of(prove(asa, "något annat än det rätta")), "accounts.wrong_password");
  EXPECT_EQ(problem_of(ask(reveal_, request_of(asa))), "serve.step_up");
  EXPECT_EQ(problem_of(prove(asa, password)), "accounts.wait");
  EXPECT_THAT(entries("accounts.proof_denied"), SizeIs(1));
  clock_.move(std::chrono::seconds(2));
  EXPECT_EQ(prove(asa, password).status, 204);
  EXPECT_EQ(ask(reveal_, request_of(asa)).status, 200);
}

TEST_P(StepUpTest, WhoMayNotIsToldSoAndNotAskedForAProof) {
  const Person bo = signed_in("bo");
  clock_.move(std::chrono::minutes(11));
  EXPECT_EQ(problem_of(ask_with_key(approve_, bo, "k1")), "serve.not_permitted");
}

}  // namespace
}  // namespace ombud::serve
