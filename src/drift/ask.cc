// How old rows are, asked of the source in counts. A row is as old as the latest of its days and of
// the days of the rows that belong to it: a customer of long ago who bought something last year is
// none. Rows without any day are not counted; nothing is known of them.
#include <algorithm>
#include <cctype>

#include "conditions/conditions.h"
#include "drift/data.h"

namespace ombud::drift {

namespace {

using conditions::Condition;
using conditions::Op;
using datamap::Link;
using datamap::Map;
using sql::Catalogue;
using sql::Column;
using sql::Statement;
using sql::TypeKind;

// Plans of rules are made weekly or monthly: what was due before that is late.
constexpr int days_of_grace = 35;

// The words of a column's name: "exit_date", "exitDate" → exit, date.
std::vector<std::string> words_of(const std::string& name) {
  std::vector<std::string> words(1);
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto letter = static_cast<unsigned char>(name[at]);
    const bool begins = std::isupper(letter) != 0 && at > 0 &&
                        std::islower(static_cast<unsigned char>(name[at - 1])) != 0;
    if (std::isalpha(letter) == 0 && letter < 128) {
      words.emplace_back();
      continue;
    }
    if (begins) words.emplace_back();
    words.back() += static_cast<char>(std::tolower(letter));
  }
  return words;
}

// Whether a day says that something ended, in the languages that people name columns in.
bool tells_an_end(const std::string& column) {
  static constexpr std::string_view whole[] = {"end",  "ends", "ended", "exit", "left",
                                               "slut", "quit", "to",    "tom",  "til"};
  static constexpr std::string_view begun[] = {
      "terminat", "closed", "cancel", "resign", "expir",  "withdr",    "deceas",
      "death",    "avgan",  "avgång", "uttra",  "utträ",  "uttræ",     "avslut",
      "upphor",   "upphör", "ophor",  "ophør",  "udmeld", "fratr",     "opsag",
      "opsig",    "utmeld", "slutt",  "opphør", "filled", "completed", "leav"};
  return std::ranges::any_of(words_of(column), [](const std::string& word) {
    return std::ranges::count(whole, word) != 0 ||
           std::ranges::any_of(begun, [&](std::string_view one) { return word.starts_with(one); });
  });
}

bool is_day(const Column& column, const datamap::Field* field) {
  if (field != nullptr && field->category == DataCategory::birth_date) return false;
  if (column.kind == TypeKind::day || column.kind == TypeKind::instant) return true;
  return column.kind == TypeKind::text && field != nullptr &&
         field->category == DataCategory::date_of_event;
}

std::vector<std::string> days_of(const Map& map, const Catalogue& catalogue,
                                 const std::string& name) {
  std::vector<std::string> days;
  const sql::Table* table = catalogue.find(name);
  const datamap::Table* mapped = map.table(name);
  if (table == nullptr) return days;
  for (const Column& column : table->columns) {
    const auto* field = mapped == nullptr ? nullptr : mapped->field(column.name.text());
    if (is_day(column, field)) days.push_back(column.name.text());
  }
  return days;
}

class Asker {
 public:
  Asker(const Map& map, const Catalogue& catalogue, const Zone& zone)
      : map_(map), catalogue_(catalogue), zone_(zone) {}

  // The row and all that belongs to it lie before the day; nothing where the table has no days.
  std::optional<Condition> older(const Question& question, Day before) const {
    std::vector<std::string> days = days_of(map_, catalogue_, question.table);
    if (question.needs_end)
      std::erase_if(days, [](const std::string& day) { return !tells_an_end(day); });
    if (days.empty()) return std::nullopt;
    std::vector<Condition> some;
    std::vector<Condition> all;
    for (const std::string& day : days) {
      const Condition earlier = conditions::compare({day, 0}, Op::less, on(before));
      some.push_back(earlier);
      all.push_back(conditions::any_of({conditions::is_null({day, 0}), earlier}));
    }
    all.push_back(conditions::any_of(std::move(some)));
    if (!question.needs_end) add_belonging(question.table, before, all);
    return conditions::all_of(std::move(all));
  }

