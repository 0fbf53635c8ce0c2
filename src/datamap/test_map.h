#pragma once
// For this room's tests: a catalogue made by hand, of an engine that need not run, and a map of it.

#include "datamap/datamap.h"
#include "sql/catalogue_reader.h"

namespace ombud::datamap::test {

struct Making : sql::CatalogueReader {
  static sql::Name name(std::string text) { return CatalogueReader::name(std::move(text)); }

  static sql::Column column(std::string text, sql::TypeKind kind, std::string type,
                            bool nullable = true) {
    return {
        .name = name(std::move(text)), .kind = kind, .type = std::move(type), .nullable = nullable};
  }

  static sql::Table table(std::string text, std::vector<sql::Column> columns) {
    return {.schema = name("public"), .name = name(std::move(text)), .columns = std::move(columns)};
  }
};

/// Members and their payments, as PostgreSQL would tell of them.
inline sql::Catalogue catalogue() {
  using sql::TypeKind;
  sql::Catalogue made{.engine = sql::Engine::postgresql, .usual_schema = "public"};
  made.tables.push_back(
      Making::table("member", {Making::column("id", TypeKind::integer, "integer", false),
                               Making::column("name", TypeKind::text, "varchar(20)", false),
                               Making::column("email", TypeKind::text, "varchar(60)"),
                               Making::column("born_on", TypeKind::day, "date"),
                               Making::column("code", TypeKind::text, "varchar(4)"),
                               Making::column("score", TypeKind::decimal, "numeric"),
                               Making::column("initials", TypeKind::text, "text")}));
  sql::Table& member = made.tables.back();
  member.primary_key = {Making::name("id")};
  member.columns[1].limit = 20;
  member.columns[2].limit = 60;
  member.columns[4].limit = 4;
  member.columns[6].generated = true;
  member.indexes.push_back({"member_code", {Making::name("code")}, true, false});
  made.tables.push_back(
      Making::table("payment", {Making::column("id", TypeKind::integer, "integer", false),
                                Making::column("member_id", TypeKind::integer, "integer", false),
                                Making::column("note", TypeKind::text, "text")}));
  sql::Table& payment = made.tables.back();
  payment.primary_key = {Making::name("id")};
  payment.foreign_keys.push_back({.name = "payment_member",
                                  .columns = {Making::name("member_id")},
                                  .to_table = 0,
                                  .to_columns = {Making::name("id")}});
  made.tables.push_back(
      Making::table("region", {Making::column("name", TypeKind::text, "text", false)}));
  return made;
}

/// A map that has no fault in it.
inline Map map() {
  Map made;
  made.system = "liva";
  made.catalogue = "0a1b";
  Table member{.name = "member", .holds = Holds::person, .subject = "member"};
  member.because = "Payments refer to the row.";
  member.confidence = 0.95;
  member.reason = "60 of 60 rows have a name and an e-mail address.";
  member.fields.push_back({.column = "id",
                           .category = DataCategory::person_ref,
                           .because = "payments refer to it",
                           .confidence = 0.9});
  member.fields.push_back({.column = "name",
                           .category = DataCategory::name,
                           .part = "full",
                           .origin = Origin::given,
                           .identifies = true,
                           .erase = Erase::surrogate,
                           .reason = "Named \"name\"; 98 % are names: Åsa, Øyvind\n# no comment"});
  member.fields.push_back({.column = "email",
                           .category = DataCategory::email,
                           .identifies = true,
                           .erase = Erase::set_null});
  member.fields.push_back({.column = "born_on",
                           .category = DataCategory::birth_date,
                           .erase = Erase::generalise,
                           .confidence = 0.1 + 0.2});
  member.fields.push_back({.column = "score", .erase = Erase::constant, .constant = "0"});
  made.tables.push_back(member);
  Table payment{.name = "payment", .holds = Holds::detail};
  payment.fields.push_back({.column = "note",
                            .category = DataCategory::free_text,
                            .data_class = DataClass::confidential,
                            .erase = Erase::scrub});
  made.tables.push_back(payment);
  made.tables.push_back({.name = "region", .reason = "No column of a person."});
  made.links.push_back({.from_table = "payment",
                        .from_columns = {"member_id"},
                        .to_table = "member",
                        .to_columns = {"id"},
                        .reason = "foreign key payment_member"});
  return made;
}

}  // namespace ombud::datamap::test
