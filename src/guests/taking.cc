// The answer, decided on field by field. What is taken is written as any other edit.

#include <algorithm>

#include "base/calendar.h"
#include "base/zones.h"
#include "guests/asking.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using records::Kind;
using records::Kinds;
using store::Transaction;

// Whole or not at all, also where the caller has no frame around it.
Result<void> framed(Office& office, const std::function<Result<void>()>& work) {
  if (office.store.is_framed()) return work();
  store::Frame frame = TRY(office.store.frame(office.organisation.id, sql::Begin::write));
  TRY(work());
  return frame.commit();
}

std::string label_list(const std::vector<Compared>& compared, Language language) {
  std::string all;
  for (const Compared& one : compared)
    all += (all.empty() ? "" : ", ") + records::say(one.field->label, language);
  return all;
}

// Those whose answer is to be written.
Result<std::vector<Compared>> chosen(const std::vector<Compared>& all, const Taking& taking) {
  std::vector<Compared> some;
  if (taking.fields) {
    for (const std::string& name : *taking.fields) {
      const auto at =
          std::ranges::find(all, name, [](const Compared& one) { return one.field->name; });
      if (at == all.end()) return fail(Errc::invalid, "guests.not_in_answer", {{"field", name}});
      some.push_back(*at);
    }
    return some;
  }
  std::vector<Compared> changed;
  for (const Compared& one : all) {
    if (!one.differs) continue;
    some.push_back(one);
    if (one.changed_since) changed.push_back(one);
  }
  if (!changed.empty())
    return fail(Errc::conflict, "guests.changed_since",
                {{"fields", label_list(changed, taking.language)}});
  return some;
}

Result<std::string> reason_for(const Office& office, const Request& request, Language language) {
  const Country country = country_of(office.organisation.law).value_or(Country::se);
  const Day day = TRY(Zone::find(zone_name(country))).day_of(request.answered_at.value());
  const Reply& reply = request.reply.value();
  return ombud::say(reply.confirmed ? "guests.reason_confirmed" : "guests.reason",
                    {{"name", reply.name}, {"day", format_day(day)}, {"request", request.number}},
                    language);
}

records::Row with(records::Row row, const std::vector<Compared>& taken) {
  for (const Compared& one : taken) {
    if (one.said != nullptr)
      row.set(one.field->name, records::Value(*one.said));
    else
      row.clear(one.field->name);
  }
  return row;
}

}  // namespace

Result<Taken> take(Office& office, const Kinds& kinds, std::string_view number,
                   const Taking& taking) {
  Shown found = TRY(show(office, kinds, number));
  Request& request = found.request;
  const records::Record& record = found.record;
  const Kind& kind = *TRY(kinds.find(record.kind));
  TRY(may_edit(office, kinds, kind, record));
  if (request.state != State::answered || !request.reply)
    return fail(Errc::conflict, "guests.not_in_state",
                {{"request", request.number},
                 {"state", std::string(word(state_now(request, office.clock.now())))}});
  const Question& question = *request.question;
  const records::Row was = row_of(kind, question.row);
  const records::Row said = row_of(kind, request.reply->row);
  const std::vector<Compared> all = compare(kind, question, was, record.row, said);
  const std::vector<Compared> some = TRY(chosen(all, taking));
  const bool says_otherwise = std::ranges::any_of(all, &Compared::differs);
  if (some.empty() && says_otherwise) return fail(Errc::invalid, "guests.nothing_taken");
  const int version = taking.version.value_or(record.version);
  const std::string reason = TRY(reason_for(office, request, taking.language));
  const records::State* state = kind.state(record.state);
  const bool reviewable = kind.review_months > 0 && !record.archived && !(state && state->closed);
  Taken taken;
  const auto write = [&]() -> Result<void> {
    records::Saved saved;
    if (!some.empty())
      saved = TRY(
          records::edit(office, kinds, record.id, version, {with(record.row, some), {}, reason}));
    else if (reviewable)
      saved = TRY(records::review(office, kinds, record.id, version, reason));
    taken.faults = std::move(saved.faults);
    if (!taken.faults.empty()) return {};
    if (some.empty() && reviewable) taken.review = "reviewed";
    request.state = State::taken;
    request.ended_at = office.clock.now();
    request.ended_by = office.actor.account;
    Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(save(office, transaction, request, State::answered));
    evidence::Told entry = told(office, "guests.taken", request);
    entry.details.emplace_back("fields", std::to_string(some.size()));
    TRY(office.log.append(transaction, entry));
    return transaction.commit();
  };
  TRY(framed(office, write));
  if (taken.faults.empty()) taken.request = std::move(request);
  return taken;
}

}  // namespace ombud::guests
