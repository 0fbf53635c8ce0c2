#pragma once
// A share as it is written on paper and typed back: six lines of letters and digits, each with a
// check of its own, so that a typing error is found in its line.
//
//     1  040H 03K5 7ZQM …  7K2
//
// The letters are Crockford's base32: no I, L, O or U; small letters, spaces and dashes don't
// matter, and O is read as 0, I and L as 1.

#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "keys/shamir.h"
#include "vault/key_file.h"

namespace ombud::keys {

struct PaperShare {
  int needed = 0;
  int number = 0;   // 1 to count.
  std::string set;  // Four bytes, the same in all shares made together.
  Share share;
  /// As they are printed.
  std::vector<Secret> lines() const;
};

/// The key file in shares. must() be 1 ≤ needed ≤ count ≤ 255.
std::vector<PaperShare> on_paper(const vault::KeyFile& key, int needed, int count);

/// Shares from typed lines, one after the other; lines that don't begin with a number are passed
/// over. Errc::invalid "keys.bad_line" {share, line}: a letter is wrong there; "keys.line_missing"
/// {share, line}; "keys.bad_share" {share}.
Result<std::vector<PaperShare>> read_paper(const std::vector<Secret>& typed);

/// The key file again. Errc::invalid "keys.not_enough" {have, needed}, "keys.not_together" (shares
/// of different sets), "keys.same_share" {share}, "keys.no_key".
Result<vault::KeyFile> joined_key(const std::vector<PaperShare>& shares);

}  // namespace ombud::keys
