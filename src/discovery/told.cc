// A personnel system has a column "Conscription board"; no dictionary has it, and it is personal
// all the same. Texts and amounts in a person's row are taken; flags, states and keys are not,
// because they tell how the program treats the row.

#include "discovery/told.h"

#include <algorithm>

namespace ombud::discovery {

namespace {

using datamap::reason_of;

// Words of columns that serve the program, as they are written and by what they mean.
constexpr std::string_view of_the_program =
    "status state active aktiv enabled disabled locked visible hidden public private default "
    "primary sort order ordering lft rgt level depth type typ kind category categories kategori "
    "group grp role roles permission rights access admin version revision hash checksum md sha "
    "uuid "
    "guid slug color colour farg theme lang language locale sprak timezone tz zone format template "
    "mime mimetype extension size currency valuta exported sync synced import batch tenant site "
    "entity deleted is has flag count attempts failures seq seqno index idx handled meta auth "
    "provider gateway method path key canvas period number id ref hashtags props etag algorithm "
    "event eventname component module origin handelse hendelse mimetyp field "
    "periode sku action charset encoding encoder behorighet rettighed rettigheder hits service "
    "authservice created "
    "updated modified expires due sent sequence lock queue source flags namespace backend failed "
    "validity default error errors failure tooltip icon";
// Of what somebody sees and where: colours, widths, what is compared on the first page.
constexpr std::string_view of_the_screen =
    "show shows stats compare preselect css style skin theme width menu cal refresh tab paper page "
    "limit resolution dashboard";
constexpr std::string_view no_ids =
    "paid prepaid unpaid valid invalid void avoid android bid covid grid liquid solid rapid maid "
    "said";
constexpr std::string_view of_its_keeping =
    "updated expiry deleted timezone currency language created due by doer number id key";

// An amount in a row that tells of a person: pay, payments, hours.
std::optional<Guess> amount(const TableView& table, const ColumnView& column) {
  const bool exact =
      column.column->kind == sql::TypeKind::decimal || column.column->kind == sql::TypeKind::real;
  if (!exact || has_any(column.words, "unit price quantity rate latitude position weight")) {
    return std::nullopt;
  }
  if (is_line(table) || has(table.words, "item")) return std::nullopt;
  const auto say = [&](DataCategory category) {
    return Guess{category, "", 0.5, reason_of("discovery.amount")};
  };
  if (has_any(table.words, "salary employment employee")) return say(DataCategory::salary);
  if (has_any(table.words, "timesheet working attendance")) return say(DataCategory::working_time);
  if (table.head == Noun::accounting || table.head == Noun::event) {
    return say(DataCategory::payment);
  }
  return Guess{DataCategory::other, "unnamed", 0.4, reason_of("discovery.told")};
}

// "rootid", "notifyprops": written together, so that no word stands alone.
bool ends_as_such(const std::string& word) {
  constexpr std::string_view ends[] = {"props", "attempts", "hash", "status",
                                       "type",  "format",   "price"};
  if (word.ends_with("id")) return word.size() > 4 && !has_any({word}, no_ids);
  return std::any_of(std::begin(ends), std::end(ends),
                     [&](std::string_view end) { return word.ends_with(end); });
}

// A register's own number for a person, given from elsewhere: a membership card, a licence.
bool is_a_number(const sql::Column& own, const ColumnView& column) {
  return own.kind == sql::TypeKind::text && own.limit.value_or(0) >= 5 &&
         has_any(column.words, "number id code") &&
         !has_any(cut(own.name.text()),
                  "session site entity import sort status type group role parent order store theme "
                  "website tenant uuid guid");
}

}  // namespace

bool serves_the_screen(const std::vector<std::string>& written) {
  return has_any(written, of_the_screen);
}

bool serves_the_program(const std::vector<std::string>& written,
                        const std::vector<std::string>& meanings) {
  return has_any(written, of_the_program) || serves_the_screen(written) ||
         has_any(meanings, of_its_keeping) ||
         std::any_of(written.begin(), written.end(), ends_as_such);
}

std::optional<Guess> guess_told(const Model& model, std::size_t at, const ColumnView& column) {
  const TableView& table = model.tables[at];
  const sql::Column& own = *column.column;
  const bool individual = table.role == Role::person && !table.loose;
  const bool detail = table.role == Role::detail && !table.of_contact;
  if ((!individual && !detail) || table.subject == "author") return std::nullopt;
  if (table.head == Noun::attributes || is_login_session(table)) return std::nullopt;
  const bool key = in_primary_key(*table.table, own.name.text());
  if (refers(model, at, own.name.text()) || own.generated) return std::nullopt;
  const bool name_of_key = key && (column.words.size() == 1 || own.limit.value_or(0) >= 30);
  if (individual && is_a_number(own, column) && !name_of_key) {
    return Guess{DataCategory::person_ref, "", 0.5, reason_of("discovery.by_name_number")};
  }
  if (serves_the_program(cut(own.name.text()), column.words)) return std::nullopt;
  if (key) {
    const bool natural = individual && is_text(own) && table.table->primary_key.size() == 1;
    if (!natural) return std::nullopt;
    return Guess{DataCategory::username, "", 0.5, reason_of("discovery.key_in_words")};
  }
  if (auto found = amount(table, column)) return found;
  const bool text = own.kind == sql::TypeKind::text && own.limit.value_or(1000) > 1;
  // "position" as a number is a place in a list.
  const bool number =
      individual && own.kind == sql::TypeKind::integer && !has(column.words, "position");
  const bool record = individual || table.head != Noun::accounting || own.limit.value_or(1000) > 60;
  if ((text && record) || number) {
    return Guess{DataCategory::other, "unnamed", 0.4, reason_of("discovery.told")};
  }
  return std::nullopt;
}

}  // namespace ombud::discovery
