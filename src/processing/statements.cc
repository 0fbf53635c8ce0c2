#include "processing/statements.h"

#include <algorithm>

#include "base/periods.h"
#include "processing/processing.h"
#include "processing/rows.h"

namespace ombud::processing {

namespace {

using records::Record;

// The day that a field holds; nothing where it is empty.
std::optional<Day> day_in(const Record& record, std::string_view field) {
  const std::string& text = record.row.text(field);
  if (text.empty()) return std::nullopt;
  const Result<Day> day = parse_day(text);
  return day ? std::optional(*day) : std::nullopt;
}

bool is_independent(const Record& statement) {
  const std::string& type = statement.row.text("type");
  return type != "own_inspection" && type != "questionnaire" && statement.state != "missing";
}

// One that names an agreement is that agreement's alone; any other is the party's, and one of ours
// is for all whose processor we are.
bool is_about(const Record& statement, const Record& agreement) {
  const std::string& named = statement.row.text("agreement");
  if (!named.empty()) return named == agreement.id.text;
  const bool ours = statement.row.text("direction") == "ours";
  if (ours != (agreement.row.text("direction") == "we_are_processor")) return false;
  return ours || statement.row.text("party") == agreement.row.text("party");
}

bool wants_one(const Record& agreement) {
  const std::string& type = agreement.row.text("type");
  return (type == "processing" || type == "sub_processing") &&
         says(agreement.row, "audit_yearly", true);
}

}  // namespace

bool is_in_force(const Record& agreement, Day today) {
  const std::string day = format_day(today);
  const std::string& until = agreement.row.text("valid_until");
  const std::string& ended = agreement.row.text("ended_on");
  return agreement.state == "signed" && (until.empty() || until >= day) &&
         (ended.empty() || ended > day);
}

Statements::Statements(std::vector<const Record*> statements, Day today)
    : statements_(std::move(statements)), today_(today) {
  std::erase_if(statements_, [](const Record* one) { return !is_independent(*one); });
}

std::optional<Day> Statements::missing_since(const Record& agreement) const {
  if (!wants_one(agreement) || !is_in_force(agreement, today_)) return std::nullopt;
  std::optional<Day> since;
  for (const Record* one : statements_) {
    if (!is_about(*one, agreement)) continue;
    if (one->state == "asked" || one->state == "received") return std::nullopt;
    const std::optional<Day> received = day_in(*one, "received_on");
    if (!received) continue;
    const Day year_later = add_months(*received, 12);
    if (year_later > today_) return std::nullopt;
    since = std::max(since.value_or(year_later), year_later);
  }
  if (since) return since;
  // There was never one: since it holds, as far as that is written down.
  for (const char* field : {"valid_from", "signed_on"})
    if (const auto day = day_in(agreement, field); day && *day <= today_) return day;
  return std::chrono::floor<std::chrono::days>(agreement.made_at);
}

namespace {

struct Unstated {
  records::RecordId agreement;
  std::optional<AccountId> owner;
  Day since;
};

// Whosever they are: a statement that somebody may not read is there all the same.
Result<std::vector<Unstated>> unstated(accounts::Office& office, const records::Kinds& kinds) {
  const std::vector<Record> agreements =
      TRY(records::all_of_kind(office, kinds, "agreement", "audit_yearly"));
  std::vector<Unstated> all;
  if (agreements.empty()) return all;
  const std::vector<Record> read = TRY(records::all_of_kind(office, kinds, "audit_statement"));
  std::vector<const Record*> pointers;
  for (const Record& one : read) pointers.push_back(&one);
  const Statements statements(std::move(pointers),
                              std::chrono::floor<std::chrono::days>(office.clock.now()));
  for (const Record& agreement : agreements)
    if (const auto since = statements.missing_since(agreement))
      all.push_back({agreement.id, agreement.owner, *since});
  return all;
}

}  // namespace

Result<records::Waits> statements_waiting(accounts::Office& office, const records::Kinds& kinds) {
  records::Waits all;
  for (const Unstated& one : TRY(unstated(office, kinds)))
    if (one.owner) all.push_back({*one.owner, 1, one.since});
  return all;
}

Result<std::vector<records::ToMend>> own_statements(accounts::Office& office,
                                                    const records::Kinds& kinds,
                                                    Language language) {
  std::vector<records::ToMend> all;
  if (!office.actor.may("parties.read")) return all;
  for (const Unstated& one : TRY(unstated(office, kinds)))
    if (one.owner == office.actor.account)
      all.push_back({one.agreement, one.since, say("processing.no_statement", {}, language), ""});
  return all;
}

}  // namespace ombud::processing
