#include "connectors/csv/staging.h"

#include <algorithm>

#include "base/text.h"
#include "sql/catalogue_reader.h"

namespace ombud::connectors::csv {

namespace {

using sql::Literal;
using sql::Statement;

// The catalogue of a folder is its file names and headers: here they are read and become names.
struct HeaderReader : sql::CatalogueReader {
  static sql::Name name(const std::string& text) { return CatalogueReader::name(text); }
};

constexpr std::size_t values_in_statement = 2000;

Statement list(std::span<const sql::Name> names, Literal after_each) {
  Statement statement;
  for (std::size_t i = 0; i < names.size(); ++i)
    statement.text(i == 0 ? Literal("") : Literal(", ")).name(names[i]).text(after_each);
  return statement;
}

/// SQLite calls a row's number by three names, each hidden by a column that has it.
Result<Statement> free_row_id(const File& file) {
  const auto is_taken = [&](std::string_view name) {
    return std::any_of(file.header.begin(), file.header.end(), [&](const std::string& column) {
      return ascii_equal_ignoring_case(column, name);
    });
  };
  if (!is_taken("rowid")) return Statement("rowid");
  if (!is_taken("_rowid_")) return Statement("_rowid_");
  if (!is_taken("oid")) return Statement("oid");
  return fail(Errc::invalid, "connectors.csv_no_row_id", {{"file", file.name}});
}

// Gathers rows and writes as many at a time as make a good statement.
class Writing {
 public:
  Writing(sql::Connection& staging, const Sheet& sheet)
      : staging_(staging),
        sheet_(sheet),
        rows_at_once_(std::max<std::size_t>(1, values_in_statement / sheet.columns.size())) {}

  Result<void> add(sql::Row row) {
    rows_.push_back(std::move(row));
    return rows_.size() < rows_at_once_ ? Result<void>() : flush();
  }

  Result<void> flush() {
    if (rows_.empty()) return {};
    Statement insert = Statement("insert into ").name(sheet_.table).text(" values ");
    for (std::size_t i = 0; i < rows_.size(); ++i)
      insert.text(i == 0 ? Literal("(") : Literal(", (")).values(rows_[i]).text(")");
    TRY(staging_.execute(insert));
    rows_.clear();
    return {};
  }

