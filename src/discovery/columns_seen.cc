// What the sampled values of a column say of it, whatever it is called.

#include "discovery/columns.h"

namespace ombud::discovery {

namespace {

using datamap::reason_of;

std::string counted(std::int64_t count, std::int64_t of, std::string_view what) {
  return reason_of("discovery.seen", {{"count", std::to_string(count)},
                                      {"of", std::to_string(of)},
                                      {"what", "discovery." + std::string(what)}});
}

}  // namespace

std::optional<Guess> guess_by_content(const TableView& table, const ColumnView& column) {
  const Facts& facts = column.facts;
  if (facts.filled == 0) return std::nullopt;
  const auto most = [&](std::int64_t count) { return facts.share(count) >= 0.6 && count >= 2; };
  if (most(facts.national_ids) && facts.distinct >= 2) {
    return Guess{DataCategory::national_id, facts.id_kind, 0.9,
                 counted(facts.national_ids, facts.filled, "seen_national_ids")};
  }
  if (most(facts.emails)) {
    return Guess{DataCategory::email, "", 0.95, counted(facts.emails, facts.filled, "seen_emails")};
  }
  if (most(facts.ibans)) {
    return Guess{DataCategory::account_number, "iban", 0.9,
                 counted(facts.ibans, facts.filled, "seen_ibans")};
  }
  if (!is_text(*column.column)) return std::nullopt;
  if (most(facts.names) && facts.distinct * 3 >= facts.filled) {
    return Guess{DataCategory::name, "full", 0.75,
                 counted(facts.names, facts.filled, "seen_names")};
  }
  if (most(facts.phones) && facts.distinct * 2 >= facts.filled &&
      !has_any(column.words, "number id code amount")) {
    return Guess{DataCategory::phone, "", 0.7, counted(facts.phones, facts.filled, "seen_phones")};
  }
  if (most(facts.addresses)) {
    return Guess{DataCategory::postal_address, "street", 0.7,
                 counted(facts.addresses, facts.filled, "seen_addresses")};
  }
  if (auto found = guess_by_inside(table, column)) return found;
  const bool often = facts.share(facts.telling) >= (about_persons(table.role) ? 0.01 : 0.05);
  if (table.subject != "author" && facts.telling > 0 && (facts.telling >= 2 || facts.filled < 20) &&
      often) {
    return Guess{DataCategory::free_text,
                 facts.structured * 2 > facts.filled ? std::string(word(facts.form)) : "", 0.8,
                 reason_of("discovery.seen_telling", {{"count", std::to_string(facts.telling)},
                                                      {"of", std::to_string(facts.filled)}})};
  }
  const bool told = table.role == Role::detail && table.subject != "author";
  if (told && !table.of_contact && facts.share(facts.spaced) >= 0.4 && facts.distinct >= 3 &&
      facts.length >= 20 * facts.filled) {
    return Guess{DataCategory::free_text, "", 0.5,
                 counted(facts.spaced, facts.filled, "seen_running_text")};
  }
  if (told && facts.share(facts.given_names) >= 0.5 && facts.given_names >= 2 &&
      facts.distinct * 2 >= facts.filled) {
    return Guess{DataCategory::free_text, "", 0.5,
                 counted(facts.given_names, facts.filled, "seen_given_names")};
  }
  return std::nullopt;
}

}  // namespace ombud::discovery
