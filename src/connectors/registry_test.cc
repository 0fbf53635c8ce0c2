#include "connectors/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/test_office.h"
#include "sql/test_databases.h"

namespace ombud::connectors {
namespace {

using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;

class Registry : public testing::TestWithParam<sql::Engine> {
 protected:
  accounts::Office& office() { return house_.office(); }

  System add(const std::string& name, const std::string& password = "") {
    house_.clock().move(std::chrono::seconds(1));
    System system{.name = name, .address = must_have(read_address("postgresql://u@db/liva"))};
    return must_have(connectors::add(office(), system, Secret(password)));
  }

  accounts::TestOffice house_{GetParam(), {migrations()}};
};

INSTANTIATE_TEST_SUITE_P(Stores, Registry,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& tested) { return std::string(word(tested.param)); });

TEST_P(Registry, GivesBackWhatWasAdded) {
  System system{.name = "liva-2_x",
                .address = must_have(read_address("mariadb://ombud@localhost/liva")),
                .controller = " Region Exempel ",
                .public_body = true};
  const System added = must_have(connectors::add(office(), system, Secret("hemligt")));
  const System found = must_have(connectors::find(office(), "liva-2_x"));
  EXPECT_EQ(found.id, added.id);
  EXPECT_EQ(found.address, system.address);
  EXPECT_EQ(found.controller, "Region Exempel");
  EXPECT_TRUE(found.public_body);
  EXPECT_TRUE(found.has_password);
  EXPECT_EQ(must_have(connectors::find(office(), added.id)).name, "liva-2_x");
}

TEST_P(Registry, ListsSystemsByName) {
  EXPECT_THAT(must_have(connectors::list(office())), IsEmpty());
  add("b");
  add("a");
  std::vector<std::string> names;
  for (const System& system : must_have(connectors::list(office()))) names.push_back(system.name);
  EXPECT_THAT(names, ElementsAre("a", "b"));
}

TEST_P(Registry, AnotherControllersSystemIsUnknownToWhoIsLimitedAndTheDenialIsTold) {
  const System own =
      must_have(connectors::add(office(), {.name = "own", .controller = "Hamnkommunen"}, Secret()));
  const System other = must_have(
      connectors::add(office(), {.name = "other", .controller = "Bergkommunen"}, Secret()));
  for (const accounts::Role role : office().actor.roles)
    office().actor.only[role] = {"Hamnkommunen"};
  EXPECT_THAT(must_have(connectors::list(office())), testing::SizeIs(1));
  EXPECT_EQ(must_have(connectors::find(office(), "own")).id, own.id);
  EXPECT_EQ(key_of(connectors::find(office(), "other")), "connectors.unknown_system");
  EXPECT_EQ(key_of(connectors::find(office(), other.id)), "connectors.unknown_system");
  EXPECT_EQ(key_of(connectors::remove(office(), "other")), "connectors.unknown_system");
  // One that is not there at all is no denial.
  EXPECT_EQ(key_of(connectors::find(office(), "none")), "connectors.unknown_system");
  ASSERT_TRUE(accounts::tell_hidden(office()));
  ASSERT_TRUE(accounts::tell_hidden(office()));
  const std::vector<std::string> events = house_.events();
  EXPECT_EQ(std::count(events.begin(), events.end(), "accounts.hidden system other"), 3);
}

TEST_P(Registry, RefusesANameThatIsTaken) {
  add("liva");
  EXPECT_EQ(key_of(connectors::add(office(), {.name = "liva"}, Secret())), "connectors.name_taken");
}

TEST_P(Registry, RefusesANameThatIsNone) {
  for (const std::string& name :
       {std::string(), std::string("Liva"), std::string("1a"), std::string("a b"), std::string("å"),
        std::string("a.b"), std::string("\xC3("), std::string(64, 'a')})
    EXPECT_EQ(key_of(connectors::add(office(), {.name = name}, Secret())), "connectors.bad_name");
  EXPECT_EQ(key_of(connectors::add(office(), {.name = std::string(63, 'a')}, Secret())),
            "no error");
}

TEST_P(Registry, KnowsNothingOfOtherNames) {
  EXPECT_EQ(key_of(connectors::find(office(), "liva")), "connectors.unknown_system");
  EXPECT_EQ(key_of(connectors::find(office(), SystemId{uuid_random()})),
            "connectors.unknown_system");
  EXPECT_EQ(key_of(connectors::remove(office(), "liva")), "connectors.unknown_system");
}

TEST_P(Registry, KeepsAPasswordSealed) {
  const System system = add("liva", "hemligt");
  EXPECT_EQ(must_have(password_of(office(), system)).reveal(), "hemligt");
  EXPECT_TRUE(must_have(password_of(office(), add("other"))).empty());
  store::Transaction transaction =
      must_have(office().store.begin(office().organisation.id, sql::Begin::read));
  const auto row = must_have(
      transaction.one("select password from connectors_system where id = ?", {system.id.text}));
  EXPECT_EQ(store::blob_in((*row)[0]).find("hemligt"), std::string::npos);
}

TEST_P(Registry, RefusesASealedPasswordOfAnotherSystem) {
  const System one = add("one", "hemligt");
  const System other = add("other", "annat");
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  must_have(
      transaction.execute("update connectors_system set password = (select password from "
                          "connectors_system where id = ?) where id = ?",
                          {one.id.text, other.id.text}));
  must_have(transaction.commit());
  EXPECT_EQ(key_of(password_of(office(), other)), "vault.can_not_open");
  EXPECT_EQ(key_of(open(office(), other)), "vault.can_not_open");
}

TEST_P(Registry, ForgetsAddressAndPasswordOfARemovedSystemAndKeepsItsName) {
  const System system = add("liva", "hemligt");
  must_have(connectors::remove(office(), "liva"));
  EXPECT_EQ(key_of(connectors::find(office(), "liva")), "connectors.unknown_system");
  EXPECT_THAT(must_have(connectors::list(office())), IsEmpty());
  const System removed = must_have(connectors::find(office(), system.id));
  EXPECT_EQ(removed.name, "liva");
  EXPECT_EQ(removed.address, Address{});
  EXPECT_TRUE(must_have(password_of(office(), removed)).empty());
  EXPECT_EQ(key_of(open(office(), removed)), "connectors.manual");
  EXPECT_NE(add("liva").id, system.id);
}

TEST_P(Registry, TellsTheLogOfEachChange) {
  add("liva", "hemligt");
  house_.clock().move(std::chrono::seconds(1));
  must_have(connectors::remove(office(), "liva"));
  EXPECT_THAT(house_.events(),
              ElementsAre("connectors.added system liva", "connectors.removed system liva"));
}

}  // namespace
}  // namespace ombud::connectors
