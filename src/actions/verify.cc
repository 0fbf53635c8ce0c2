#include "actions/verify.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "actions/rows.h"
#include "actions/values.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

// A planned row's fate, by table and key.
struct Known {
  std::vector<const Step*> steps;
  bool own = false;  // Of the person; a row of somebody else may be planned to stay.
};

bool is_of_others(const Step& step) {
  return step.why == "actions.because_other_person" || step.why == "actions.because_mention" ||
         step.why == "actions.because_mention_left";
}

using KnownRows = std::map<std::string, Known>;

// Identifiers of one kind, matched as the scrubber matches them but called here on other texts.
struct Sought {
  std::string kind;
  bool name = false;
  detectors::PersonMatcher matcher;
  std::set<std::string> name_parts;  // Folded; of a name: what may stand alone in a column.
};

struct Place {
  std::string table, column, kind;
  Hit::Is is;
  auto operator<=>(const Place&) const = default;
};

// What one table's rows are read with.
struct Reading {
  const sql::Table* table = nullptr;
  std::string label;
  std::vector<sql::Name> key;
  std::vector<const sql::Column*> columns;
  const KnownRows* known = nullptr;
  std::set<std::string> kept_columns;  // Where the whole row is the key, which a change changes.
};

std::vector<Sought> sought_of(const std::vector<detectors::Identifier>& identifiers,
                              const detectors::MatchOptions& options) {
  std::map<detectors::Kind, std::vector<detectors::Identifier>> by_kind;
  for (const detectors::Identifier& identifier : identifiers)
    by_kind[identifier.kind].push_back(identifier);
  std::vector<Sought> sought;
  for (auto& [kind, some] : by_kind) {
    // A birth date or an address is many people's: looked for only as part of the person's rows,
    // whose columns the plan changed one by one.
    if (kind == detectors::Kind::birth_date || kind == detectors::Kind::address) continue;
    Sought one{std::string(detectors::word(kind)),
               kind == detectors::Kind::name,
               detectors::PersonMatcher(some, options),
               {}};
    if (one.name)
      for (const detectors::Identifier& identifier : some)
        for (std::string part : split(identifier.value, ' '))
          if (std::erase(part, ','); part.size() > 1) one.name_parts.insert(fold(part));
    sought.push_back(std::move(one));
  }
  return sought;
}

// Whether a word of the text is a part of the name: "Karin nöjd." A genitive counts.
bool holds_part(const std::string& text, const std::set<std::string>& parts) {
  std::string word;
  const auto is_part = [&] {
    const std::string folded = fold(word);
    word.clear();
    return folded.size() > 2 &&
           (parts.contains(folded) ||
            (folded.ends_with('s') && parts.contains(folded.substr(0, folded.size() - 1))));
  };
  for (const char c : text) {
    // Bytes above ASCII are letters here: å, ä, ö, æ, ø and the like.
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter)
      word += c;
    else if (!word.empty() && is_part())
      return true;
  }
  return !word.empty() && is_part();
}

// Bytes as they are: an engine's own text of them is hexadecimal.
sql::Statement searched(const sql::Column& column, sql::Engine engine) {
  sql::Statement statement;
  if (column.kind == sql::TypeKind::blob) return statement.name(column.name);
  return sql::as_text(column.name, engine);
}

std::string text_in(const sql::Value& value) {
  const auto* blob = std::get_if<sql::Blob>(&value);
  if (blob == nullptr) return sql::plain(value);
  return is_utf8(blob->bytes) ? blob->bytes : from_latin1(blob->bytes);
}

// Key columns as they are, then each column as text, or null and a mark where it is too large.
sql::Statement reading_statement(const Reading& reading, sql::Engine engine) {
  sql::Statement statement("SELECT ");
  for (const sql::Name& name : reading.key) statement.name(name).text(", ");
  for (std::size_t i = 0; i < reading.columns.size(); ++i) {
    const sql::Column& column = *reading.columns[i];
    if (i > 0) statement.text(", ");
    statement.text("CASE WHEN ");
    statement.append(sql::byte_length(column, engine));
    statement.text(" > ").value(largest_value_bytes).text(" THEN NULL ELSE ");
    statement.append(searched(column, engine)).text(" END, CASE WHEN ");
    statement.append(sql::byte_length(column, engine));
    statement.text(" > ").value(largest_value_bytes).text(" THEN 1 ELSE 0 END");
  }
  statement.text(" FROM ").append(sql::table_name(*reading.table, engine));
  return statement;
}

class Search {
 public:
  Search(const std::vector<Sought>& sought, Verified& verified)
      : sought_(sought), verified_(verified) {}

  void row(const Reading& reading, const sql::Row& row);
  void finish();

 private:
  struct Found {
    const sql::Column* column;
    const Sought* sought;
    bool part = false;  // Only a part of the name, in a longer text of a row of his.
  };

  void look(const sql::Column& column, const std::string& text, bool own,
            std::vector<Found>& found) const;
  Hit::Is judge(const Reading& reading, const Known* known, const Found& found,
                bool beside_number) const;

  const std::vector<Sought>& sought_;
  Verified& verified_;
  std::map<Place, std::int64_t> places_;
  std::map<std::pair<std::string, std::string>, std::int64_t> too_large_;
};

void Search::look(const sql::Column& column, const std::string& text, bool own,
                  std::vector<Found>& found) const {
  for (const Sought& sought : sought_) {
    const bool alone =
        own && sought.name && text.size() < 200 && sought.name_parts.contains(fold(text));
    if (alone || !sought.matcher.find(text).empty())
      found.push_back({&column, &sought});
    else if (own && sought.name && holds_part(text, sought.name_parts))
      found.push_back({&column, &sought, true});
  }
}

