#include "guests/asking.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/calendar.h"
#include "base/text.h"
#include "base/zones.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using records::Field;
using records::Kind;
using records::Kinds;
using records::Record;
using store::Transaction;

constexpr std::size_t most_offers = 500;

Result<void> is_open(const Kind& kind, const Record& record) {
  const records::State* state = kind.state(record.state);
  if (!record.archived && (state == nullptr || !state->closed)) return {};
  return fail(Errc::conflict, "guests.record_closed", {{"record", record.number}});
}

Failure not_in_state(const Request& request, State state) {
  return fail(Errc::conflict, "guests.not_in_state",
              {{"request", request.number}, {"state", std::string(word(state))}});
}

Result<Zone> zone_of(const Office& office) {
  const Country country = country_of(office.organisation.law).value_or(Country::se);
  return Zone::find(zone_name(country));
}

// The last instant of the day, so many days from now.
Result<Instant> end_after(const Office& office, std::int64_t days) {
  if (days < 1 || days > most_days)
    return fail(Errc::invalid, "guests.bad_days", {{"most", std::to_string(most_days)}});
  const Zone zone = TRY(zone_of(office));
  return zone.start_of(zone.day_of(office.clock.now()) + std::chrono::days(days + 1));
}

// Fields in the declaration's order, each once; what is asked is shown too.
Result<void> choose_fields(const Kind& kind, const Wish& wish, Question& question) {
  std::set<std::string> shown(wish.shown.begin(), wish.shown.end());
  const std::set<std::string> asked(wish.asked.begin(), wish.asked.end());
  shown.insert(asked.begin(), asked.end());
  if (asked.empty()) return fail(Errc::invalid, "guests.nothing_asked");
  for (const std::string& name : shown)
    if (kind.field(name) == nullptr)
      return fail(Errc::invalid, "guests.no_such_field", {{"field", replace_broken_utf8(name)}});
  for (const Field& field : kind.fields) {
    const bool is_asked = asked.contains(field.name);
    if (!shown.contains(field.name)) continue;
    if (!can_be_shown(field) || (is_asked && !can_be_asked(field)))
      return fail(Errc::invalid, "guests.not_for_guests", {{"field", field.name}});
    for (const auto& [path, link] : links_of(field)) {
      const bool said =
          std::ranges::any_of(wish.offered, [&](const auto& one) { return one.first == path; });
      // A column that is not shown is left out of lines; what comes back has to be whole.
      if (said)
        question.offered[path];
      else if (is_asked || &field == link)
        return fail(Errc::invalid, "guests.titles_unsaid", {{"field", path}});
    }
    question.shown.push_back(field.name);
    if (is_asked) question.asked.push_back(field.name);
  }
  return {};
}

// The ids to which the link at a path leads in a row.
std::vector<std::string> ids_at(const records::Row& row, const std::string& path) {
  const std::size_t point = path.find('.');
  const records::Value* value = row.find(path.substr(0, point));
  if (value == nullptr) return {};
  if (point != std::string::npos) {
    std::vector<std::string> all;
    const auto* lines = std::get_if<std::vector<records::Row>>(value);
    for (const records::Row& line : lines == nullptr ? std::vector<records::Row>() : *lines)
      for (std::string& id : ids_at(line, path.substr(point + 1))) all.push_back(std::move(id));
    return all;
  }
  if (const auto* ids = std::get_if<std::vector<std::string>>(value)) return *ids;
  if (const auto* id = std::get_if<std::string>(value)) return {*id};
  return {};
}

void offer(std::vector<Offer>& offers, const std::string& id, const std::string& title) {
  if (std::ranges::find(offers, id, &Offer::id) == offers.end())
    offers.push_back({"o" + std::to_string(offers.size() + 1), id, title});
}

// Titles of what the links lead to now, where it was said that he may see them.
Result<void> offer_present(Office& office, const Kinds& kinds, const Kind& kind,
                           const Record& record, Question& question) {
  const records::Names names = TRY(records::names_of(office, kinds, {record}));
  for (const std::string& name : question.shown)
    for (const auto& [path, field] : links_of(*kind.field(name)))
      for (const std::string& id : ids_at(record.row, path)) {
        const auto at = names.find(id);
        const auto offers = question.offered.find(path);
        if (at != names.end() && offers != question.offered.end())
          offer(offers->second, id, at->second.title);
      }
  return {};
}

