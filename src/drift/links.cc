#include "drift/links.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::drift {

namespace {

using accounts::Office;
using connectors::System;

struct Said {
  std::string record;
  std::string system;
  bool same = false;
};

Result<std::vector<Said>> said_in(store::Transaction& transaction) {
  std::vector<Said> all;
  TRY(transaction.each(
      "select record_id, system_id, same from drift_link "
      "where organisation_id = ? and ended_at is null order by id",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        all.push_back({store::text_in(row[0]), store::text_in(row[1]), store::boolean_in(row[2])});
        return {};
      }));
  return all;
}

// Words of a name, without those that every system has.
std::set<std::string> words_of(const std::string& name) {
  static const std::set<std::string> empty_words = {"system", "systemet",   "database", "databas",
                                                    "prod",   "production", "test",     "db",
                                                    "the",    "och",        "og",       "and"};
  std::string text = fold(name);
  std::ranges::replace_if(
      text, [](char c) { return c == '-' || c == '_' || c == '.' || c == '/' || c == ','; }, ' ');
  std::set<std::string> words;
  for (std::string& word : split(text, ' '))
    if (word.size() > 2 && !empty_words.contains(word)) words.insert(std::move(word));
  return words;
}

bool share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& word) { return b.contains(word); });
}

std::set<std::string> words_of_address(const System& system) {
  const connectors::Address& address = system.address;
  std::set<std::string> words = words_of(address.host);
  words.merge(words_of(address.database));
  return words;
}

// The likeliest reason why they may be one.
std::optional<Likely> likely(const SystemRecord& record, const System& system) {
  const auto because = [&](const char* why, int weight) {
    return std::optional<Likely>({record.named.id, system.id, why, weight});
  };
  const std::set<std::string> title = words_of(record.named.title);
  if (fold(record.named.title) == fold(system.name)) return because("drift.likely_same_name", 4);
  if (share(title, words_of(system.name))) return because("drift.likely_name", 3);
  const std::string location = fold(record.location);
  const std::string& host = system.address.host;
  const std::string& database = system.address.database;
  const bool at_host = host.size() > 3 && location.find(fold(host)) != std::string::npos;
  const bool named = database.size() > 3 && location.find(fold(database)) != std::string::npos;
  if (at_host || named || share(title, words_of_address(system)))
    return because("drift.likely_address", 2);
  if (!record.supplier.empty() && share(words_of(record.supplier), words_of(system.name)))
    return because("drift.likely_supplier", 1);
  return std::nullopt;
}

Result<const SystemRecord*> record_called(const Paper& paper, const std::string& number) {
  for (const auto& [id, record] : paper.systems)
    if (record.named.number == number) return &record;
  return fail(Errc::not_found, "records.unknown", {{"number", number}});
}

evidence::Told told_of(const Office& office, std::string event, const SystemRecord& record,
                       const System& system, const std::string& reason) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = reason;
  told.object = "system " + system.name;
  told.details = {{"record", record.named.number}};
  return told;
}

bool names(const SystemRecord& record, const System& system) {
  return !record.connected.empty() && fold(record.connected) == fold(system.name);
}

struct Region {
  std::string_view name;
  std::string_view country;
};

// Of the large clouds' public lists; names that say no country (eu-central-2a …) are cut by dots
// and dashes below.
constexpr Region regions[] = {
    {"eu-north-1", "SE"},       {"eu-west-1", "IE"},      {"eu-west-2", "GB"},
    {"eu-west-3", "FR"},        {"eu-central-1", "DE"},   {"eu-central-2", "CH"},
    {"eu-south-1", "IT"},       {"eu-south-2", "ES"},     {"us-east-1", "US"},
    {"us-east-2", "US"},        {"us-west-1", "US"},      {"us-west-2", "US"},
    {"ca-central-1", "CA"},     {"ap-south-1", "IN"},     {"ap-southeast-1", "SG"},
    {"ap-southeast-2", "AU"},   {"ap-northeast-1", "JP"}, {"ap-northeast-2", "KR"},
    {"sa-east-1", "BR"},        {"me-south-1", "BH"},     {"af-south-1", "ZA"},
    {"swedencentral", "SE"},    {"norwayeast", "NO"},     {"norwaywest", "NO"},
    {"westeurope", "NL"},       {"northeurope", "IE"},    {"germanywestcentral", "DE"},
    {"francecentral", "FR"},    {"uksouth", "GB"},        {"ukwest", "GB"},
    {"switzerlandnorth", "CH"}, {"eastus", "US"},         {"eastus2", "US"},
    {"westus", "US"},           {"westus2", "US"},        {"centralus", "US"},
};

}  // namespace