Hit::Is Search::judge(const Reading& reading, const Known* known, const Found& found,
                      bool beside_number) const {
  const std::string& column = found.column->name.text();
  if (found.part) return Hit::Is::name_part;
  if (known != nullptr) {
    for (const Step* step : known->steps) {
      if (step->why == "actions.because_other_person") return Hit::Is::shared;
      const bool stays = std::any_of(step->stays.begin(), step->stays.end(),
                                     [&](const Stays& stay) { return stay.column == column; });
      if (stays) return step->why == "actions.because_shared" ? Hit::Is::shared : Hit::Is::kept;
      const bool was_to_go =
          std::any_of(step->changes.begin(), step->changes.end(),
                      [&](const Change& change) { return change.column == column; });
      if (was_to_go) return Hit::Is::left_over;
    }
    // Another column of somebody else's row in which he is mentioned is judged as any other row.
    if (known->own) return Hit::Is::left_over;
  }
  if (reading.kept_columns.contains(column)) return Hit::Is::kept;
  return found.sought->name && !beside_number ? Hit::Is::name_only : Hit::Is::left_over;
}

void Search::row(const Reading& reading, const sql::Row& row) {
  const std::size_t keys = reading.key.size();
  const Known* known = nullptr;
  if (reading.known != nullptr && keys > 0) {
    const sql::Row key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys));
    if (const auto at = reading.known->find(key_text(key)); at != reading.known->end())
      known = &at->second;
  }
  std::vector<Found> found;
  for (std::size_t i = 0; i < reading.columns.size(); ++i) {
    const sql::Value& value = row[keys + 2 * i];
    if (sql::plain(row[keys + 2 * i + 1]) == "1")
      ++too_large_[{reading.label, reading.columns[i]->name.text()}];
    if (!sql::is_null(value))
      look(*reading.columns[i], text_in(value), known != nullptr && known->own, found);
  }
  const bool beside_number =
      std::any_of(found.begin(), found.end(), [](const Found& one) { return !one.sought->name; });
  for (const Found& one : found)
    ++places_[{reading.label, one.column->name.text(), one.sought->kind,
               judge(reading, known, one, beside_number)}];
  ++verified_.rows;
}

void Search::finish() {
  for (const auto& [place, rows] : places_)
    verified_.hits.push_back(
        {place.is, verified_.system, place.table, place.column, place.kind, rows});
  for (const auto& [place, rows] : too_large_)
    verified_.not_searched.push_back(
        {Errc::exhausted,
         "actions.too_large",
         {{"table", place.first}, {"column", place.second}, {"rows", std::to_string(rows)}}});
}

Result<Reading> reading_of(const sql::Catalogue& catalogue, const sql::Table& table,
                           const Plan& plan, const std::map<std::string, KnownRows>& known,
                           const std::string& system) {
  Reading reading{&table, catalogue.label(table), table.primary_key, {}, nullptr, {}};
  for (const sql::Column& column : table.columns) reading.columns.push_back(&column);
  for (const Step& step : plan.steps) {
    if (step.system != system || step.table != reading.label) continue;
    if (step.whole_row_is_key) {
      for (const Stays& stay : step.stays) reading.kept_columns.insert(stay.column);
      reading.key.clear();
    } else {
      reading.key = TRY(names_in(catalogue, table, step.key_columns));
    }
  }
  if (const auto at = known.find(reading.label); at != known.end()) reading.known = &at->second;
  return reading;
}

std::map<std::string, KnownRows> known_rows(const Plan& plan, const std::vector<Line>& lines) {
  std::map<std::string, KnownRows> known;
  for (const Line& line : lines) {
    const Step& step = plan.steps[line.step];
    Known& row = known[step.table][key_text(line.key)];
    row.steps.push_back(&step);
    row.own = row.own || !is_of_others(step);
  }
  return known;
}

}  // namespace

Result<Verified> verify(accounts::Office&, connectors::Connector& connector, const Plan& plan,
                        const std::vector<Line>& lines,
                        const std::vector<detectors::Identifier>& identifiers, Progress& progress) {
  Verified verified;
  verified.system = connector.system().name;
  const sql::Catalogue& catalogue = *TRY(connector.catalogue());
  const detectors::Reading how{
      std::chrono::floor<std::chrono::days>(plan.planned_at),
      detectors::country_of_word(plan.law).value_or(detectors::Country::se)};
  const std::vector<Sought> sought = sought_of(identifiers, {how, false});
  const std::map<std::string, KnownRows> known = known_rows(plan, lines);
  Search search(sought, verified);
  sql::Connection& connection = connector.connection();
  sql::Transaction snapshot = TRY(sql::Transaction::begin(connection, sql::Begin::read));
  for (const sql::Table& table : catalogue.tables) {
    // A partition is read with the table that it is part of.
    if (table.kind != sql::Table::Kind::table) continue;
    if (!TRY(connection.rights(table)).read) {
      verified.not_searched.push_back(
          {Errc::forbidden, "actions.not_readable", {{"table", catalogue.label(table)}}});
      continue;
    }
    const Reading reading = TRY(reading_of(catalogue, table, plan, known, verified.system));
    TRY(connection.each(reading_statement(reading, connection.engine()),
                        [&](const sql::Row& row) -> Result<void> {
                          search.row(reading, row);
                          if (verified.rows % 10'000 == 0)
                            progress.tell("rows", static_cast<std::uint64_t>(verified.rows), 0);
                          return {};
                        }));
    ++verified.tables;
  }
  TRY(snapshot.commit());
  search.finish();
  return verified;
}

}  // namespace ombud::actions
