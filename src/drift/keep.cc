// What a check has found, written over what was known: fresh, seen again, graver, back, gone.
#include <map>

#include "drift/store.h"

namespace ombud::drift {

namespace {

using accounts::Office;

struct Known {
  std::string id;
  std::int64_t number = 0;
  What what = What::unknown_system;
  SystemId system;
  State state = State::open;
  std::optional<Day> until;
  std::int64_t accepted_severity = 0;
};

Result<std::map<std::string, Known>> known_in(store::Transaction& transaction) {
  std::map<std::string, Known> all;
  TRY(transaction.each(
      "select key, id, number, what, system_id, state, accepted_until, accepted_severity "
      "from drift_finding where organisation_id = ?",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        Known one;
        one.id = store::text_in(row[1]);
        one.number = store::integer_in(row[2]);
        one.what = what_of(store::text_in(row[3])).value_or(What::unknown_system);
        one.system = SystemId{store::optional_text_in(row[4]).value_or("")};
        one.state = state_of(store::text_in(row[5])).value_or(State::open);
        if (const auto day = store::optional_text_in(row[6])) one.until = TRY(parse_day(*day));
        if (!sql::is_null(row[7])) one.accepted_severity = store::integer_in(row[7]);
        all.emplace(store::text_in(row[0]), std::move(one));
        return {};
      }));
  return all;
}

std::string activities_text(const std::vector<Named>& activities) {
  std::string text;
  for (const Named& one : activities) {
    std::string title = one.title;
    for (char& letter : title)
      if (letter == '\n') letter = ' ';
    text += one.id + "|" + one.number + "|" + title + "\n";
  }
  return text;
}

sql::Value id_or_null(const std::string& id) {
  return id.empty() ? sql::Value(sql::Null{}) : sql::Value(id);
}

class Keeping {
 public:
  Keeping(Office& office, store::Transaction& transaction, Day today)
      : office_(office),
        transaction_(transaction),
        organisation_(transaction.organisation().text),
        now_(store::of_instant(office.clock.now())),
        today_(today) {}

  Result<void> fresh(const Found& found, std::int64_t number) {
    const std::string id = uuid_by_time(office_.clock.now());
    TRY(transaction_.execute(
        "insert into drift_finding (organisation_id, id, number, key, what, severity, system_id, "
        "record_id, activities, evidence, state, found_at, seen_at) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        {organisation_, id, number, found.key(), std::string(word(found.what)),
         static_cast<std::int64_t>(found.severity), id_or_null(found.system.text),
         id_or_null(found.record.id), activities_text(found.activities), to_json(found.evidence),
         now_, now_}));
    ++kept_.fresh;
    ++kept_.open;
    return turn(id, "found");
  }

  Result<void> again(const Found& found, const Known& known) {
    State state = known.state;
    const auto severity = static_cast<std::int64_t>(found.severity);
    if (state == State::accepted && severity > known.accepted_severity) {
      TRY(turn(known.id, "graver"));
      state = State::open;
    } else if (state == State::accepted && (!known.until || *known.until < today_)) {
      TRY(turn(known.id, "reopened"));
      state = State::open;
    } else if (state == State::mended) {
      TRY(turn(known.id, "back"));
      state = State::open;
    }
    if (state == State::open && known.state != State::open) ++kept_.reopened;
    ++(state == State::open ? kept_.open : kept_.accepted);
    if (state == State::open)
      TRY(transaction_.execute(
          "update drift_finding set accepted_until = null, accepted_severity = null "
          "where organisation_id = ? and id = ? and state = 'accepted'",
          {organisation_, known.id}));
    TRY(transaction_.execute_exactly(
        1,
        "update drift_finding set severity = ?, activities = ?, evidence = ?, state = ?, "
        "seen_at = ?, mended_at = null where organisation_id = ? and id = ?",
        {severity, activities_text(found.activities), to_json(found.evidence),
         std::string(word(state)), now_, organisation_, known.id}));
    return {};
  }

  Result<void> gone(const Known& known) {
    if (known.state == State::mended) return {};
    TRY(transaction_.execute_exactly(
        1,
        "update drift_finding set state = 'mended', mended_at = ?, accepted_until = null, "
        "accepted_severity = null where organisation_id = ? and id = ?",
        {now_, organisation_, known.id}));
    ++kept_.mended;
    return turn(known.id, "mended");
  }