std::string country_of_host(std::string_view host) {
  for (const std::string& label : split(host, '.'))
    for (const Region& region : regions)
      if (ascii_equal_ignoring_case(label, region.name)) return std::string(region.country);
  return "";
}

std::set<std::string> Links::records_of(const SystemId& system) const {
  std::set<std::string> records;
  for (const Link& link : links)
    if (link.system == system) records.insert(link.record);
  return records;
}

Result<Links> links(Office& office, const Paper& paper, const std::vector<System>& systems) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Links all;
  std::set<std::pair<std::string, std::string>> spoken_of;
  for (const System& system : systems)
    for (const auto& [id, record] : paper.systems)
      if (names(record, system) && spoken_of.emplace(id, system.id.text).second)
        all.links.push_back({id, system.id, true});
  for (const Said& said : TRY(said_in(transaction))) {
    if (!paper.systems.contains(said.record)) continue;  // Ended or archived since.
    if (!spoken_of.emplace(said.record, said.system).second) continue;
    if (said.same) all.links.push_back({said.record, SystemId{said.system}, false});
  }
  std::set<std::string> linked_records;
  std::set<SystemId> linked_systems;
  for (const Link& link : all.links) {
    linked_records.insert(link.record);
    linked_systems.insert(link.system);
  }
  for (const System& system : systems) {
    if (linked_systems.contains(system.id)) continue;
    for (const auto& [id, record] : paper.systems) {
      if (linked_records.contains(id) || spoken_of.contains({id, system.id.text})) continue;
      if (auto one = likely(record, system)) all.likely.push_back(*std::move(one));
    }
  }
  std::ranges::stable_sort(all.likely, std::greater(), &Likely::weight);
  return all;
}

Result<void> say_link(Office& office, const Paper& paper, const std::string& record_number,
                      const System& system, bool same, const std::string& reason) {
  const SystemRecord& record = *TRY(record_called(paper, record_number));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  bool there = names(record, system);
  for (const Said& said : TRY(said_in(transaction)))
    there |= said.record == record.named.id && said.system == system.id.text;
  if (there) return fail(Errc::conflict, "drift.said_already");
  TRY(transaction.execute(
      "insert into drift_link (organisation_id, id, record_id, system_id, same, said_at, said_by, "
      "reason) values (?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, uuid_by_time(office.clock.now()), record.named.id,
       system.id.text, same, store::of_instant(office.clock.now()), office.actor.account.text,
       reason}));
  TRY(office.log.append(transaction, told_of(office, same ? "drift.linked" : "drift.told_apart",
                                             record, system, reason)));
  return transaction.commit();
}

Result<void> take_back_link(Office& office, const Paper& paper, const std::string& record_number,
                            const System& system) {
  const SystemRecord& record = *TRY(record_called(paper, record_number));
  if (names(record, system))
    return fail(Errc::conflict, "drift.link_in_record", {{"number", record_number}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t ended = TRY(transaction.execute(
      "update drift_link set ended_at = ?, ended_by = ? where organisation_id = ? "
      "and record_id = ? and system_id = ? and ended_at is null",
      {store::of_instant(office.clock.now()), office.actor.account.text,
       transaction.organisation().text, record.named.id, system.id.text}));
  if (ended == 0) return fail(Errc::not_found, "drift.no_link");
  TRY(office.log.append(transaction, told_of(office, "drift.unlinked", record, system, "")));
  return transaction.commit();
}

}  // namespace ombud::drift
