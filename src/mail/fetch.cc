// "mail.fetch": what is new in the mailbox or the folder, one message a transaction. What was
// committed before a crash is known again by where it came from, so nothing is taken in twice, and
// it leaves the mailbox only after that.

#include "mail/drop_folder.h"
#include "mail/imap.h"
#include "mail/inbox.h"

namespace ombud::mail {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::size_t most_a_time = 500;
constexpr std::string_view folder_scheme = "folder:";

struct Count {
  std::int64_t tasks = 0;
  std::int64_t bounces = 0;

  void add(TakenIn taken) {
    tasks += taken == TakenIn::as_task ? 1 : 0;
    bounces += taken == TakenIn::as_bounce ? 1 : 0;
  }
};

Result<Count> from_folder(Office& office, const std::string& path, jobs::Work& work) {
  Count count;
  const DropFolder folder(path);
  for (const std::string& name : TRY(folder.names())) {
    TRY(work.go_on());
    const auto file = TRY(folder.read(name, largest_message_bytes));
    if (!file) continue;
    const bool whole = file->size_bytes <= static_cast<std::int64_t>(largest_message_bytes);
    Arrived arrived{"folder " + name + "\n" + file->bytes, file->bytes, file->size_bytes, whole};
    if (!whole) arrived.bytes.resize(std::min(arrived.bytes.size(), largest_head_bytes));
    Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(work.fence(transaction));
    count.add(TRY(take_in(office, transaction, arrived)));
    TRY(transaction.commit());
    TRY(whole ? folder.remove(name) : folder.set_aside(name));
  }
  return count;
}

Result<Count> from_mailbox(Office& office, const Inbox& inbox, jobs::Work& work) {
  Count count;
  const std::function<bool()> go_on = [&] { return work.go_on().has_value(); };
  const Server server{inbox.place, inbox.sign_in, TRY(inbox_password(office)), inbox.ca_file};
  Mailbox mailbox(server, go_on);
  const std::string validity = TRY(mailbox.validity());
  const std::int64_t last = validity == inbox.validity ? inbox.last : 0;
  std::vector<std::int64_t> numbers = TRY(mailbox.after(last));
  if (numbers.size() > most_a_time) numbers.resize(most_a_time);
  for (const std::int64_t number : numbers) {
    TRY(work.go_on());
    Arrived arrived;
    arrived.place = "imap " + inbox.place + "\n" + validity + "\n" + std::to_string(number);
    arrived.size_bytes = TRY(mailbox.size_of(number));
    arrived.whole = arrived.size_bytes <= static_cast<std::int64_t>(largest_message_bytes);
    arrived.bytes = arrived.whole ? TRY(mailbox.message(number, largest_message_bytes))
                                  : TRY(mailbox.head(number, largest_head_bytes));
    Transaction transaction = TRY(office.store.begin(office.organisation.id));
    TRY(work.fence(transaction));
    count.add(TRY(take_in(office, transaction, arrived)));
    TRY(set_last(transaction, validity, number));
    TRY(transaction.commit());
    if (inbox.removes && arrived.whole) TRY(mailbox.remove(number));
  }
  return count;
}

Result<jobs::Facts> run(Office& office, const jobs::Facts&, jobs::Work& work) {
  const std::optional<Settings> how = TRY(settings(office));
  if (!how || how->in.place.empty()) return fail(Errc::conflict, "mail.no_inbox");
  const std::string& place = how->in.place;
  const Count count = place.starts_with(folder_scheme)
                          ? TRY(from_folder(office, place.substr(folder_scheme.size()), work))
                          : TRY(from_mailbox(office, how->in, work));
  return jobs::Facts{{"tasks", std::to_string(count.tasks)},
                     {"bounces", std::to_string(count.bounces)}};
}

}  // namespace

jobs::Kind fetch_kind() {
  jobs::Kind kind;
  kind.name = "mail.fetch";
  kind.permission = "mail.manage";
  kind.run = run;
  return kind;
}

}  // namespace ombud::mail
