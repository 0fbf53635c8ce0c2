// "guests.remind": whoever has not answered is reminded twice, each time by a link of its own,
// since only hashes of the former ones are kept. After that it is told to who asked, by the daily
// mail.

#include "guests/asking.h"

namespace ombud::guests {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::chrono::days after{7};
constexpr std::int64_t most_reminders = 2;

Result<jobs::Facts> run(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  const std::string& number = jobs::value_of(parameters, "request");
  const auto answer = [&](std::string outcome) {
    return jobs::Facts{{"request", number}, {"outcome", std::move(outcome)}};
  };
  TRY(work.go_on());
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(work.fence(transaction));
  Request request = TRY(find(office, transaction, number));
  const bool waits = state_now(request, office.clock.now()) == State::waiting;
  // A job of before the request was renewed, or done once more after it was cut off.
  const bool is_this = std::to_string(request.reminded) == jobs::value_of(parameters, "reminded") &&
                       format_instant(request.ends_at) == jobs::value_of(parameters, "ends_at");
  if (!waits || !request.question || !is_this || request.reminded >= most_reminders)
    return answer("nothing_to_do");
  ++request.reminded;
  TRY(send_link(office, transaction, request, mail::Kind::request_again));
  TRY(save(office, transaction, request, State::waiting));
  TRY(office.log.append(transaction, told(office, "guests.reminded", request)));
  if (request.reminded < most_reminders) TRY(remind_later(office, transaction, request));
  TRY(transaction.commit());
  return answer("reminded");
}

}  // namespace

Result<void> remind_later(Office& office, Transaction& transaction, const Request& request) {
  jobs::Wish wish;
  wish.parameters = {{"request", request.number},
                     {"reminded", std::to_string(request.reminded)},
                     {"ends_at", format_instant(request.ends_at)}};
  wish.not_before = office.clock.now() + after;
  TRY(jobs::enqueue(office, transaction, remind_kind(), wish));
  return {};
}

jobs::Kind remind_kind() {
  jobs::Kind kind;
  kind.name = "guests.remind";
  kind.permission = "guests.ask";
  kind.run = run;
  return kind;
}

std::vector<jobs::Kind> job_kinds() { return {remind_kind()}; }

}  // namespace ombud::guests
