#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/texts.h"
#include "datamap/datamap.h"
#include "datamap/test_map.h"

namespace ombud::datamap {
namespace {

constexpr std::string_view head = "format: ombud-data-map-1\nsystem: liva\n";

void expect_equal(const Map& a, const Map& b) {
  EXPECT_EQ(a.system, b.system);
  EXPECT_EQ(a.catalogue, b.catalogue);
  EXPECT_TRUE(a.tables == b.tables);
  EXPECT_TRUE(a.links == b.links);
}

/// The error of reading the text after the head, as key, and its parameters.
Error error_of(const std::string& text) {
  const Result<Map> read = from_yaml(std::string(head) + text);
  EXPECT_FALSE(read);
  if (read) return {};
  EXPECT_NE(say(read.error()), read.error().key) << "has no sentence";
  EXPECT_EQ(read.error().code, Errc::invalid);
  return read.error();
}

std::string param(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.params)
    if (key == name) return value;
  return "";
}

TEST(Yaml, GivesBackTheMapThatWasWritten) {
  const Map map = test::map();
  const Result<Map> read = from_yaml(to_yaml(map));
  ASSERT_TRUE(read) << say(read.error());
  expect_equal(*read, map);
  EXPECT_EQ(to_yaml(*read), to_yaml(map));
}

TEST(Yaml, KeepsNamesThatYamlWouldReadAsSomethingElse) {
  const std::string names[] = {
      "yes",    "No",        "null",       "~",  "1e3", "0x1f", "true", "a: b",
      "a #b",   "- x",       "[a]",        "{",  "'q'", "\"",   "\\n",  "tab\there",
      " space", "backup.nr", "=",          "<<", "*a",  "&a",   "!x",   "%",
      "é",      "\x01\x7f",  "2024-01-01", "-",  "?",   "@",    "`",    "Försäkring, nr",
      "ÅÄÖ"};
  Map map;
  map.system = "on";
  for (const std::string& name : names) {
    Table table{.name = name, .holds = Holds::person, .subject = name, .because = name};
    table.reason = name;
    table.fields.push_back({.column = name, .erase = Erase::constant, .constant = name});
    map.tables.push_back(table);
    map.links.push_back({.from_table = name,
                         .from_columns = {name, name},
                         .to_table = name,
                         .to_columns = {name, name},
                         .means = Link::Means::mentions,
                         .kind = Link::Kind::polymorphic,
                         .where_column = name,
                         .where_value = name,
                         .confidence = 0.5});
  }
  const Result<Map> read = from_yaml(to_yaml(map));
  ASSERT_TRUE(read) << say(read.error()) << to_yaml(map);
  expect_equal(*read, map);
}

TEST(Yaml, KeepsEveryWordOfTheVocabulary) {
  Map map;
  map.system = "liva";
  for (int i = 0; i <= static_cast<int>(Erase::scrub); ++i) {
    Table table{.name = "t" + std::to_string(i),
                .holds = static_cast<Holds>(i % 3),
                .delete_rows = i % 2 == 1};
    table.fields.push_back({.column = "c",
                            .category = static_cast<DataCategory>(i),
                            .data_class = static_cast<DataClass>(i % 5),
                            .origin = static_cast<Origin>(i % 5),
                            .erase = static_cast<Erase>(i)});
    map.tables.push_back(table);
    Link link{.from_table = "a", .from_columns = {"b"}, .to_table = "c", .to_columns = {"d"}};
    link.means = static_cast<Link::Means>(i % 4);
    link.kind = static_cast<Link::Kind>(i % 5);
    map.links.push_back(link);
  }
  const Result<Map> read = from_yaml(to_yaml(map));
  ASSERT_TRUE(read) << say(read.error());
  expect_equal(*read, map);
}

TEST(Yaml, HoldsOneFieldALine) {
  EXPECT_EQ(to_yaml(test::map()),
            R"(# Which table and field is whose personal data, and how each is erased.
format: ombud-data-map-1
system: liva
catalogue: "0a1b"
tables:
  member:
    holds: person
    subject: member
    because: "Payments refer to the row."
    confidence: 0.95
    reason: "60 of 60 rows have a name and an e-mail address."
    fields:
      id: {category: person_ref, class: ordinary, erase: keep, because: "payments refer to it", confidence: 0.9}
      name: {category: name, part: full, class: ordinary, origin: given, identifies: true, erase: surrogate, reason: "Named \"name\"; 98 % are names: Åsa, Øyvind\n# no comment"}
      email: {category: email, class: ordinary, identifies: true, erase: set_null}
      born_on: {category: birth_date, class: ordinary, erase: generalise, confidence: 0.30000000000000004}
      score: {category: other, class: ordinary, erase: constant, constant: "0"}
  payment:
    holds: detail
    fields:
      note: {category: free_text, class: confidential, erase: scrub}
  region:
    holds: reference
    reason: "No column of a person."
links:
  - {from: payment, columns: [member_id], to: member, to_columns: [id], means: belongs, kind: foreign_key, reason: "foreign key payment_member"}
)");
}

TEST(Yaml, ReadsABlockWhereSomebodyWroteOne) {
  const Result<Map> read =
      from_yaml(std::string(head) +
                "tables:\n  member:\n    holds: person\n    fields:\n"
                "      name:\n        category: name\n        class: ordinary\n"
                "        erase: keep\n        because: >\n          the\n"
                "          statutes\n");
  ASSERT_TRUE(read) << say(read.error());
  EXPECT_EQ(read->tables[0].fields[0].because, "the statutes\n");
}

TEST(Yaml, IsAsItsPageOfTheFormatsSays) {
  std::ifstream file("docs/formats/data-map.md");
  std::stringstream page;
  page << file.rdbuf();
  const std::string text = page.str();
  const std::size_t begin = text.find("```yaml\n") + 8;
  const Result<Map> read = from_yaml(text.substr(begin, text.find("```", begin) - begin));
  ASSERT_TRUE(read) << say(read.error());
  EXPECT_EQ(read->links.at(1).where_value, "100");
  // The page has every word.
  for (int i = 0; i <= static_cast<int>(DataCategory::other); ++i)
    EXPECT_THAT(text, testing::HasSubstr(fmt::format("`{}`", word(static_cast<DataCategory>(i)))));
  for (int i = 0; i <= static_cast<int>(Erase::scrub); ++i)
    EXPECT_THAT(text, testing::HasSubstr(fmt::format("`{}`", word(static_cast<Erase>(i)))));
}

TEST(Yaml, RefusesTheSameKeyTwice) {
  const Error error =
      error_of("tables:\n  a: {holds: person}\n  b: {holds: person}\n  a: {holds: detail}\n");
  EXPECT_EQ(error.key, "datamap.duplicate_key");
  EXPECT_EQ(param(error, "key"), "a");
  EXPECT_EQ(param(error, "line"), "6");
  const Error inner = error_of("tables:\n  a: {holds: person, \"holds\": detail}\n");
  EXPECT_EQ(inner.key, "datamap.duplicate_key");
  EXPECT_EQ(error_of("system: other\ntables: {}\n").key, "datamap.duplicate_key");
}

TEST(Yaml, RefusesAnchorsAndAliases) {
  const Error anchor = error_of("tables:\n  a: &x {holds: person}\n");
  EXPECT_EQ(anchor.key, "datamap.anchor");
  EXPECT_EQ(param(anchor, "line"), "4");
  EXPECT_EQ(error_of("tables:\n  a: &x {holds: person}\n  b: *x\n").key, "datamap.anchor");
  EXPECT_EQ(error_of("tables:\n  &k a: {holds: person}\n").key, "datamap.anchor");
}

TEST(Yaml, RefusesWhatLiesTooDeep) {
  const Error error = error_of("tables: " + std::string(20, '[') + std::string(20, ']') + "\n");
  EXPECT_EQ(error.key, "datamap.too_deep");
  EXPECT_EQ(param(error, "line"), "3");
  EXPECT_EQ(error_of("tables: " + std::string(100'000, '[') + "\n").key, "datamap.too_deep");
  // Sixteen levels are read, and then are no tables.
  EXPECT_EQ(error_of("tables: " + std::string(15, '[') + std::string(15, ']') + "\n").key,
            "datamap.bad_yaml");
}

TEST(Yaml, RefusesMoreThanEightMebibytes) {
  const Error error = error_of("tables: {}\n#" + std::string(8 << 20, 'x'));
  EXPECT_EQ(error.key, "datamap.too_large");
}

TEST(Yaml, NamesAnUnknownMemberAndWordWithItsLine) {
  const Error member = error_of("tables:\n  a:\n    holds: person\n    delete_row: true\n");
  EXPECT_EQ(member.key, "datamap.unknown_word");
  EXPECT_EQ(param(member, "word"), "delete_row");
  EXPECT_EQ(param(member, "line"), "6");
  const std::string field = "tables:\n  a:\n    holds: person\n    fields:\n      x: ";
  for (const auto& [text, word] : std::vector<std::pair<std::string, std::string>>{
           {"{category: nam, class: ordinary, erase: keep}", "nam"},
           {"{category: name, class: secret, erase: keep}", "secret"},
           {"{category: name, class: ordinary, erase: nullify}", "nullify"},
           {"{category: name, class: ordinary, erase: keep, origin: stolen}", "stolen"},
           {"{category: name, class: ordinary, erase: keep, identifies: yes}", "yes"},
           {"{category: name, class: ordinary, erase: keep, confidence: 1.5}", "1.5"},
           {"{category: name, class: ordinary, erase: keep, confidence: nan}", "nan"},
           {"{category: name, class: ordinary, erase: keep, <<: x}", "<<"}}) {
    const Error error = error_of(field + text + "\n");
    EXPECT_EQ(error.key, "datamap.unknown_word") << text;
    EXPECT_EQ(param(error, "word"), word);
    EXPECT_EQ(param(error, "line"), "7");
  }
  EXPECT_EQ(param(from_yaml("format: ombud-data-map-2\nsystem: a\ntables: {}\n").error(), "word"),
            "ombud-data-map-2");
}

TEST(Yaml, SaysWhatIsMissing) {
  const auto missing = [](const std::string& text) {
    const Error error = error_of(text);
    EXPECT_EQ(error.key, "datamap.missing") << text;
    return param(error, "what") + ":" + param(error, "line");
  };
  EXPECT_EQ(missing("links: []\n"), "tables:1");
  EXPECT_EQ(missing("tables:\n  a: {subject: member}\n"), "holds:4");
  const std::string field = "tables:\n  a:\n    holds: person\n    fields:\n      x: ";
  EXPECT_EQ(missing(field + "{class: ordinary, erase: keep}\n"), "category:7");
  EXPECT_EQ(missing(field + "{category: name, erase: keep}\n"), "class:7");
  EXPECT_EQ(missing(field + "{category: name, class: ordinary}\n"), "erase:7");
  EXPECT_EQ(missing(field + "{category: name, class: ordinary, erase: constant}\n"), "constant:7");
  const std::string link = "tables: {}\nlinks:\n  - {from: a, to: b, means: same, kind: declared, ";
  EXPECT_EQ(missing(link + "columns: [a]}\n"), "to_columns:5");
  EXPECT_EQ(missing(link + "columns: [], to_columns: [b]}\n"), "columns:5");
  EXPECT_EQ(missing(link + "columns: [a], to_columns: [b], where_column: c}\n"), "where_value:5");
  EXPECT_EQ(missing(link + "columns: [a], to_columns: [b], where_value: c}\n"), "where_column:5");
}

TEST(Yaml, RefusesWhatIsNoMap) {
  for (const std::string text :
       {"tables: [", "tables:\n\t- a", "tables: {a: person}", "tables: []", "tables:\n  ~: {}",
        "tables: {}\nlinks: {}", "tables: {}\nlinks: [a]", "tables:\n  ? [a]\n  : {holds: person}",
        "tables: {}\n---\ntables: {}\n", "tables: !!map {}", "tables: {a: {holds: !x person}}",
        "tables: {a: {holds: }}", "tables:\n  a: {holds: person, fields: [x]}"}) {
    const Error error = error_of(text);
    EXPECT_EQ(error.key, "datamap.bad_yaml") << text;
    EXPECT_NE(param(error, "line"), "") << text;
  }
  for (const std::string_view text : {"", "a", "- a\n", "# only a comment\n"})
    EXPECT_EQ(from_yaml(text).error().key, "datamap.bad_yaml") << text;
  const Error broken = error_of("tables:\n  a: {holds: person, subject: \"\xC3(\"}\n");
  EXPECT_EQ(broken.key, "datamap.bad_yaml");
  EXPECT_EQ(param(broken, "line"), "4");
}

TEST(Yaml, IsReadWithAByteOrderMarkAndWindowsLineEnds) {
  std::string text = "\xEF\xBB\xBF" + to_yaml(test::map());
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
    text.replace(at, 1, "\r\n");
  const Result<Map> read = from_yaml(text);
  ASSERT_TRUE(read) << say(read.error());
  expect_equal(*read, test::map());
}

TEST(Json, NamesEveryTableFieldAndLink) {
  const std::string json = to_json(test::map());
  for (const char* piece :
       {R"("system": "liva")", R"("table": "member")", R"("column": "born_on")",
        R"("erase": "generalise")", R"("means": "belongs")", R"("confirmed": false)"})
    EXPECT_THAT(json, testing::HasSubstr(piece));
}

TEST(Columns, AreThePersonalFieldsOneALine) {
  Map map = test::map();
  map.tables[2].fields.push_back({.column = "name", .category = DataCategory::name});
  EXPECT_EQ(
      to_columns(map),
      R"({"table":"member","column":"id","category":"person_ref","class":"ordinary","confidence":0.9,"reason":""}
{"table":"member","column":"name","category":"name","class":"ordinary","confidence":1.0,"reason":"Named \"name\"; 98 % are names: Åsa, Øyvind\n# no comment"}
{"table":"member","column":"email","category":"email","class":"ordinary","confidence":1.0,"reason":""}
{"table":"member","column":"born_on","category":"birth_date","class":"ordinary","confidence":0.30000000000000004,"reason":""}
{"table":"payment","column":"note","category":"free_text","class":"confidential","confidence":1.0,"reason":""}
)");
}

}  // namespace
}  // namespace ombud::datamap
