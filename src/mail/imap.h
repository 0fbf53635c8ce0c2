#pragma once
// A mailbox over IMAP by libcurl: what is new in it, one message at a time, never more than a
// limit.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "mail/transfer.h"

namespace ombud::mail {

class Mailbox {
 public:
  /// `server.url`: "imaps://mail.example.org/INBOX". `go_on` must live as long as it.
  Mailbox(const Server& server, const std::function<bool()>& go_on);

  // Errors of all: those of away(); Errc::unavailable "mail.mailbox_answers_oddly" {server}.

  /// A number that stays while the numbers of its messages do (UIDVALIDITY).
  Result<std::string> validity();
  /// Numbers (UIDs) larger than `last`, in order.
  Result<std::vector<std::int64_t>> after(std::int64_t last);
  Result<std::int64_t> size_of(std::int64_t number);
  /// The whole, or its head, `most_bytes` at most: what is more is left out.
  Result<std::string> message(std::int64_t number, std::size_t most_bytes);
  Result<std::string> head(std::int64_t number, std::size_t most_bytes);
  Result<void> remove(std::int64_t number);

 private:
  Result<std::string> ask(const std::string& path, const std::string& command,
                          std::size_t most_bytes);

  Server server_;
  std::string base_;     // "imaps://mail.example.org"
  std::string mailbox_;  // "INBOX"
  Handle handle_;
};

}  // namespace ombud::mail
