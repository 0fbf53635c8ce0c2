// Signing in and out as a browser does it.

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "serve/test_house.h"

namespace ombud::serve {
namespace {

using http::Answer;
using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SessionTest : public HouseTest {
 protected:
  enum : std::size_t { sign_in, who, sign_out, list, end };

  void SetUp() override {
    HouseTest::SetUp();
    if (!IsSkipped()) HouseTest::serve(accounts::routes());
  }

  Answer try_to_sign_in(const std::string& name, const std::string& secret) {
    http::Request request = request_of({}, json{{"name", name}, {"password", secret}}.dump());
    return ask(sign_in, request);
  }

  Person person_of(const Answer& answer) {
    const std::string cookie = *http::find(answer.headers, "Set-Cookie");
    return {cookie.substr(0, cookie.find(';')), json::parse(answer.body)["csrf_token"]};
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, SessionTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(SessionTest, BeginsWithAPasswordAndEndsWhenItIsAsked) {
  const Answer answer = try_to_sign_in("asa", password);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_THAT(*http::find(answer.headers, "Set-Cookie"), HasSubstr("HttpOnly; SameSite=Strict"));
  const Person asa = person_of(answer);

  const json known = json::parse(ask(who, request_of(asa)).body);
  EXPECT_EQ(known["account"]["name"], "asa");
  EXPECT_EQ(known["roles"], json({"coordinator", "administrator"}));
  EXPECT_EQ(known["csrf_token"], asa.csrf);

  const Answer gone = ask(sign_out, request_of(asa));
  EXPECT_EQ(gone.status, 204);
  EXPECT_THAT(*http::find(gone.headers, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(ask(who, request_of(asa)).status, 401);
  EXPECT_THAT(entries("accounts.signed_in"), SizeIs(1));
  EXPECT_THAT(entries("accounts.session_ended"), SizeIs(1));
}

TEST_P(SessionTest, TellsAWrongPasswordFromAnUnknownNameToNobody) {
  const Answer wrong = try_to_sign_in("asa", "något annat än det rätta");
  const Answer unknown = try_to_sign_in("nobody", "något annat än det rätta");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_THAT(entries("accounts.sign_in_denied"), SizeIs(2));
  const Answer soon = try_to_sign_in("asa", password);
  EXPECT_EQ(soon.status, 429) << "the attempt lasted though its request failed";
  EXPECT_EQ(*http::find(soon.headers, "Retry-After"), "1");
  clock_.move(std::chrono::seconds(2));
  EXPECT_EQ(try_to_sign_in("asa", password).status, 201);
}

TEST_P(SessionTest, IsNotInTheStoreAsTheBrowserHasIt) {
  if (GetParam() != sql::Engine::sqlite) GTEST_SKIP() << "looks into the store's files";
  const Person asa = signed_in("asa");
  const std::string token = asa.cookie.substr(asa.cookie.find('=') + 1);
  std::string bytes;
  for (const char* ending : {"", "-wal"}) {
    std::ifstream file(home_->location().sqlite_file + ending, std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  EXPECT_THAT(bytes, HasSubstr("asa")) << "the account is there";
  EXPECT_EQ(bytes.find(token), std::string::npos);
  EXPECT_EQ(bytes.find(from_hex(token).value()), std::string::npos);
}

TEST_P(SessionTest, IsListedAndEndedByItsOwnerOnly) {
  const Person one = signed_in("asa");
  const Person two = signed_in("asa");
  const Person other = signed_in("bo");
  const json sessions = json::parse(ask(list, request_of(one)).body)["sessions"];
  ASSERT_THAT(sessions, SizeIs(2));
  std::string second;
  for (const json& session : sessions)
    if (!session["this_one"].get<bool>()) second = session["id"];
  http::Request request = request_of(other);
  request.parameters = {{"session", second}};
  EXPECT_EQ(ask(end, request).status, 404);
  EXPECT_EQ(ask(who, request_of(two)).status, 200);
  request = request_of(one);
  request.parameters = {{"session", second}};
  EXPECT_EQ(ask(end, request).status, 204);
  EXPECT_EQ(ask(who, request_of(two)).status, 401);
  EXPECT_EQ(ask(who, request_of(one)).status, 200);
}

TEST_P(SessionTest, TakesNothingThatWasNotAskedFor) {
  for (const char* body : {"", "[]", R"({"name":"asa"})", R"({"name":"asa","password":1})",
                           R"({"name":"asa","password":"x","role":"dpo"})",
                           R"({"name":"a","name":"b","password":"x"})"}) {
    http::Request request = request_of({}, body);
    EXPECT_EQ(ask(sign_in, request).status, 400) << body;
  }
  EXPECT_THAT(entries("accounts.sign_in_denied"), IsEmpty());
}

}  // namespace
}  // namespace ombud::serve
