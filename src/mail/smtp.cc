#include "mail/smtp.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "mail/compose.h"
#include "mail/settings.h"

namespace ombud::mail {

namespace {

// Where the conversation stands, as libcurl shows it line by line.
struct Talk {
  const Handing& handing;
  const std::function<Result<void>()>& before_end;
  std::size_t given = 0;
  bool ending = false;           // What ends the message is out, or may be.
  bool leaving = false;          // What is answered now answers a farewell.
  bool over = false;             // Taking leave: no answer to anything.
  std::optional<Error> stopped;  // By before_end.
  std::string command;           // The last one: "RCPT".
  int code = 0;                  // The last answer's.
};

std::size_t give(char* room, std::size_t size, std::size_t count, void* given_to) {
  Talk& talk = *static_cast<Talk*>(given_to);
  const std::string& bytes = talk.handing.bytes;
  const std::size_t piece = std::min(size * count, bytes.size() - talk.given);
  if (piece == 0 && !talk.ending) {
    // What ends the message goes out once this has said that there is no more.
    if (const Result<void> noted = talk.before_end(); !noted) {
      talk.stopped = noted.error();
      return CURL_READFUNC_ABORT;
    }
    talk.ending = true;
    talk.code = 0;
  }
  std::memcpy(room, bytes.data() + talk.given, piece);
  talk.given += piece;
  return piece;
}

int listen(CURL*, curl_infotype kind, char* data, std::size_t size, void* heard_by) {
  Talk& talk = *static_cast<Talk*>(heard_by);
  const std::string_view line(data, size);
  // Of what is sent the first word only: what follows AUTH is none of ours.
  if (kind == CURLINFO_HEADER_OUT && line.starts_with("QUIT")) talk.leaving = true;
  if (talk.leaving) return 0;
  if (kind == CURLINFO_HEADER_OUT && !talk.ending)
    talk.command = std::string(line.substr(0, std::min<std::size_t>(4, line.find_first_of(" \r"))));
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (kind == CURLINFO_HEADER_IN && size >= 4 && line[3] != '-' &&
      std::all_of(line.begin(), line.begin() + 3, is_digit))
    talk.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  return 0;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

Result<HandedOver> judged(CURLcode code, const Talk& talk, const Server& server) {
  if (talk.stopped) return fail(*talk.stopped);
  const std::string said = std::to_string(talk.code);
  if (code == CURLE_OK) return HandedOver{Answer::taken, false, said};
  const Params later{{"server", host_of(server.url)}, {"code", said}};
  if (talk.ending) {
    if (talk.code >= 500) return HandedOver{Answer::refused, false, said};
    if (talk.code >= 400) return fail(Errc::unavailable, "mail.later", later);
    // It has said yes, and what came after went wrong.
    if (talk.code >= 200 && talk.code < 300) return HandedOver{Answer::taken, false, said};
    return HandedOver{Answer::unsure, false, ""};
  }
  if (talk.command == "RCPT" && talk.code >= 500) return HandedOver{Answer::refused, true, said};
  if (talk.command == "MAIL" && talk.code >= 500)
    return fail(Errc::unavailable, "mail.sender_refused", later);
  if (talk.code >= 400 && code != CURLE_LOGIN_DENIED && code != CURLE_USE_SSL_FAILED)
    return fail(Errc::unavailable, "mail.later", later);
  return away(code, server);
}

}  // namespace

Result<HandedOver> hand_over(const Server& server, const Handing& handing,
                             const std::function<Result<void>()>& before_end,
                             const std::function<bool()>& go_on) {
  Talk talk{handing, before_end};
  // Nobody leaves while the answer is awaited: it would not be known then.
  const std::function<bool()> on = [&] { return talk.ending || go_on(); };
  const Handle handle = new_handle(server, "smtp,smtps", on);
  CURL* curl = handle.get();
  // What follows the host is the name that we greet with: the sender's, not this machine's.
  const std::string url = server.url.substr(0, server.url.find_last_not_of('/') + 1) + "/" +
                          std::string(domain_of(handing.from));
  const std::string from = "<" + handing.from + ">";
  const std::string to = "<" + handing.to + ">";
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients(
      curl_slist_append(nullptr, to.c_str()), curl_slist_free_all);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &talk);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &talk);
  return judged(curl_easy_perform(curl), talk, server);
}

}  // namespace ombud::mail
