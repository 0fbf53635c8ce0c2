#pragma once
// One message to one address over SMTP. The idea is the end: until the line that ends the message
// is given to the connection the server can have taken nothing, and after its yes nothing may be
// sent again. So whoever calls is asked right before it, and can write down that it is to be done.

#include <functional>
#include <string>

#include "base/result.h"
#include "mail/transfer.h"

namespace ombud::mail {

struct Handing {
  std::string from;
  std::string to;
  std::string bytes;  // As compose() makes it.
};

enum class Answer : std::uint8_t {
  taken,    // The server has said yes: it is its own now.
  refused,  // It will never take it: 5xx to the address or to the message.
  unsure,   // Handed over, and the connection ended without an answer.
};

struct HandedOver {
  Answer answer = Answer::taken;
  bool of_address = false;  // What was refused is the address, not the message.
  std::string code;         // "550".
};

/// `before_end`: an error ends it, and nothing has been handed over. Errors of away(), all of which
/// time may mend, and before the end: Errc::unavailable "mail.later" {server, code}: the server
/// wants it another time; "mail.sender_refused" {server, code}: it takes nothing from this sender.
Result<HandedOver> hand_over(const Server& server, const Handing& handing,
                             const std::function<Result<void>()>& before_end,
                             const std::function<bool()>& go_on);

}  // namespace ombud::mail