  // Not looked at this time: it stands as it is.
  void stays(const Known& known) {
    if (known.state == State::open) ++kept_.open;
    if (known.state == State::accepted) ++kept_.accepted;
  }

  Result<void> look(const SystemData& data) {
    const auto before = TRY(transaction_.one(
        "select looked_at from drift_look where organisation_id = ? and system_id = ?",
        {organisation_, data.system.id.text}));
    sql::Value looked_at = before ? (*before)[0] : sql::Value(sql::Null{});
    if (data.asked) looked_at = now_;
    TRY(transaction_.execute("delete from drift_look where organisation_id = ? and system_id = ?",
                             {organisation_, data.system.id.text}));
    TRY(transaction_.execute(
        "insert into drift_look (organisation_id, system_id, at, looked_at, error) "
        "values (?, ?, ?, ?, ?)",
        {organisation_, data.system.id.text, now_, looked_at,
         data.why_not ? data.why_not->key : std::string()}));
    return {};
  }

  Result<void> set_checked() {
    const std::int64_t set = TRY(
        transaction_.execute("update drift_setting set checked_at = ? where organisation_id = ?",
                             {now_, organisation_}));
    if (set > 0) return {};
    TRY(transaction_.execute(
        "insert into drift_setting (organisation_id, years, checked_at) values (?, ?, ?)",
        {organisation_, Settings{}.years, now_}));
    return {};
  }

  Result<void> tell(std::string event) {
    evidence::Told told;
    told.event = std::move(event);
    told.use = UseKind::administer;
    told.account = office_.actor.account;
    told.reference = "record of processing";
    told.object = "record of processing";
    told.details = {{"open", std::to_string(kept_.open)},
                    {"fresh", std::to_string(kept_.fresh)},
                    {"reopened", std::to_string(kept_.reopened)},
                    {"mended", std::to_string(kept_.mended)},
                    {"accepted", std::to_string(kept_.accepted)}};
    TRY(office_.log.append(transaction_, told));
    return {};
  }

  const Tally& kept() const { return kept_; }

 private:
  Result<void> turn(const std::string& finding, const std::string& what) {
    TRY(transaction_.execute(
        "insert into drift_turn (organisation_id, id, finding_id, at, what, by_id, reason) "
        "values (?, ?, ?, ?, ?, ?, '')",
        {organisation_, uuid_by_time(office_.clock.now()), finding, now_, what,
         office_.actor.account.text}));
    return {};
  }

  Office& office_;
  store::Transaction& transaction_;
  std::string organisation_;
  sql::Value now_;
  Day today_;
  Tally kept_;
};

}  // namespace

Result<Tally> keep(Office& office, const std::vector<Found>& found,
                   const std::vector<SystemData>& systems, Day today, bool sources) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  std::map<std::string, Known> known = TRY(known_in(transaction));
  std::int64_t last = 0;
  for (const auto& [key, one] : known) last = std::max(last, one.number);
  std::set<std::string> asked;
  std::set<std::string> there;
  for (const SystemData& data : systems) {
    there.insert(data.system.id.text);
    if (data.asked) asked.insert(data.system.id.text);
  }
  Keeping keeping(office, transaction, today);
  for (const Found& one : found) {
    const auto at = known.find(one.key());
    if (at == known.end()) {
      TRY(keeping.fresh(one, ++last));
      continue;
    }
    TRY(keeping.again(one, at->second));
    known.erase(at);
  }
  for (const auto& [key, one] : known) {
    const bool unasked = is_told_by_source(one.what) && there.contains(one.system.text) &&
                         !asked.contains(one.system.text);
    if (unasked)
      keeping.stays(one);
    else
      TRY(keeping.gone(one));
  }
  if (sources) {
    for (const SystemData& data : systems) TRY(keeping.look(data));
    TRY(keeping.set_checked());
  }
  TRY(keeping.tell(sources ? "drift.checked" : "drift.compared"));
  TRY(transaction.commit());
  return keeping.kept();
}

}  // namespace ombud::drift