 private:
  sql::Connection& staging_;
  const Sheet& sheet_;
  std::size_t rows_at_once_;
  std::vector<sql::Row> rows_;
};

Result<void> read_rows(sql::Connection& staging, tables::RecordReader& reader, Sheet& sheet) {
  const File& file = sheet.file;
  Writing writing(staging, sheet);
  while (const tables::Record* record = TRY(reader.next())) {
    if (record->is_blank() && sheet.columns.size() > 1) continue;
    if (record->parts.size() != sheet.columns.size())
      return fail(Errc::invalid, "connectors.csv_ragged",
                  {{"file", file.name},
                   {"line", std::to_string(record->line)},
                   {"fields", std::to_string(record->parts.size())},
                   {"expected", std::to_string(sheet.columns.size())}});
    sql::Row row;
    for (std::size_t i = 0; i < record->parts.size(); ++i) {
      const std::optional<std::string> value = record->value(i);
      row.push_back(value ? sql::Value(to_utf8(*value, file.encoding)) : sql::Value(sql::Null{}));
    }
    TRY(writing.add(std::move(row)));
    ++sheet.rows;
  }
  return writing.flush();
}

/// True where every row has its own value of the column.
Result<bool> tells_rows_apart(sql::Connection& staging, const Sheet& sheet, std::size_t column) {
  const sql::Name& name = sheet.columns[column];
  const Statement counts = Statement("select count(distinct ")
                               .name(name)
                               .text("), coalesce(sum(")
                               .name(name)
                               .text(" is null or trim(")
                               .name(name)
                               .text(") = ''), 0) from ")
                               .name(sheet.table);
  const std::optional<sql::Row> row = TRY(staging.one(counts));
  must(row.has_value());
  return std::get<std::int64_t>((*row)[0]) == sheet.rows && std::get<std::int64_t>((*row)[1]) == 0;
}

/// The index keeps what was found true while the rows are worked on.
Result<void> make_key(sql::Connection& staging, Sheet& sheet, std::size_t column) {
  sheet.key = column;
  TRY(staging.execute(Statement("create unique index ")
                          .name(HeaderReader::name("ombud key of " + sheet.file.table))
                          .text(" on ")
                          .name(sheet.table)
                          .text(" (")
                          .name(sheet.columns[column])
                          .text(")")));
  return {};
}

Result<void> find_key(sql::Connection& staging, Sheet& sheet) {
  sheet.key = sheet.columns.size();
  if (sheet.rows == 0) return {};
  // A national id is a key where there is no other: it must be erased, which a key bears badly.
  for (const KeyName wanted : {KeyName::number, KeyName::national_id})
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
      if (key_name(sheet.columns[i].text()) == wanted && TRY(tells_rows_apart(staging, sheet, i)))
        return make_key(staging, sheet, i);
  return {};
}

}  // namespace

KeyName key_name(std::string_view column) {
  static constexpr std::string_view whole[] = {"id",  "nr",   "no",   "nummer", "number",
                                               "key", "guid", "uuid", "nyckel"};
  static constexpr std::string_view endings[] = {"_id", "-id", " id",    "_nr",    "-nr", " nr",
                                                 "_no", " no", "nummer", "number", "_key"};
  static constexpr std::string_view national[] = {"pnr", "personn", "fodselsn", "fødselsn",
                                                  "cpr", "ssn",     "hetu",     "samordn"};
  // Numbers that people share, change or do without.
  static constexpr std::string_view others[] = {"tele", "phone", "mobil", "fax",
                                                "post", "zip",   "konto", "bank",
                                                "card", "kort",  "tlf",   "account"};
  const std::string name = fold(column);
  const auto has = [&](std::string_view piece) { return name.find(piece) != std::string::npos; };
  if (std::any_of(std::begin(national), std::end(national), has)) return KeyName::national_id;
  if (std::any_of(std::begin(others), std::end(others), has)) return KeyName::none;
  const bool is_whole = std::find(std::begin(whole), std::end(whole), name) != std::end(whole);
  // CamelCase: MemberId, memberID.
  const bool camel = column.size() > 2 && (column.ends_with("Id") || column.ends_with("ID"));
  const bool ends = std::any_of(std::begin(endings), std::end(endings),
                                [&](std::string_view end) { return name.ends_with(end); });
  const bool compound = name.size() > 3 && name.ends_with("nr");
  return is_whole || camel || ends || compound ? KeyName::number : KeyName::none;
}

sql::Statement rows_in_order(const Sheet& sheet) {
  return Statement("select ")
      .append(sheet.row_id)
      .text(", ")
      .names(sheet.columns)
      .text(" from ")
      .name(sheet.table)
      .text(" order by 1");
}

Result<Sheet> load(sql::Connection& staging, File file) {
  const std::string table = file.table;
  Sheet sheet{.file = std::move(file), .table = HeaderReader::name(table)};
  sheet.row_id = TRY(free_row_id(sheet.file));
  for (const std::string& column : sheet.file.header)
    sheet.columns.push_back(HeaderReader::name(column));
  const OpenFile opened = TRY(open_file(sheet.file));
  TRY(staging.execute(Statement("create table ")
                          .name(sheet.table)
                          .text(" (")
                          .append(list(sheet.columns, " text"))
                          .text(")")));
  sql::Transaction transaction = TRY(sql::Transaction::begin(staging, sql::Begin::write));
  FileSource source(opened.descriptor.number(), sheet.file.name);
  TRY(source.take(sheet.file.dialect.prefix_bytes));
  tables::RecordReader reader(source, sheet.file.dialect.separator, sheet.file.name,
                              sheet.file.dialect.first_line);
  TRY(reader.next());  // The header.
  TRY(read_rows(staging, reader, sheet));
  TRY(transaction.commit());
  sheet.file.version.sha256 = source.sha256();
  TRY(require_unchanged(sheet.file));
  TRY(find_key(staging, sheet));
  return sheet;
}

}  // namespace ombud::connectors::csv
