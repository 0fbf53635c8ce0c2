// What a map wants done that the database can't bear: said before anything is executed, by table
// and column. A text column of SQLite holds anything, so its declared types bind less than those of
// the other engines.
#include "datamap/faults.h"

#include "base/text.h"

namespace ombud::datamap {

namespace {

using sql::TypeKind;

// Too few characters to be unique for as many people as a table may hold.
constexpr std::int64_t shortest_unique_surrogate = 8;

Error fault(std::string key, const Table& table, const Field& field, Params more = {}) {
  Params params = {{"table", table.name}, {"column", field.column}};
  params.insert(params.end(), more.begin(), more.end());
  return {Errc::invalid, std::move(key), std::move(params)};
}

bool is_text(TypeKind kind) {
  return kind == TypeKind::text || kind == TypeKind::json || kind == TypeKind::xml;
}

bool is_number(TypeKind kind) {
  return kind == TypeKind::integer || kind == TypeKind::decimal || kind == TypeKind::real;
}

bool is_alone_unique(const sql::Table& table, const sql::Name& column) {
  const auto alone = [&](const std::vector<sql::Name>& columns) {
    return columns.size() == 1 && columns.front() == column;
  };
  return alone(table.primary_key) ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const sql::Index& index) { return index.unique && alone(index.columns); });
}

std::int64_t characters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  });
}

bool reads_as_number(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(text[i])) != 0)
      ++digits;
    else if (text[i] != '.' && !(i == 0 && text[i] == '-'))
      return false;
  }
  return digits > 0 && std::count(text.begin(), text.end(), '.') <= 1;
}

bool fits(const sql::Column& column, std::string_view constant) {
  if (is_number(column.kind)) {
    const bool whole = constant.find('.') == std::string_view::npos;
    return reads_as_number(constant) && (column.kind != TypeKind::integer || whole);
  }
  if (column.kind == TypeKind::boolean)
    return constant == "true" || constant == "false" || constant == "0" || constant == "1";
  if (column.kind == TypeKind::day) return parse_day(constant).has_value();
  if (column.kind == TypeKind::uuid) return is_uuid(constant);
  if (column.kind == TypeKind::text || column.kind == TypeKind::other) return true;
  // The database itself is asked when it comes to these: an enumeration's words, an instant's form.
  return column.kind != TypeKind::blob && !constant.empty();
}

// Who looks at one field: what it wants done, and where.
struct Place {
  const Table& table;
  const Field& field;
  const sql::Catalogue& catalogue;
  const sql::Table& real_table;
  const sql::Column& column;
};

void constant_faults(const Place& at, std::vector<Error>& out) {
  const std::string& constant = at.field.constant;
  if (at.column.limit && characters(constant) > *at.column.limit)
    out.push_back(fault("datamap.constant_too_long", at.table, at.field,
                        {{"limit", std::to_string(*at.column.limit)}}));
  else if (!fits(at.column, constant))
    out.push_back(fault("datamap.constant_unfit", at.table, at.field, {{"type", at.column.type}}));
  if (is_alone_unique(at.real_table, at.column.name))
    out.push_back(fault("datamap.constant_in_unique", at.table, at.field));
}

void surrogate_faults(const Place& at, std::vector<Error>& out) {
  const TypeKind kind = at.column.kind;
  const bool possible = kind == TypeKind::text || kind == TypeKind::uuid ||
                        kind == TypeKind::integer || kind == TypeKind::other;
  if (!possible)
    out.push_back(
        fault("datamap.surrogate_impossible", at.table, at.field, {{"type", at.column.type}}));
  else if (kind == TypeKind::text &&
           at.column.limit.value_or(shortest_unique_surrogate) < shortest_unique_surrogate &&
           is_alone_unique(at.real_table, at.column.name))
    out.push_back(fault("datamap.surrogate_too_short", at.table, at.field,
                        {{"limit", std::to_string(*at.column.limit)}}));
}

void generalise_faults(const Place& at, std::vector<Error>& out) {
  const TypeKind kind = at.column.kind;
  const bool has_a_rule =
      at.field.category == DataCategory::birth_date ||
      (at.field.category == DataCategory::postal_address && at.field.part == "postal_code");
  if (!has_a_rule)
    out.push_back(fault("datamap.generalise_unknown", at.table, at.field,
                        {{"category", std::string(word(at.field.category))}}));
  else if (kind != TypeKind::day && kind != TypeKind::instant && kind != TypeKind::text &&
           kind != TypeKind::integer && kind != TypeKind::other)
    out.push_back(
        fault("datamap.generalise_impossible", at.table, at.field, {{"type", at.column.type}}));
}