 private:
  void add_belonging(const std::string& table, Day before, std::vector<Condition>& all) const {
    for (const Link& link : map_.links) {
      const bool plain = link.to_table == table && link.where_column.empty() &&
                         link.from_table != table && link.means == Link::Means::belongs;
      if (!plain) continue;
      std::vector<Condition> later;
      for (const std::string& day : days_of(map_, catalogue_, link.from_table))
        later.push_back(conditions::compare({day, 0}, Op::at_least, on(before)));
      if (later.empty()) continue;
      std::vector<std::pair<std::string, std::string>> joined;
      for (std::size_t at = 0; at < link.from_columns.size(); ++at)
        joined.emplace_back(link.from_columns[at], link.to_columns[at]);
      all.push_back(conditions::negation(conditions::exists(link.from_table, std::move(joined),
                                                            conditions::any_of(std::move(later)))));
    }
  }

  conditions::OnDay on(Day day) const {
    return {day, zone_.start_of(day), zone_.start_of(day + std::chrono::days(1))};
  }

  const Map& map_;
  const Catalogue& catalogue_;
  const Zone& zone_;
};

Result<std::int64_t> rows_of(sql::Connection& connection, const sql::Table& table) {
  Statement count("select count(*) from ");
  count.append(sql::table_name(table, connection.engine()));
  return std::get<std::int64_t>(TRY(connection.one(count)).value().at(0));
}

// The first of the earliest days that is a day at all.
std::string earliest(const sql::Row& row) {
  std::string found;
  for (std::size_t at = 1; at < row.size(); ++at) {
    const auto* text = std::get_if<std::string>(&row[at]);
    if (text == nullptr || text->size() < 10) continue;
    const std::string day = text->substr(0, 10);
    if (parse_day(day) && (found.empty() || day < found)) found = day;
  }
  return found;
}

Result<void> count_older(sql::Connection& connection, const Catalogue& catalogue,
                         const Asker& asker, const Map& map, Day before, Age& age) {
  const sql::Table* table = catalogue.find(age.question.table);
  const std::optional<Condition> older = asker.older(age.question, before);
  if (table == nullptr || !older) return {};
  age.of = TRY(rows_of(connection, *table));
  age.before = format_day(before);
  Statement count("select count(*)");
  for (const std::string& day : days_of(map, catalogue, age.question.table))
    count.text(", min(").name(table->column(day)->name).text(")");
  count.text(" from ")
      .append(sql::table_name(*table, catalogue.engine))
      .text(" where ")
      .append(TRY(conditions::where(*older, catalogue, *table, catalogue.engine)));
  const sql::Row row = TRY(connection.one(count)).value();
  age.rows = std::get<std::int64_t>(row.at(0));
  age.oldest = earliest(row);
  return {};
}

evidence::Told told_of(const accounts::Office& office, const connectors::System& system) {
  evidence::Told told;
  told.event = "drift.counted";
  told.use = UseKind::list;
  told.account = office.actor.account;
  told.criterion = "rows older than their period, counted";
  told.reference = "record of processing";
  told.object = "system " + system.name;
  return told;
}

Result<void> ask_all(accounts::Office& office, const std::vector<Question>& questions,
                     const Zone& zone, SystemData& data, Progress& progress) {
  const auto connector = TRY(connectors::open(office, data.system));
  auto changed = TRY(datamap::changed_since(office, *connector));
  if (!changed) return {};
  data.changes = std::move(changed->changes);
  const Catalogue& catalogue = *TRY(connector->catalogue());
  const Asker asker(*data.map, catalogue, zone);
  const Day today = zone.day_of(office.clock.now());
  for (const Question& question : questions) {
    TRY(progress.go_on());
    Age age{question, 0, -1, "", ""};
    if (question.of == Question::Of::rule)
      age.rows = TRY(retention::overdue(office, question.rule, days_of_grace, progress));
    else
      TRY(count_older(connector->connection(), catalogue, asker, *data.map,
                      last_start_ended_before(today, question.period) + std::chrono::days(1), age));
    data.ages.push_back(std::move(age));
  }
  return {};
}

}  // namespace

Result<void> ask(accounts::Office& office, const std::vector<Question>& questions, const Zone& zone,
                 SystemData& data, Progress& progress) {
  if (!data.map || data.system.address.kind == connectors::Kind::manual) return {};
  TRY(office.log.append_now(told_of(office, data.system)));
  const Result<void> done = ask_all(office, questions, zone, data, progress);
  data.asked = done.has_value();
  if (data.asked) return {};
  TRY(progress.go_on());  // Whoever ended the work did not mean this system alone.
  data.why_not = done.error();
  data.changes.clear();
  data.ages.clear();
  return {};
}

}  // namespace ombud::drift
