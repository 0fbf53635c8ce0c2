#include "sql/catalogue.h"

#include <gmock/gmock.h>

#include <set>

#include "sql/test_databases.h"

namespace ombud::sql {
namespace {

struct Maker : CatalogueReader {
  static Table table(std::string schema, std::string name) {
    Table made = CatalogueReader::table(std::move(schema), std::move(name));
    made.columns.push_back(column("id"));
    made.columns.push_back(column("email"));
    return made;
  }

  static Name name(std::string text) { return CatalogueReader::name(std::move(text)); }
};

Catalogue catalogue() {
  Catalogue made;
  made.usual_schema = "public";
  made.tables = {Maker::table("public", "person"), Maker::table("hr", "person"),
                 Maker::table("public", "a.b"), Maker::table("x.y", "z.w")};
  ForeignKey key;
  key.columns = {Maker::name("id")};
  key.to_columns = {Maker::name("id")};
  key.to_table = 1;
  made.tables[0].foreign_keys = {key};
  return made;
}

TEST(Catalogue, FindsATableByTheLabelItGives) {
  const Catalogue made = catalogue();
  for (const Table& table : made.tables)
    EXPECT_EQ(made.find(made.label(table)), &table) << made.label(table);
  EXPECT_EQ(made.label(made.tables[0]), "person");
  EXPECT_EQ(made.label(made.tables[1]), "hr.person");
}

TEST(Catalogue, FindsNothingUnderAnotherName) {
  const Catalogue made = catalogue();
  EXPECT_EQ(made.find("Person"), nullptr);
  EXPECT_EQ(made.find("hr."), nullptr);
  EXPECT_EQ(made.find(""), nullptr);
  EXPECT_EQ(made.find("sales.person"), nullptr);
}

TEST(Catalogue, FindsAColumnByItsName) {
  const Catalogue made = catalogue();
  ASSERT_NE(made.tables[0].column("email"), nullptr);
  EXPECT_EQ(made.tables[0].column("Email"), nullptr);
}

TEST(Fingerprint, IsTheSameWhateverTheOrderOfTables) {
  Catalogue other = catalogue();
  std::swap(other.tables[2], other.tables[3]);
  EXPECT_EQ(other.fingerprint(), catalogue().fingerprint());
  EXPECT_EQ(other.fingerprint().size(), 64u);
}

TEST(Fingerprint, IgnoresHowManyRowsThereAre) {
  Catalogue other = catalogue();
  other.tables[0].estimated_rows = 12;
  EXPECT_EQ(other.fingerprint(), catalogue().fingerprint());
}

TEST(Fingerprint, ChangesWithEverythingThatAMapReliesOn) {
  using Change = void (*)(Catalogue&);
  const Change changes[] = {
      [](Catalogue& c) { c.tables[0].name = Maker::name("persons"); },
      [](Catalogue& c) { c.tables[0].columns[1].name = Maker::name("mail"); },
      [](Catalogue& c) { c.tables[0].columns[1].type = "text"; },
      [](Catalogue& c) { c.tables[0].columns[1].nullable = false; },
      [](Catalogue& c) { c.tables[0].columns[1].limit = 7; },
      [](Catalogue& c) { c.tables[0].primary_key = {Maker::name("id")}; },
      [](Catalogue& c) { c.tables[0].foreign_keys.clear(); },
      [](Catalogue& c) { c.tables[0].foreign_keys[0].on_delete = OnChange::cascade; },
      [](Catalogue& c) { c.tables[0].foreign_keys[0].to_table = 0; },
      [](Catalogue& c) { c.tables[0].indexes.push_back({"i", {}, true, false}); },
      [](Catalogue& c) { c.tables[0].triggers.push_back({"t", true, false, false}); },
      [](Catalogue& c) { c.tables[0].transactional = false; },
      [](Catalogue& c) { c.tables[0].keeps_history = true; },
      [](Catalogue& c) { c.tables[0].has_rules = true; },
      [](Catalogue& c) { c.tables[0].parent = 1; },
      [](Catalogue& c) { c.tables.pop_back(); },
  };
  std::set<std::string> seen = {catalogue().fingerprint()};
  for (const Change change : changes) {
    Catalogue changed = catalogue();
    change(changed);
    seen.insert(changed.fingerprint());
  }
  EXPECT_EQ(seen.size(), std::size(changes) + 1);
}

}  // namespace
}  // namespace ombud::sql
