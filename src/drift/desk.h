#pragma once
// What every command of the room works with, and the commands on links and drafts.

#include "drift/draft.h"

namespace ombud::drift {

struct Desk {
  cli::Call& call;
  accounts::Office& office;
  const records::Kinds& kinds;

  std::string said(std::string_view key, const Params& params = {}) const {
    return say(key, params, call.language());
  }
};

using Run = Result<int> (*)(const Desk&);

Result<int> show_links(const Desk& desk);
Result<int> say_one_link(const Desk& desk);
Result<int> unlink_one(const Desk& desk);
Result<int> propose(const Desk& desk);
Result<int> take_drafts(const Desk& desk);
Result<int> undo_taking(const Desk& desk);

}  // namespace ombud::drift
