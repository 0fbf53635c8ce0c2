#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ombud::http {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

const std::vector<Declaration> routes = {
    {.path = "/api/jobs", .permission = "jobs.list"},
    {.path = "/api/jobs/{job}", .permission = "jobs.list"},
    {.path = "/api/jobs/mine", .permission = "jobs.list"},
    {.path = "/api/jobs/{job}/events", .permission = "jobs.list", .events = true},
    {.method = Method::erase,
     .path = "/api/jobs/{job}",
     .permission = "jobs.cancel",
     .work = Work::writes},
};

TEST(Router, FindsTheRouteAndItsParameters) {
  const Router router(routes);
  EXPECT_EQ(router.find(Method::get, {"api", "jobs"})->route, 0U);
  const Result<Router::Found> one = router.find(Method::get, {"api", "jobs", "J-0001"});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->route, 1U);
  EXPECT_THAT(one->parameters, ElementsAre(Pair("job", "J-0001")));
  EXPECT_EQ(router.find(Method::erase, {"api", "jobs", "J-0001"})->route, 4U);
}

TEST(Router, PutsALiteralBeforeAParameterAndGoesBackWhereItLeadsNowhere) {
  const Router router(routes);
  EXPECT_EQ(router.find(Method::get, {"api", "jobs", "mine"})->route, 2U);
  const Result<Router::Found> events = router.find(Method::get, {"api", "jobs", "mine", "events"});
  ASSERT_TRUE(events);
  EXPECT_EQ(events->route, 3U);
}

TEST(Router, TellsAWrongMethodFromAnAddressOfNothing) {
  const Router router(routes);
  EXPECT_EQ(router.find(Method::get, {"api"}).error().key, "http.not_found");
  EXPECT_EQ(router.find(Method::get, {"api", "jobs", ""})->parameters.front().second, "");
  const Result<Router::Found> wrong = router.find(Method::put, {"api", "jobs", "x"});
  EXPECT_EQ(wrong.error().key, "http.method_not_allowed");
  EXPECT_THAT(wrong.error().params, ElementsAre(Pair("allowed", "GET, HEAD, DELETE")));
}

TEST(Flaws, AreFoundBeforeAnythingStarts) {
  const std::vector<std::string_view> permissions = {"jobs.list", "jobs.cancel"};
  EXPECT_THAT(flaws(routes, permissions), IsEmpty());
  const auto flaw = [&](const Declaration& route) {
    const std::vector<std::string> found = flaws({route}, permissions);
    return found.empty() ? "" : found.front();
  };
  EXPECT_EQ(flaw({.path = "/a"}), "GET /a: has no permission");
  EXPECT_EQ(flaw({.path = "/a", .permission = "jobs.lst"}), "GET /a: no role has jobs.lst");
  EXPECT_THAT(flaw({.path = "a", .permission = "jobs.list"}), HasSubstr("is no path"));
  EXPECT_THAT(flaw({.path = "/a/{b", .permission = "jobs.list"}), HasSubstr("is no path"));
  EXPECT_THAT(flaw({.path = "/a//b", .permission = "jobs.list"}), HasSubstr("is no path"));
  EXPECT_THAT(flaw({.path = "/a", .permission = "jobs.list", .work = Work::writes}),
              HasSubstr("changes by GET"));
  EXPECT_THAT(flaw({.method = Method::post, .path = "/a", .permission = "jobs.list"}),
              HasSubstr("changes nothing"));
  EXPECT_THAT(flaw({.path = "/a", .permission = std::string(anybody), .step_up = true}),
              HasSubstr("asks nobody"));
  EXPECT_THAT(flaw({.path = "/a", .permission = "jobs.list", .events = true, .step_up = true}),
              HasSubstr("in the middle"));
  EXPECT_THAT(flaws({{.path = "/a/{b}", .permission = "jobs.list"},
                     {.path = "/a/{c}", .permission = "jobs.list"}},
                    permissions),
              Contains("GET /a/{c}: is there twice"));
}

}  // namespace
}  // namespace ombud::http
