#include "discovery/answers.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace ombud::discovery {

namespace {

using connectors::System;
using datamap::reason_of;

// What a column's name says, for finding the same in other systems: "E_post" and "epost" are one.
std::string words_of(const std::string& column) {
  std::string all;
  for (const std::string& word : meanings(column)) all += (all.empty() ? "" : " ") + word;
  return all;
}

evidence::Told told_of(const accounts::Office& office, std::string event, const System& system,
                       const std::string& column) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "data map of " + system.name;
  told.object = "system " + system.name;
  told.details = {{"column", column}};
  return told;
}

Result<std::int64_t> withdraw_in(accounts::Office& office, store::Transaction& transaction,
                                 const System& system, const std::string& table,
                                 const std::string& column) {
  return transaction.execute(
      "update discovery_answer set withdrawn_at = ?, withdrawn_by = ? where organisation_id = ? "
      "and "
      "system_id = ? and table_name = ? and column_name = ? and withdrawn_at is null",
      {store::of_instant(office.clock.now()), office.actor.account.text,
       transaction.organisation().text, system.id.text, table, column});
}

Result<Answer> answer_in(const sql::Row& row) {
  Answer answer;
  answer.table = store::text_in(row[0]);
  answer.column = store::text_in(row[1]);
  answer.personal = store::boolean_in(row[2]);
  answer.category = data_category_of(store::text_in(row[3]));
  answer.said_at = TRY(store::instant_in(row[4]));
  answer.said_by = AccountId{store::text_in(row[5])};
  return answer;
}

using Place = std::pair<std::string, std::string>;

// The table as the catalogue calls it.
Result<void> find_column(connectors::Connector& connector, Answer& answer) {
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  const sql::Table* table = catalogue.find(answer.table);
  if (table == nullptr || table->column(answer.column) == nullptr) {
    return fail(Errc::not_found, "discovery.no_such_column",
                {{"table", answer.table}, {"column", answer.column}});
  }
  answer.table = catalogue.label(*table);
  return {};
}

// Columns of which the catalogue was asked before.
Result<std::set<Place>> known_columns(accounts::Office& office, const System& system) {
  std::set<Place> known;
  for (const Answer& one : TRY(answers(office, system))) known.insert({one.table, one.column});
  const Result<datamap::Map> map = datamap::latest(office, system, false);
  if (!map && map.error().key == "datamap.none") return known;
  if (!map) return fail(map.error());
  for (const datamap::Table& table : map->tables) {
    for (const datamap::Field& field : table.fields) known.insert({table.name, field.column});
  }
  return known;
}

// In place of what was said before.
Result<void> insert(accounts::Office& office, store::Transaction& transaction, const System& system,
                    const Answer& answer) {
  TRY(withdraw_in(office, transaction, system, answer.table, answer.column));
  TRY(transaction.execute(
      "insert into discovery_answer (organisation_id, id, system_id, table_name, column_name, "
      "words, personal, category, said_at, said_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, uuid_by_time(office.clock.now()), system.id.text,
       answer.table, answer.column, words_of(answer.column), answer.personal,
       answer.category ? std::string(word(*answer.category)) : std::string(),
       store::of_instant(office.clock.now()), office.actor.account.text}));
  evidence::Told told =
      told_of(office, "discovery.answered", system, answer.table + "." + answer.column);
  told.details.emplace_back("personal", answer.personal ? "yes" : "no");
  TRY(office.log.append(transaction, told));
  return {};
}

}  // namespace

Result<std::pair<std::string, std::string>> table_and_column(const std::string& given) {
  const std::size_t dot = given.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == given.size()) {
    return fail(Errc::invalid, "discovery.bad_column", {{"given", given}});
  }
  return std::pair{given.substr(0, dot), given.substr(dot + 1)};
}

Result<void> answer(accounts::Office& office, connectors::Connector& connector, Answer answer) {
  TRY(find_column(connector, answer));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(insert(office, transaction, connector.system(), answer));
  return transaction.commit();
}

Result<void> answer_all(accounts::Office& office, const System& system, std::vector<Answer> given) {
  if (given.size() > most_answers) {
    return fail(Errc::invalid, "discovery.too_many_answers",
                {{"most", std::to_string(most_answers)}});
  }
  const std::set<Place> known = TRY(known_columns(office, system));
  std::unique_ptr<connectors::Connector> connector;
  for (Answer& one : given) {
    if (known.contains({one.table, one.column})) continue;
    if (!connector) connector = TRY(connectors::open(office, system));
    TRY(find_column(*connector, one));
  }
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  for (const Answer& one : given) TRY(insert(office, transaction, system, one));
  return transaction.commit();
}

