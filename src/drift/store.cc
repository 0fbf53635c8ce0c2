#include "drift/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"

namespace ombud::drift {

namespace {

using accounts::Office;

constexpr std::string_view state_words[] = {"open", "accepted", "mended"};
constexpr int longest_acceptance_days = 366;

std::string written(std::int64_t number) { return fmt::format("F-{:04}", number); }

/// 0 where the text is no number of a finding.
std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  if (!text.starts_with("F-")) return 0;
  text.remove_prefix(2);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

sql::Statement select_findings(const std::string& organisation) {
  return sql::Statement(
      "select id, number, what, severity, system_id, record_id, activities, evidence, state, "
      "found_at, seen_at, mended_at, accepted_until from drift_finding where organisation_id = ?",
      {organisation});
}

Result<Finding> finding_in(const sql::Row& row) {
  Finding one;
  one.id = store::text_in(row[0]);
  one.number = written(store::integer_in(row[1]));
  const auto what = what_of(store::text_in(row[2]));
  const auto state = state_of(store::text_in(row[8]));
  if (!what || !state) return fail(Errc::internal, "drift.evidence_damaged");
  one.what = *what;
  one.state = *state;
  one.severity = static_cast<Severity>(store::integer_in(row[3]));
  one.system = SystemId{store::optional_text_in(row[4]).value_or("")};
  one.record_id = store::optional_text_in(row[5]).value_or("");
  one.activities = activities_in(store::text_in(row[6]));
  one.evidence = TRY(evidence_in(store::text_in(row[7])));
  one.found_at = TRY(store::instant_in(row[9]));
  one.seen_at = TRY(store::instant_in(row[10]));
  if (!sql::is_null(row[11])) one.mended_at = TRY(store::instant_in(row[11]));
  if (const auto day = store::optional_text_in(row[12])) one.accepted_until = TRY(parse_day(*day));
  return one;
}

// Those of the systems and records that the actor may see, and those of none.
Result<void> only_seen(Office& office, const records::Kinds& kinds, store::Transaction& transaction,
                       sql::Statement& statement) {
  TRY(records::narrow_to_readable(office, kinds, transaction, statement, "record_id"));
  std::vector<sql::Value> seen;
  for (const connectors::System& system : TRY(connectors::list(office)))
    seen.emplace_back(system.id.text);
  statement.text(" and (system_id is null");
  if (!seen.empty()) statement.text(" or system_id in (").values(seen).text(")");
  statement.text(")");
  return {};
}

// Nor are activities named that he may not read.
Result<void> name_only_readable(Office& office, const records::Kinds& kinds,
                                std::vector<Finding>& findings) {
  std::set<std::string> ids;
  for (const Finding& finding : findings)
    for (const Named& activity : finding.activities) ids.insert(activity.id);
  std::set<std::string> readable;
  for (const records::Record& record :
       TRY(records::find_several(office, kinds, {ids.begin(), ids.end()})))
    readable.insert(record.id.text);
  for (Finding& finding : findings)
    std::erase_if(finding.activities,
                  [&](const Named& activity) { return !readable.contains(activity.id); });
  return {};
}

void filter(sql::Statement& statement, const Wanted& wanted) {
  std::vector<sql::Value> states;
  for (const State state : wanted.states) states.emplace_back(std::string(word(state)));
  if (!states.empty()) statement.text(" and state in (").values(states).text(")");
  if (wanted.severity)
    statement.text(" and severity = ").value(static_cast<std::int64_t>(*wanted.severity));
  if (wanted.what) statement.text(" and what = ").value(std::string(word(*wanted.what)));
  if (wanted.system) statement.text(" and system_id = ").value(wanted.system->text);
  const std::vector<sql::Value> ids(wanted.ids.begin(), wanted.ids.end());
  if (!ids.empty()) statement.text(" and id in (").values(ids).text(")");
  if (!wanted.activity.empty())
    statement.text(" and activities like ").value("%|" + wanted.activity + "|%");
}

// "severity", "number" of the last one before.
Result<void> after(sql::Statement& statement, const Wanted& wanted) {
  if (!wanted.after) return {};
  const auto number = [](const std::string& text) -> std::optional<std::int64_t> {
    std::int64_t found = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), found);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return found;
  };
  const auto severity = wanted.after->size() == 2 ? number((*wanted.after)[0]) : std::nullopt;
  const auto last = wanted.after->size() == 2 ? number((*wanted.after)[1]) : std::nullopt;
  if (!severity || !last) return fail(Errc::invalid, "drift.bad_place");
  statement.text(" and (severity < ").value(*severity);
  statement.text(" or (severity = ").value(*severity);
  statement.text(" and number > ").value(*last).text("))");
  return {};
}