// Beside them those that were chosen by their numbers.
Result<void> offer_chosen(Office& office, const Kinds& kinds, const Kind& kind, const Wish& wish,
                          Question& question) {
  for (const auto& [path, numbers] : wish.offered) {
    const std::string name = path.substr(0, path.find('.'));
    const auto& chosen = numbers.empty() ? question.shown : question.asked;
    if (std::ranges::find(chosen, name) == chosen.end())
      return fail(Errc::invalid, "guests.not_in_answer", {{"field", replace_broken_utf8(path)}});
    const auto links = links_of(*kind.field(name));
    const auto link = std::ranges::find(links, path, [](const auto& one) { return one.first; });
    if (link == links.end())
      return fail(Errc::invalid, "guests.no_such_field", {{"field", replace_broken_utf8(path)}});
    if (numbers.empty()) continue;
    records::Wanted wanted;
    wanted.kind = link->second->to;
    wanted.limit = most_offers;
    const records::Page page = TRY(records::list(office, kinds, wanted));
    for (const std::string& number : numbers) {
      const auto at = std::ranges::find(page.records, number, &Record::number);
      if (at == page.records.end())
        return fail(Errc::invalid, "guests.no_such_offer",
                    {{"field", path}, {"record", replace_broken_utf8(number)}});
      offer(question.offered[path], at->id.text, at->title);
    }
  }
  return {};
}

// What is shown, as the record stands now.
Result<void> look_anew(Office& office, const Kinds& kinds, const Kind& kind, const Record& record,
                       Question& question) {
  question.row = records::write_json(record.row);
  question.version = record.version;
  question.draft = record.state == kind.states.front().name;
  return offer_present(office, kinds, kind, record, question);
}

Result<Question> question_of(Office& office, const Kinds& kinds, const Kind& kind,
                             const Record& record, const Wish& wish) {
  Question question;
  question.name = trim(wish.name);
  if (question.name.empty() || question.name.size() > most_name)
    return fail(Errc::invalid, "guests.no_name");
  question.note = trim(wish.note);
  if (question.note.size() > most_note)
    return fail(Errc::invalid, "guests.note_long", {{"most", std::to_string(most_note)}});
  question.address = wish.address;
  question.language = wish.language;
  TRY(choose_fields(kind, wish, question));
  TRY(look_anew(office, kinds, kind, record, question));
  TRY(offer_chosen(office, kinds, kind, wish, question));
  return question;
}

Result<void> tell(Office& office, Transaction& transaction, std::string event,
                  const Request& request) {
  TRY(office.log.append(transaction, told(office, std::move(event), request)));
  return {};
}

// Of an answer, or of what waits: `by` no more to be changed.
Result<Request> end(Office& office, const Kinds& kinds, std::string_view number, State to,
                    const char* event, const std::string& reason) {
  const auto [before, record] = TRY(show(office, kinds, number));
  Request request = before;
  const Kind& kind = *TRY(kinds.find(record.kind));
  TRY(may_edit(office, kinds, kind, record));
  const State now = state_now(request, office.clock.now());
  const bool fits = now == State::answered ||
                    (to == State::withdrawn && (now == State::waiting || now == State::expired));
  if (!fits) return not_in_state(request, now);
  const State from = request.state;
  request.state = to;
  request.ended_at = office.clock.now();
  request.ended_by = office.actor.account;
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(save(office, transaction, request, from));
  TRY(end_links(transaction, request.id));
  evidence::Told entry = told(office, event, request);
  if (!reason.empty()) entry.details.emplace_back("reason", reason);
  TRY(office.log.append(transaction, entry));
  TRY(transaction.commit());
  return request;
}

// A request that is to be asked again, where it is in the state for it.
Result<Shown> to_ask_again(Office& office, const Kinds& kinds, std::string_view number, State now) {
  Shown shown = TRY(show(office, kinds, number));
  const Kind& kind = *TRY(kinds.find(shown.record.kind));
  TRY(may_edit(office, kinds, kind, shown.record));
  TRY(is_open(kind, shown.record));
  if (shown.request.state != now || !shown.request.question)
    return not_in_state(shown.request, state_now(shown.request, office.clock.now()));
  return shown;
}