Result<void> withdraw(accounts::Office& office, const System& system, const std::string& table,
                      const std::string& column) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (TRY(withdraw_in(office, transaction, system, table, column)) == 0) {
    return fail(Errc::not_found, "discovery.no_answer",
                {{"system", system.name}, {"column", table + "." + column}});
  }
  TRY(office.log.append(transaction,
                        told_of(office, "discovery.withdrawn", system, table + "." + column)));
  return transaction.commit();
}

Result<std::vector<Answer>> answers(accounts::Office& office, const std::optional<System>& system) {
  std::map<std::string, std::string> names;
  for (const System& one : TRY(connectors::list(office))) names[one.id.text] = one.name;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Answer> found;
  TRY(transaction.each(
      "select table_name, column_name, personal, category, said_at, said_by, system_id from "
      "discovery_answer where organisation_id = ? and withdrawn_at is null "
      "order by system_id, table_name, column_name",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Answer one = TRY(answer_in(row));
        const auto name = names.find(store::text_in(row[6]));
        if (name == names.end()) return {};  // Of a system that was removed.
        one.system = name->second;
        if (!system || system->name == one.system) found.push_back(std::move(one));
        return {};
      }));
  return found;
}

Result<Said> said_of(accounts::Office& office, const System& system) {
  Said said;
  for (const Answer& one : TRY(answers(office, std::nullopt))) {
    if (one.system == system.name) {
      said.here[{one.table, one.column}] = {one.personal, one.category,
                                            format_instant(one.said_at)};
    } else {
      Said::Elsewhere& elsewhere = said.elsewhere[words_of(one.column)];
      ++(one.personal ? elsewhere.yes : elsewhere.no);
    }
  }
  return said;
}

namespace {

void decide(const Said::Here& here, TableView& table, ColumnView& column) {
  const std::string day = here.said_at.substr(0, 10);
  if (!here.personal) {
    column.guess.reset();
    return;
  }
  if (!about_persons(table.role)) {
    table.role = Role::person;
    table.loose = true;
    table.subject = "person";
    table.reason = reason_of("discovery.said_of_a_column", {{"day", day}});
  }
  if (!column.guess) column.guess = Guess{DataCategory::other, "unnamed", 1, ""};
  if (here.category && *here.category != column.guess->category) {
    column.guess->category = *here.category;
    column.guess->part.clear();
  }
  column.guess->confidence = 1;
  column.guess->reason = reason_of("discovery.said_here", {{"day", day}});
}

void weigh(const Said::Elsewhere& elsewhere, const TableView& table, ColumnView& column) {
  const bool yes = elsewhere.yes > elsewhere.no;
  const bool no = elsewhere.no > elsewhere.yes;
  const std::string count = std::to_string(std::max(elsewhere.yes, elsewhere.no));
  if (no && column.guess && column.guess->confidence < 0.6) {
    column.guess.reset();
  } else if (no && column.guess) {
    column.guess->confidence -= 0.2;
    column.guess->reason += " " + reason_of("discovery.said_no_elsewhere", {{"count", count}});
  } else if (yes && column.guess) {
    column.guess->confidence = std::min(0.99, column.guess->confidence + 0.1);
    column.guess->reason += " " + reason_of("discovery.said_yes_elsewhere", {{"count", count}});
  } else if (yes && about_persons(table.role)) {
    column.guess = Guess{DataCategory::other, "unnamed", 0.5,
                         reason_of("discovery.said_yes_elsewhere", {{"count", count}})};
  }
}

}  // namespace

void heed(const Said& said, Model& model) {
  for (TableView& table : model.tables) {
    if (!table.looked_at) continue;
    for (ColumnView& column : table.columns) {
      const std::string& name = column.column->name.text();
      if (const auto here = said.here.find({table.label, name}); here != said.here.end()) {
        decide(here->second, table, column);
        continue;
      }
      const auto elsewhere = said.elsewhere.find(words_of(name));
      if (elsewhere != said.elsewhere.end()) weigh(elsewhere->second, table, column);
    }
  }
}

}  // namespace ombud::discovery