Result<void> add_turn(Office& office, store::Transaction& transaction, const std::string& finding,
                      const std::string& what, const std::string& reason) {
  TRY(transaction.execute(
      "insert into drift_turn (organisation_id, id, finding_id, at, what, by_id, reason) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, uuid_by_time(office.clock.now()), finding,
       store::of_instant(office.clock.now()), what, office.actor.account.text, reason}));
  return {};
}

Result<void> tell(Office& office, store::Transaction& transaction, std::string event,
                  const std::string& number, const std::string& reason) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = reason;
  told.object = "finding " + number;
  TRY(office.log.append(transaction, told));
  return {};
}

Result<std::string> reason_in(const std::string& given) {
  std::string reason = trim(given);
  if (reason.empty()) return fail(Errc::invalid, "drift.no_reason");
  return reason;
}

}  // namespace

std::vector<Named> activities_in(const std::string& text) {
  std::vector<Named> all;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> parts = split(line, '|');
    if (parts.size() >= 3)
      all.push_back(
          {parts[0], "activity", parts[1], line.substr(parts[0].size() + parts[1].size() + 2)});
  }
  return all;
}

std::string_view word(State state) { return state_words[static_cast<std::size_t>(state)]; }

std::optional<State> state_of(std::string_view word) {
  const auto at = std::ranges::find(state_words, word);
  if (at == std::end(state_words)) return std::nullopt;
  return static_cast<State>(at - std::begin(state_words));
}

Result<Listed> list(Office& office, const records::Kinds& kinds, const Wanted& wanted) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string& organisation = transaction.organisation().text;
  sql::Statement count("select count(*) from drift_finding where organisation_id = ?",
                       {organisation});
  TRY(only_seen(office, kinds, transaction, count));
  filter(count, wanted);
  Listed listed;
  listed.count = store::integer_in(TRY(transaction.all(count)).at(0).at(0));
  sql::Statement select = select_findings(organisation);
  TRY(only_seen(office, kinds, transaction, select));
  filter(select, wanted);
  TRY(after(select, wanted));
  select.text(" order by severity desc, number limit ")
      .value(static_cast<std::int64_t>(wanted.limit + 1));
  for (const sql::Row& row : TRY(transaction.all(select))) {
    if (listed.findings.size() == wanted.limit) {
      const Finding& last = listed.findings.back();
      listed.next = {std::to_string(static_cast<int>(last.severity)),
                     std::to_string(number_in(last.number))};
      break;
    }
    listed.findings.push_back(TRY(finding_in(row)));
  }
  TRY(name_only_readable(office, kinds, listed.findings));
  return listed;
}

Result<Finding> find(Office& office, const records::Kinds& kinds, const std::string& number) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement select = select_findings(transaction.organisation().text);
  select.text(" and number = ").value(number_in(number));
  const std::vector<sql::Row> rows = TRY(transaction.all(select));
  const auto unknown = [&] {
    return fail(Errc::not_found, "drift.unknown", {{"finding", number}});
  };
  if (rows.empty()) return unknown();
  TRY(only_seen(office, kinds, transaction, select));
  if (TRY(transaction.all(select)).empty()) {
    accounts::note_hidden(office, "finding " + written(number_in(number)));
    return unknown();
  }
  std::vector<Finding> found{TRY(finding_in(rows.front()))};
  TRY(name_only_readable(office, kinds, found));
  return std::move(found.front());
}

Result<std::vector<Turn>> turns(Office& office, const Finding& finding) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Turn> all;
  TRY(transaction.each(
      "select at, what, by_id, reason from drift_turn "
      "where organisation_id = ? and finding_id = ? order by at, id",
      {transaction.organisation().text, finding.id}, [&](const sql::Row& row) -> Result<void> {
        all.push_back({TRY(store::instant_in(row[0])), store::text_in(row[1]),
                       AccountId{store::text_in(row[2])}, store::text_in(row[3])});
        return {};
      }));
  return all;
}

