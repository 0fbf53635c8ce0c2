#include "http/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ombud::http {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

Error error_of(Errc code, const std::string& key, Params params = {}) {
  return {code, key, std::move(params)};
}

TEST(Problem, HasAStatusForEachKindOfError) {
  EXPECT_EQ(status_of(error_of(Errc::invalid, "a.b")), 400);
  EXPECT_EQ(status_of(error_of(Errc::not_found, "a.b")), 404);
  EXPECT_EQ(status_of(error_of(Errc::forbidden, "a.b")), 403);
  EXPECT_EQ(status_of(error_of(Errc::conflict, "a.b")), 409);
  EXPECT_EQ(status_of(error_of(Errc::unavailable, "a.b")), 503);
  EXPECT_EQ(status_of(error_of(Errc::internal, "a.b")), 500);
  EXPECT_EQ(status_of(error_of(Errc::exhausted, "a.b")), 507);
  EXPECT_EQ(status_of(error_of(Errc::forbidden, "serve.no_session")), 401);
  EXPECT_EQ(status_of(error_of(Errc::conflict, "http.changed_since")), 412);
  for (const int status : {400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 414, 415,
                           417, 421, 422, 428, 429, 431, 500, 501, 503, 505, 507})
    EXPECT_NE(phrase_of(status), "") << status;
}

TEST(Problem, SaysWhatIsWrongInTheCallersLanguage) {
  const Answer answer =
      problem(error_of(Errc::invalid, "http.missing_field", {{"field", "name"}}), Language::sv);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.type, "application/problem+json");
  const json body = json::parse(answer.body);
  EXPECT_EQ(body["type"], "urn:ombud:problem:http.missing_field");
  EXPECT_EQ(body["title"], "Bad Request");
  EXPECT_EQ(body["status"], 400);
  EXPECT_EQ(body["detail"], "Fältet name saknas. Ange det.");
  EXPECT_EQ(body["params"]["field"], "name");
  EXPECT_FALSE(body.contains("incident"));
}

TEST(Problem, ShowsNothingOfTheInsideButANumber) {
  const std::vector<Error> inside = {
      error_of(Errc::internal, "store.no_instant"),
      error_of(Errc::invalid, "sql.statement", {{"state", "42P01"}}),
      error_of(Errc::unavailable, "sql.unreachable", {{"host", "db.inside.example"}}),
      error_of(Errc::not_found, "vault.key_missing", {{"file", "/srv/ombud/secret.key"}}),
      error_of(Errc::exhausted, "vault.disk_full", {{"file", "/srv/ombud/secret.key"}}),
      error_of(Errc::forbidden, "accounts.folder_open_to_others", {{"folder", "/srv/ombud"}})};
  const int statuses[] = {500, 500, 503, 500, 507, 500};
  for (std::size_t i = 0; i < inside.size(); ++i) {
    ASSERT_TRUE(is_inside(inside[i])) << inside[i].key;
    const Answer answer = problem(inside[i], Language::en, "1a2b3c4d");
    EXPECT_EQ(answer.status, statuses[i]) << inside[i].key;
    EXPECT_THAT(answer.body, Not(HasSubstr(inside[i].key)));
    for (const auto& [name, value] : inside[i].params)
      EXPECT_THAT(answer.body, Not(HasSubstr(value)));
    EXPECT_EQ(json::parse(answer.body)["incident"], "1a2b3c4d");
    EXPECT_THAT(answer.body, HasSubstr("1a2b3c4d"));
  }
  EXPECT_FALSE(is_inside(error_of(Errc::unavailable, "store.busy")));
  EXPECT_FALSE(is_inside(error_of(Errc::not_found, "jobs.unknown", {{"job", "J-0001"}})));
}

TEST(Problem, SaysWhenToComeAgain) {
  EXPECT_EQ(
      *find(problem(error_of(Errc::unavailable, "http.busy"), Language::en).headers, "Retry-After"),
      "2");
  EXPECT_EQ(
      *find(problem(error_of(Errc::unavailable, "accounts.wait", {{"seconds", "8"}}), Language::en)
                .headers,
            "Retry-After"),
      "8");
}

TEST(Language, IsTheOneOfMostWeightThatWeHave) {
  EXPECT_EQ(language_wanted(""), Language::en);
  EXPECT_EQ(language_wanted("sv"), Language::sv);
  EXPECT_EQ(language_wanted("fr-FR, da-DK;q=0.8, sv;q=0.9"), Language::sv);
  EXPECT_EQ(language_wanted("nn-NO"), Language::nb);
  EXPECT_EQ(language_wanted("no, en"), Language::nb);
  EXPECT_EQ(language_wanted("da;q=0, sv;q=x, *;q=1"), Language::en);
  EXPECT_EQ(language_wanted(",,;;q=,"), Language::en);
}

}  // namespace
}  // namespace ombud::http