void method_faults(const Place& at, std::vector<Error>& out) {
  switch (at.field.erase) {
    case Erase::keep:
      if (at.field.is_personal() && trim(at.field.because).empty())
        out.push_back(fault("datamap.keep_without_reason", at.table, at.field));
      return;
    case Erase::set_null:
      if (!at.column.nullable) out.push_back(fault("datamap.null_not_allowed", at.table, at.field));
      return;
    case Erase::constant:
      return constant_faults(at, out);
    case Erase::surrogate:
      return surrogate_faults(at, out);
    case Erase::generalise:
      return generalise_faults(at, out);
    case Erase::scrub:
      if (!is_text(at.column.kind) && at.column.kind != TypeKind::other)
        out.push_back(
            fault("datamap.scrub_impossible", at.table, at.field, {{"type", at.column.type}}));
      return;
  }
}

/// The first table whose rows refer to the column by a foreign key, or by a link to the key.
std::string referring_table(const Map& map, const Place& at) {
  for (const sql::Table& other : at.catalogue.tables)
    for (const sql::ForeignKey& key : other.foreign_keys)
      if (&at.catalogue.tables[key.to_table] == &at.real_table &&
          std::find(key.to_columns.begin(), key.to_columns.end(), at.column.name) !=
              key.to_columns.end())
        return at.catalogue.label(other);
  const auto& primary = at.real_table.primary_key;
  if (std::find(primary.begin(), primary.end(), at.column.name) == primary.end()) return "";
  for (const Link& link : map.links)
    if (link.kind != Link::Kind::shared_value && link.to_table == at.table.name &&
        std::find(link.to_columns.begin(), link.to_columns.end(), at.field.column) !=
            link.to_columns.end())
      return link.from_table;
  return "";
}

void field_faults(const Map& map, const Place& at, std::vector<Error>& out) {
  // Where the row goes or is nobody's, nothing is done to its fields.
  if (at.table.delete_rows || at.table.holds == Holds::reference) return;
  method_faults(at, out);
  if (at.field.erase == Erase::keep) return;
  if (at.column.generated) out.push_back(fault("datamap.generated_column", at.table, at.field));
  if (const std::string by = referring_table(map, at); !by.empty())
    out.push_back(fault("datamap.key_referred_to", at.table, at.field, {{"by", by}}));
}

void faults_of(const Map& map, const Table& table, const sql::Catalogue& catalogue,
               std::vector<Error>& out) {
  const sql::Table* real_table = catalogue.find(table.name);
  if (real_table == nullptr) {
    out.push_back({Errc::invalid, "datamap.no_such_table", {{"table", table.name}}});
    return;
  }
  if (real_table->kind == sql::Table::Kind::view && table.holds != Holds::reference)
    out.push_back({Errc::invalid, "datamap.is_a_view", {{"table", table.name}}});
  if (table.holds == Holds::person && table.subject.empty())
    out.push_back({Errc::invalid, "datamap.no_subject", {{"table", table.name}}});
  std::set<std::string_view> seen;
  for (const Field& field : table.fields) {
    const sql::Column* column = real_table->column(field.column);
    if (!seen.insert(field.column).second)
      out.push_back(fault("datamap.field_twice", table, field));
    else if (column == nullptr)
      out.push_back(fault("datamap.no_such_column", table, field));
    else
      field_faults(map, {table, field, catalogue, *real_table, *column}, out);
  }
}

}  // namespace

std::vector<Error> table_faults(const Map& map, const sql::Catalogue& catalogue) {
  std::vector<Error> out;
  std::set<std::string_view> seen;
  for (const Table& table : map.tables) {
    if (!seen.insert(table.name).second)
      out.push_back({Errc::invalid, "datamap.table_twice", {{"table", table.name}}});
    else
      faults_of(map, table, catalogue, out);
  }
  return out;
}

std::vector<Error> faults(const Map& map, const sql::Catalogue& catalogue) {
  std::vector<Error> out = table_faults(map, catalogue);
  std::vector<Error> of_links = link_faults(map, catalogue);
  out.insert(out.end(), of_links.begin(), of_links.end());
  return out;
}

}  // namespace ombud::datamap