Result<std::vector<std::int64_t>> counts(Office& office, const records::Kinds& kinds) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  sql::Statement count(
      "select severity, count(*) from drift_finding where organisation_id = ? and state = 'open'",
      {transaction.organisation().text});
  TRY(only_seen(office, kinds, transaction, count));
  count.text(" group by severity");
  std::vector<std::int64_t> all(4);
  for (const sql::Row& row : TRY(transaction.all(count)))
    all.at(static_cast<std::size_t>(store::integer_in(row[0]))) = store::integer_in(row[1]);
  return all;
}

Result<Finding> accept(Office& office, const records::Kinds& kinds, const std::string& number,
                       const std::string& given, Day until, Day today) {
  const std::string reason = TRY(reason_in(given));
  if (until < today || until > today + std::chrono::days(longest_acceptance_days))
    return fail(Errc::invalid, "drift.bad_until", {{"day", format_day(until)}});
  Finding one = TRY(drift::find(office, kinds, number));
  if (one.state == State::mended)
    return fail(Errc::conflict, "drift.is_mended", {{"finding", one.number}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update drift_finding set state = 'accepted', accepted_until = ?, accepted_severity = "
      "severity where organisation_id = ? and id = ? and state <> 'mended'",
      {format_day(until), transaction.organisation().text, one.id}));
  TRY(add_turn(office, transaction, one.id, "accepted", reason));
  TRY(tell(office, transaction, "drift.accepted", one.number, reason));
  TRY(transaction.commit());
  one.state = State::accepted;
  one.accepted_until = until;
  return one;
}

Result<Finding> reopen(Office& office, const records::Kinds& kinds, const std::string& number,
                       const std::string& given) {
  const std::string reason = TRY(reason_in(given));
  Finding one = TRY(drift::find(office, kinds, number));
  if (one.state != State::accepted)
    return fail(Errc::conflict, "drift.not_accepted", {{"finding", one.number}});
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "update drift_finding set state = 'open', accepted_until = null, accepted_severity = null "
      "where organisation_id = ? and id = ? and state = 'accepted'",
      {transaction.organisation().text, one.id}));
  TRY(add_turn(office, transaction, one.id, "reopened", reason));
  TRY(tell(office, transaction, "drift.reopened", one.number, reason));
  TRY(transaction.commit());
  one.state = State::open;
  one.accepted_until = std::nullopt;
  return one;
}

Result<Settings> settings(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("select years, checked_at from drift_setting where organisation_id = ?",
                          {transaction.organisation().text}));
  Settings found;
  if (!row) return found;
  found.years = store::integer_in((*row)[0]);
  if (!sql::is_null((*row)[1])) found.checked_at = TRY(store::instant_in((*row)[1]));
  return found;
}

Result<void> set_years(Office& office, std::int64_t years) {
  if (years < 1 || years > 100) return fail(Errc::invalid, "drift.bad_years");
  const Settings before = TRY(settings(office));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("delete from drift_setting where organisation_id = ?",
                          {transaction.organisation().text}));
  TRY(transaction.execute(
      "insert into drift_setting (organisation_id, years, checked_at) values (?, ?, ?)",
      {transaction.organisation().text, years,
       before.checked_at ? store::of_instant(*before.checked_at) : sql::Value(sql::Null{})}));
  evidence::Told told;
  told.event = "drift.years_set";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = "record of processing";
  told.details = {{"years", std::to_string(years)}, {"before", std::to_string(before.years)}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<std::vector<Looked>> looked(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Looked> all;
  TRY(transaction.each(
      "select system_id, at, looked_at, error from drift_look "
      "where organisation_id = ? order by system_id",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Looked one{SystemId{store::text_in(row[0])}, TRY(store::instant_in(row[1])), std::nullopt,
                   store::text_in(row[3])};
        if (!sql::is_null(row[2])) one.looked_at = TRY(store::instant_in(row[2]));
        all.push_back(std::move(one));
        return {};
      }));
  return all;
}

}  // namespace ombud::drift
