#include "guests/link.h"

#include "base/text.h"
#include "guests/asking.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using records::Kind;
using store::Transaction;

Result<Request> open_request(Office& office, Transaction& transaction, const std::string& link) {
  std::optional<Request> found = TRY(by_link(office, transaction, link));
  if (!found) return fail(Errc::not_found, "guests.link_ends");
  return *std::move(found);
}

// By nobody with an account: the request stands in the entry.
evidence::Told told_by_guest(std::string event, const Request& request) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.object = request.number;
  told.details = {{"link", request.number}};
  return told;
}

}  // namespace

Result<Request> open_link(Office& office, const std::string& link) {
  Request request;
  {
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    request = TRY(open_request(office, transaction, link));
  }
  if (request.opened_at) return request;
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  request = TRY(open_request(office, transaction, link));
  if (request.opened_at) return request;
  request.opened_at = office.clock.now();
  TRY(save(office, transaction, request, State::waiting));
  TRY(office.log.append(transaction, told_by_guest("guests.opened", request)));
  TRY(transaction.commit());
  return request;
}

Result<std::vector<records::Fault>> answer(Office& office, const records::Kinds& kinds,
                                           const std::string& link, const Said& said) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Request request = TRY(open_request(office, transaction, link));
  const Kind& kind = *TRY(kinds.find(request.kind));
  Reply reply{trim(said.name), said.confirmed, trim(said.remark), ""};
  if (reply.name.empty() || reply.name.size() > most_name)
    return fail(Errc::invalid, "guests.no_name");
  if (reply.remark.size() > most_note)
    return fail(Errc::invalid, "guests.note_long", {{"most", std::to_string(most_note)}});
  const Question& question = *request.question;
  records::Row row = outward(kind, question, row_of(kind, question.row));
  std::vector<records::Fault> faults;
  if (!said.confirmed) {
    const Kind seen = kind_for(kind, question);
    row = TRY(records::read_json(seen, said.fields.empty() ? "{}" : said.fields, faults));
    if (faults.empty()) faults = check_answer(kind, question, row);
    if (!faults.empty()) return faults;
  }
  reply.row = records::write_json(inward(kind, question, row));
  request.reply = std::move(reply);
  request.state = State::answered;
  request.answered_at = office.clock.now();
  TRY(save(office, transaction, request, State::waiting));
  TRY(end_links(transaction, request.id));
  TRY(office.log.append(transaction, told_by_guest("guests.answered", request)));
  TRY(transaction.commit());
  return faults;
}

}  // namespace ombud::guests
