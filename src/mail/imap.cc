#include "mail/imap.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "mail/settings.h"

namespace ombud::mail {

namespace {

constexpr std::size_t longest_answer_bytes = 1024 * 1024;

struct Gathered {
  std::string bytes;
  std::size_t most = 0;
  bool full = false;
};

std::size_t gather(char* data, std::size_t size, std::size_t count, void* into) {
  Gathered& gathered = *static_cast<Gathered*>(into);
  const std::size_t room = gathered.most - gathered.bytes.size();
  gathered.bytes.append(data, std::min(room, size * count));
  gathered.full = gathered.full || size * count > room;
  return gathered.full ? 0 : size * count;  // Less than was given ends it.
}

// The number behind `word`; -1 where there is none.
std::int64_t number_behind(std::string_view text, std::string_view word) {
  const std::size_t at = text.find(word);
  if (at == std::string_view::npos) return -1;
  std::int64_t number = -1;
  std::from_chars(text.data() + at + word.size(), text.data() + text.size(), number);
  return number;
}

}  // namespace

Mailbox::Mailbox(const Server& server, const std::function<bool()>& go_on)
    : server_(server), handle_(new_handle(server_, "imap,imaps", go_on)) {
  const std::size_t host = server.url.find("://") + 3;
  const std::size_t slash = server.url.find('/', host);
  base_ = server.url.substr(0, slash);
  if (slash != std::string::npos) mailbox_ = server.url.substr(slash + 1);
  while (mailbox_.ends_with('/')) mailbox_.pop_back();
  if (mailbox_.empty()) mailbox_ = "INBOX";
}

Result<std::string> Mailbox::ask(const std::string& path, const std::string& command,
                                 std::size_t most_bytes) {
  CURL* curl = handle_.get();
  Gathered gathered{{}, most_bytes};
  const std::string url = base_ + path;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, command.empty() ? nullptr : command.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, gather);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &gathered);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK || gathered.full) return gathered.bytes;
  if (code == CURLE_QUOTE_ERROR || code == CURLE_REMOTE_FILE_NOT_FOUND ||
      code == CURLE_WEIRD_SERVER_REPLY)
    return fail(Errc::unavailable, "mail.mailbox_answers_oddly",
                {{"server", host_of(server_.url)}});
  return away(code, server_);
}

Result<std::string> Mailbox::validity() {
  const std::string said =
      TRY(ask("/", "STATUS \"" + mailbox_ + "\" (UIDVALIDITY)", longest_answer_bytes));
  const std::int64_t number = number_behind(said, "UIDVALIDITY ");
  if (number < 0)
    return fail(Errc::unavailable, "mail.mailbox_answers_oddly",
                {{"server", host_of(server_.url)}});
  return std::to_string(number);
}

Result<std::vector<std::int64_t>> Mailbox::after(std::int64_t last) {
  const std::string said = TRY(ask(
      "/" + mailbox_, "UID SEARCH UID " + std::to_string(last + 1) + ":*", longest_answer_bytes));
  std::vector<std::int64_t> numbers;
  for (const std::string& line : split(said, '\n')) {
    if (!line.starts_with("* SEARCH")) continue;
    for (const std::string& one : split(trim(line.substr(8)), ' ')) {
      std::int64_t number = 0;
      std::from_chars(one.data(), one.data() + one.size(), number);
      // "7:*" means the last message too where all have smaller numbers.
      if (number > last) numbers.push_back(number);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

Result<std::int64_t> Mailbox::size_of(std::int64_t number) {
  const std::string said =
      TRY(ask("/" + mailbox_, "UID FETCH " + std::to_string(number) + " (RFC822.SIZE)",
              longest_answer_bytes));
  return std::max<std::int64_t>(0, number_behind(said, "RFC822.SIZE "));
}

Result<std::string> Mailbox::message(std::int64_t number, std::size_t most_bytes) {
  return ask("/" + mailbox_ + ";UID=" + std::to_string(number), "", most_bytes);
}

Result<std::string> Mailbox::head(std::int64_t number, std::size_t most_bytes) {
  return ask("/" + mailbox_ + ";UID=" + std::to_string(number) + ";SECTION=HEADER", "", most_bytes);
}

Result<void> Mailbox::remove(std::int64_t number) {
  const std::string one = std::to_string(number);
  TRY(ask("/" + mailbox_, "UID STORE " + one + " +FLAGS.SILENT (\\Deleted)", longest_answer_bytes));
  TRY(ask("/" + mailbox_, "UID EXPUNGE " + one, longest_answer_bytes));
  return {};
}

}  // namespace ombud::mail