// It waits from the beginning, with another link and with the record as it is now.
Result<Request> ask_again(Office& office, const Kinds& kinds, Shown shown, std::int64_t days,
                          mail::Kind message, const char* event) {
  Request& request = shown.request;
  const State before = std::exchange(request.state, State::waiting);
  request.answered_at.reset();
  request.ends_at = TRY(end_after(office, days));
  request.reminded = 0;
  const Kind& kind = *TRY(kinds.find(shown.record.kind));
  TRY(look_anew(office, kinds, kind, shown.record, *request.question));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(end_links(transaction, request.id));
  TRY(send_link(office, transaction, request, message));
  TRY(save(office, transaction, request, before));
  TRY(remind_later(office, transaction, request));
  TRY(tell(office, transaction, event, request));
  TRY(transaction.commit());
  return std::move(request);
}

}  // namespace

Result<void> may_edit(Office& office, const Kinds& kinds, const Kind& kind, const Record& record) {
  if (!office.actor.may(kind.room + ".edit"))
    return fail(Errc::forbidden, "guests.may_not_edit", {{"record", record.number}});
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return records::is_his(office, kinds, transaction, record);
}

evidence::Told told(const Office& office, std::string event, const Request& request) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.object = request.number;
  told.details = {{"record", request.record.text}};
  return told;
}

Result<Day> last_day(const Office& office, const Request& request) {
  return TRY(zone_of(office)).day_of(request.ends_at - std::chrono::seconds(1));
}

Result<void> send_link(Office& office, Transaction& transaction, Request& request,
                       mail::Kind kind) {
  const std::string link = TRY(add_link(office, transaction, request.id));
  const Question& question = request.question.value();
  request.mail = TRY(mail::queue_outside(office, transaction,
                                         {.kind = kind,
                                          .address = question.address,
                                          .language = question.language,
                                          .page = "/guests/answer#" + link,
                                          .until = format_day(TRY(last_day(office, request))),
                                          .once = "guests " + uuid_random()}));
  return {};
}

Result<Request> ask(Office& office, const Kinds& kinds, std::string_view kind_name,
                    std::string_view number, const Wish& wish) {
  const Kind& kind = *TRY(kinds.find(kind_name));
  const Record record = TRY(records::find(office, kinds, kind_name, number));
  TRY(may_edit(office, kinds, kind, record));
  TRY(is_open(kind, record));
  Request request;
  request.record = record.id;
  request.kind = kind.name;
  request.asked_at = office.clock.now();
  request.asked_by = office.actor.account;
  request.ends_at = TRY(end_after(office, wish.days));
  request.question = TRY(question_of(office, kinds, kind, record, wish));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(add(office, transaction, request));
  TRY(send_link(office, transaction, request, mail::Kind::request));
  TRY(save(office, transaction, request, State::waiting));
  TRY(remind_later(office, transaction, request));
  TRY(tell(office, transaction, "guests.asked", request));
  TRY(transaction.commit());
  return request;
}

Result<Request> renew(Office& office, const Kinds& kinds, std::string_view number,
                      std::int64_t days) {
  return ask_again(office, kinds, TRY(to_ask_again(office, kinds, number, State::waiting)), days,
                   mail::Kind::request_again, "guests.renewed");
}

Result<Request> withdraw(Office& office, const Kinds& kinds, std::string_view number) {
  return end(office, kinds, number, State::withdrawn, "guests.withdrawn", "");
}

Result<Request> refuse(Office& office, const Kinds& kinds, std::string_view number,
                       const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "guests.no_note");
  return end(office, kinds, number, State::refused, "guests.refused", trim(reason));
}

Result<Request> send_back(Office& office, const Kinds& kinds, std::string_view number,
                          const std::string& note) {
  Shown shown = TRY(to_ask_again(office, kinds, number, State::answered));
  std::string& returned = shown.request.question->returned;
  returned = trim(note);
  if (returned.empty()) return fail(Errc::invalid, "guests.no_note");
  if (returned.size() > most_note)
    return fail(Errc::invalid, "guests.note_long", {{"most", std::to_string(most_note)}});
  return ask_again(office, kinds, std::move(shown), usual_days, mail::Kind::request_back,
                   "guests.sent_back");
}

Result<Shown> show(Office& office, const Kinds& kinds, std::string_view number) {
  Shown shown;
  {
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    shown.request = TRY(find(office, transaction, number));
  }
  Result<Record> record = records::find(office, kinds, shown.request.record);
  // A request about a record that does not exist for whoever acts does not exist for him either.
  if (!record && record.error().code == Errc::not_found) return unknown(number);
  shown.record = TRY(std::move(record));
  return shown;
}

}  // namespace ombud::guests
