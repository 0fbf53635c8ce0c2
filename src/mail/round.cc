// "mail.round": once a day what waits for each, the log's checkpoint to those who keep it outside
// the house, and what was left lying. One message a day to each at most: the sternest of digest,
// reminder and escalation, with everything in it.

#include <algorithm>
#include <map>

#include "accounts/rights.h"
#include "base/calendar.h"
#include "base/zones.h"
#include "mail/inbox.h"
#include "mail/queue.h"

namespace ombud::mail {

namespace {

using accounts::Account;
using accounts::Office;
using accounts::Role;
using store::Transaction;

struct Due {
  const Source* source = nullptr;
  std::optional<AccountId> account;  // Whose own it is.
  std::int64_t count = 0;
  std::optional<Day> since;

  // That it has waited; below zero where its day is still to come.
  std::int64_t days(Day today) const { return since ? (today - *since).count() : 0; }
};

struct Today {
  Day day;
  bool works = false;  // No Sunday, no holiday.
};

Result<Today> today_of(const Office& office) {
  const Country country = country_of(office.organisation.law).value_or(Country::se);
  const Day day = TRY(Zone::find(zone_name(country))).day_of(office.clock.now());
  return Today{day, working_day(country, day)};
}

Day day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at); }

Result<std::vector<Due>> due_things(Office& office, const std::vector<Source>& sources) {
  std::vector<Due> all;
  for (const Source& source : sources) {
    if (source.of_each) {
      for (const OwnWaiting& one : TRY(source.of_each(office)))
        all.push_back({&source, one.account, one.count, day_of(one.day)});
      continue;
    }
    const Waiting waiting = TRY(source.count(office));
    if (waiting.count == 0) continue;
    Due due{&source, {}, waiting.count, {}};
    if (waiting.oldest) due.since = day_of(*waiting.oldest);
    all.push_back(std::move(due));
  }
  return all;
}

// With the roles that it has now: standing ones, for a time, and of whom it stands in for.
Result<accounts::Actor> actor_of(Office& office, const AccountId& account) {
  accounts::Actor actor;
  actor.account = account;
  actor.organisation = office.organisation.id;
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(accounts::fill_rights(transaction, actor, office.clock.now()));
  return actor;
}

// Whoever is there for one controller's data alone is told of none of the organisation's own.
bool sees_to(accounts::Actor& actor, const std::string& permission) {
  actor.doing = permission;
  return actor.may(permission) && accounts::may_see(actor, "");
}

// The lines of one message, and how sternly they are told.
class Message {
 public:
  // Of several of one kind a line with their sum and the first day.
  void add(const Due& due, const std::string& key, Kind how) {
    auto line = std::ranges::find(lines_, key, &Line::key);
    if (line == lines_.end())
      line =
          lines_.insert(line, {key, 0, due.since ? format_day(*due.since) : "", due.source->page});
    line->count += due.count;
    if (due.since) line->since = std::min(line->since, format_day(*due.since));
    if (how == Kind::escalation || kind_ == Kind::digest) kind_ = how;
  }

  std::optional<std::pair<Kind, std::vector<Line>>> made() && {
    if (lines_.empty()) return std::nullopt;
    return std::pair(kind_, std::move(lines_));
  }

 private:
  Kind kind_ = Kind::digest;
  std::vector<Line> lines_;
};

// What one account is told; nothing where nothing waits for it.
std::optional<std::pair<Kind, std::vector<Line>>> message_for(accounts::Actor actor,
                                                              const std::vector<Due>& things,
                                                              Day today, const Outgoing& out) {
  const bool hears_of_others =
      actor.roles.contains(Role::coordinator) || actor.roles.contains(Role::dpo);
  Message message;
  for (const Due& due : things) {
    const Source& source = *due.source;
    const bool late = hears_of_others && due.days(today) >= out.escalate_days;
    const Kind how = due.days(today) >= out.remind_days ? Kind::reminder : Kind::digest;
    if (due.account == actor.account)
      message.add(due, source.key, how);
    else if (due.account && late && !source.late_key.empty())
      message.add(due, source.late_key, Kind::escalation);
    else if (!due.account && (late || sees_to(actor, source.permission)))
      message.add(due, source.key, late ? Kind::escalation : how);
  }
  return std::move(message).made();
}

Result<std::int64_t> tell_accounts(Office& office, const std::vector<Source>& sources,
                                   const Today& today, const Outgoing& out, jobs::Work& work) {
  const std::vector<Due> things = TRY(due_things(office, sources));
  if (things.empty()) return 0;
  std::int64_t queued = 0;
  for (const Account& account : TRY(accounts::list(office))) {
    TRY(work.go_on());
    if (account.closed) continue;
    const auto message = message_for(TRY(actor_of(office, account.id)), things, today.day, out);
    if (!message) continue;
    Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(work.fence(transaction));
    const auto number = TRY(queue(office, transaction, account.id,
                                  {message->first, message->second,
                                   "round " + format_day(today.day) + " " + account.id.text}));
    TRY(transaction.commit());
    queued += number ? 1 : 0;
  }
  return queued;
}

Result<std::int64_t> send_checkpoint(Office& office, const Today& today, const Outgoing& out,
                                     jobs::Work& work) {
  std::vector<Address> all = TRY(addresses(office));
  std::erase_if(all, [](const Address& one) { return one.account || one.refused_at; });
  if (all.empty()) return 0;
  const std::string note = TRY(office.log.sequence());
  const std::string key = evidence::write_verifier_key(TRY(office.log.verifier_key()));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  std::int64_t queued = 0;
  for (const Address& address : all)
    queued += TRY(queue_to(office, transaction, address, out, Kind::checkpoint, {{}, note, key},
                           "checkpoint " + format_day(today.day) + " " + address.id.text))
                  ? 1
                  : 0;
  TRY(transaction.commit());
  return queued;
}

Result<jobs::Facts> run(Office& office, const std::vector<Source>& sources, jobs::Work& work) {
  const std::optional<Settings> how = TRY(settings(office));
  if (!how || how->out.server.empty()) return fail(Errc::conflict, "mail.not_set_up");
  const Today today = TRY(today_of(office));
  const std::int64_t told =
      today.works ? TRY(tell_accounts(office, sources, today, how->out, work)) : 0;
  const std::int64_t checkpoints = TRY(send_checkpoint(office, today, how->out, work));
  TRY(work.go_on());
  const std::int64_t waiting = TRY(enqueue_stranded(office));
  const Instant now = office.clock.now();
  TRY(remove_ended(office, now - messages_kept));
  TRY(empty_ended(office, now - incoming_kept));
  return jobs::Facts{{"told", std::to_string(told)},
                     {"checkpoints", std::to_string(checkpoints)},
                     {"waiting", std::to_string(waiting)}};
}

}  // namespace

jobs::Kind round_kind(std::vector<Source> sources) {
  jobs::Kind kind;
  kind.name = "mail.round";
  kind.permission = "mail.manage";
  kind.run = [sources = std::move(sources)](Office& office, const jobs::Facts&, jobs::Work& work) {
    return run(office, sources, work);
  };
  return kind;
}

std::vector<jobs::Kind> job_kinds(std::vector<Source> sources) {
  return {send_kind(), round_kind(std::move(sources)), fetch_kind()};
}

}  // namespace ombud::mail
