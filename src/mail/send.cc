// "mail.send": one message to one server. Cut off before its last bytes went out, it is sent again;
// cut off after, nobody knows, and it says so instead of sending it twice.

#include "mail/compose.h"
#include "mail/queue.h"
#include "mail/smtp.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::chrono::days tried_for{5};

// All that sending needs, read in one transaction.
struct Parcel {
  Queued message;
  std::optional<Address> address;
  Outgoing out;
};

Result<Parcel> parcel_of(Office& office, const std::string& number) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  Parcel parcel;
  parcel.message = TRY(message(transaction, number));
  parcel.address = TRY(address_of(office, transaction, parcel.message.address));
  if (const auto how = TRY(settings(transaction))) parcel.out = how->out;
  if (auto one = TRY(outside(office, transaction, parcel.message.address))) {
    parcel.address = std::move(one->address);
    for (Line& line : parcel.message.facts.lines) line.page = one->page;
    parcel.message.facts.organisation = office.organisation.name;
  }
  return parcel;
}

const char* event_of(State state) {
  switch (state) {
    case State::sent:
      return "mail.sent";
    case State::refused:
      return "mail.refused";
    case State::unknown:
      return "mail.unknown";
    case State::dropped:
      return "mail.dropped";
    default:
      return "mail.given_up";
  }
}

// How it ended, with its entry, while the job is ours.
Result<jobs::Facts> end(Office& office, jobs::Work& work, const Parcel& parcel, const Try& ended,
                        bool of_address = false) {
  const Queued& message = parcel.message;
  const Instant now = office.clock.now();
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  TRY(end_try(transaction, message, ended, now));
  if (of_address) TRY(note_refusal(transaction, message.address, ended.code, now));
  if (ended.state == State::sent && message.kind == Kind::checkpoint)
    TRY(office.log.left_house(transaction, message.facts.checkpoint));
  if (ended.state != State::waiting) {
    evidence::Told entry = told(office, event_of(ended.state), message.number);
    if (!ended.code.empty()) entry.details = {{"code", ended.code}};
    TRY(office.log.append(transaction, entry));
  }
  TRY(transaction.commit());
  return jobs::Facts{{"message", message.number}, {"outcome", std::string(word(ended.state))}};
}

// What time may mend, until it has had days for it.
Result<jobs::Facts> put_off(Office& office, jobs::Work& work, const Parcel& parcel,
                            const Error& error, bool unsure) {
  const bool is_over = office.clock.now() - parcel.message.made_at >= tried_for;
  TRY(end(office, work, parcel, {is_over ? State::given_up : State::waiting, unsure, "", error}));
  if (is_over) return jobs::Facts{{"message", parcel.message.number}, {"outcome", "given_up"}};
  return fail(error);
}

std::string bytes_of(const Parcel& parcel) {
  const Queued& message = parcel.message;
  const Language language = parcel.address->language;
  Letter letter = letter_of(message.kind, message.facts, parcel.out.pages, language);
  return compose({parcel.out.from_address, "Ombud", parcel.address->address,
                  std::move(letter.subject), std::move(letter.text), std::string(code(language)),
                  message.made_at, message.message_id, std::move(letter.attachments)});
}

Result<jobs::Facts> run(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  const Parcel parcel = TRY(parcel_of(office, jobs::value_of(parameters, "message")));
  const Queued& message = parcel.message;
  if (message.state == State::handing)
    return end(office, work, parcel, {State::unknown, false, "", std::nullopt});
  if (message.state != State::waiting)
    return jobs::Facts{{"message", message.number}, {"outcome", std::string(word(message.state))}};
  if (!parcel.address) return end(office, work, parcel, {State::dropped, false, "", std::nullopt});
  if (parcel.out.server.empty())
    return put_off(office, work, parcel, {Errc::unavailable, "mail.no_server", {}}, false);
  const Server server{parcel.out.server, parcel.out.sign_in, TRY(outgoing_password(office)),
                      parcel.out.ca_file};
  TRY(work.still_mine());
  const auto before_end = [&]() -> Result<void> {
    Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(work.fence(transaction));
    TRY(begin_handing(transaction, message, office.clock.now()));
    return transaction.commit();
  };
  const Result<HandedOver> handed =
      hand_over(server, {parcel.out.from_address, parcel.address->address, bytes_of(parcel)},
                before_end, [&] { return work.go_on().has_value(); });
  if (!handed) {
    // It is the job that has to stop, not the server that is away.
    if (handed.error().key == "mail.interrupted") TRY(work.go_on());
    if (handed.error().key.starts_with("mail."))
      return put_off(office, work, parcel, handed.error(), false);
    return fail(handed.error());
  }
  if (handed->answer == Answer::taken)
    return end(office, work, parcel, {State::sent, false, handed->code, std::nullopt});
  if (handed->answer == Answer::refused)
    return end(office, work, parcel, {State::refused, false, handed->code, std::nullopt},
               handed->of_address);
  return put_off(office, work, parcel,
                 {Errc::unavailable, "mail.no_answer", {{"server", host_of(parcel.out.server)}}},
                 true);
}

}  // namespace

jobs::Kind send_kind() {
  jobs::Kind kind;
  kind.name = "mail.send";
  kind.permission = "mail.send";
  kind.run = run;
  kind.attempts = 100;  // The days end it, not their number.
  kind.first_wait = std::chrono::minutes(1);
  kind.longest_wait = std::chrono::hours(4);
  return kind;
}

}  // namespace ombud::mail
