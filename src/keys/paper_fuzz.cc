// Shares of the key as people type them from paper: lines between line ends.
#include "base/result.h"
#include "base/text.h"
#include "keys/paper.h"

namespace ombud::fuzz {

void keys_paper(std::string_view input) {
  std::vector<Secret> typed;
  for (std::string& line : split(input, '\n')) typed.emplace_back(std::move(line));
  const auto shares = keys::read_paper(typed);
  if (!shares) return;
  for (const keys::PaperShare& share : *shares) {
    const auto again = keys::read_paper(share.lines());
    must(again.has_value() && again->size() == 1);
    const keys::PaperShare& same = again->front();
    must(same.number == share.number && same.needed == share.needed && same.set == share.set &&
         same.share.bytes.reveal() == share.share.bytes.reveal());
  }
  const auto key = keys::joined_key(*shares);
  if (!key) return;
  const auto again = keys::joined_key(keys::on_paper(*key, 2, 2));
  must(again.has_value() && again->organisation == key->organisation &&
       again->made_at == key->made_at && again->root.bytes() == key->root.bytes());
}

}  // namespace ombud::fuzz
