// The language of exceptions, down to the SQL of each engine.
#include "base/result.h"
#include "evidence/json.h"
#include "retention/expression.h"
#include "sql/catalogue_reader.h"

namespace ombud::fuzz {

namespace {

using sql::TypeKind;

class Made : private sql::CatalogueReader {
 public:
  static sql::Catalogue catalogue(sql::Engine engine) {
    sql::Catalogue made;
    made.engine = engine;
    made.usual_schema = "public";
    made.tables = {of("member", {{"id", TypeKind::integer},
                                 {"balance", TypeKind::decimal},
                                 {"status", TypeKind::text},
                                 {"closed", TypeKind::boolean},
                                 {"exit_date", TypeKind::day}}),
                   of("visit", {{"id", TypeKind::integer},
                                {"member_id", TypeKind::integer},
                                {"at", TypeKind::instant},
                                {"day", TypeKind::day}})};
    sql::ForeignKey key;
    key.columns = {name("member_id")};
    key.to_columns = {name("id")};
    made.tables[1].foreign_keys = {key};
    return made;
  }

 private:
  static sql::Table of(const char* name,
                       std::initializer_list<std::pair<const char*, TypeKind>> columns) {
    sql::Table made = table("public", name);
    for (const auto& [column_name, kind] : columns) {
      made.columns.push_back(column(column_name));
      made.columns.back().kind = kind;
    }
    return made;
  }
};

}  // namespace

void retention_expression(std::string_view input) {
  static const Zone zone = Zone::find("Europe/Stockholm").value();
  static const datamap::Map map;
  static const Day today = *parse_day("2026-11-21");
  for (const sql::Engine engine :
       {sql::Engine::sqlite, sql::Engine::postgresql, sql::Engine::mariadb}) {
    const sql::Catalogue catalogue = Made::catalogue(engine);
    const retention::Setting setting{catalogue, map, zone, today};
    const auto condition =
        retention::read_expression(setting, catalogue.tables[0], std::string(input));
    if (!condition) return;
    // What is written deeper than a plan may hold it is refused there.
    if (const auto again = conditions::from_json(conditions::to_json(*condition)))
      must(*again == *condition);
    for (const conditions::Ask ask : {conditions::Ask::certain, conditions::Ask::possible}) {
      const auto where = conditions::where(*condition, catalogue, catalogue.tables[0], engine, ask);
      if (where) must(!sql::render(*where, engine).text.empty());
    }
  }
}

}  // namespace ombud::fuzz
