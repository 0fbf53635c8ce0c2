#pragma once
// What stands in a record's fields: as values, as JSON, checked against the declaration.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "records/kind.h"

namespace ombud::records {

struct Row;
/// A day is text, "2026-11-21"; a link is the other record's id, an account its id.
using Value =
    std::variant<std::string, std::int64_t, bool, std::vector<std::string>, std::vector<Row>>;

/// Values by field, in the declaration's order once checked; what is empty does not stand there.
struct Row {
  std::vector<std::pair<std::string, Value>> values;

  const Value* find(std::string_view field) const;
  /// Empty where it is not there or no text.
  const std::string& text(std::string_view field) const;
  void set(std::string_view field, Value value);
  void clear(std::string_view field);
};

bool operator==(const Row& a, const Row& b);

/// The lines of a field; none where it is not there or has none.
const std::vector<Row>& lines_of(const Row& row, std::string_view field);
/// The values of a list; none where it is not there or is none.
const std::vector<std::string>& list_of(const Row& row, std::string_view field);
/// Whether a yes_no is there and says this.
bool says(const Row& row, std::string_view field, bool what);
/// Nothing where it is not there or no number.
std::optional<std::int64_t> number_in(const Row& row, std::string_view field);

/// What is wrong with one value.
struct Fault {
  std::string path;  // "matrix.2.source": the third line. Empty: of the record as a whole.
  Error error;
};

/// Errc::invalid "records.no_json" where it is no object at all; errors of json_in(). Values
/// that are not of their type and fields that the kind lacks are faults.
Result<Row> read_json(const Kind& kind, std::string_view json, std::vector<Fault>& faults);
std::string write_json(const Row& row);

/// How much must be there.
enum class Demand : std::uint8_t {
  title,  // A draft: what names it.
  all,    // Every required field that its condition asks for.
};

/// A kind's first state, which a new record has, is that of a draft.
Demand demand_in(const Kind& kind, std::string_view state);

/// The row in its normal form (trimmed, NFC, empty values gone, in the declaration's order), and
/// what is wrong with it. Whether links and accounts exist is for the store to say.
std::vector<Fault> check(const Kind& kind, Demand demand, Row& row);

/// All that is wrong with an input of which something could not be read: that (`unread`), and what
/// check() says of the rest. What hangs on other records, or may hang on what was not read, is left
/// for the next time.
std::vector<Fault> all_faults(const Kind& kind, Demand demand, Row row, std::vector<Fault> unread);

/// As much of the text as the field takes.
std::string fitted(const Field& field, std::string text);

/// Whether the field is asked for beside these values.
bool is_asked(const Field& field, const Row& beside);
bool is_asked(const AttachedDocument& document, const Row& beside);

}  // namespace ombud::records
