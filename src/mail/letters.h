#pragma once
// What a message says, in its reader's language. Logic-less: a sentence a kind, a sentence a line,
// a link to a page; nothing that somebody typed, and no person. Pure.

#include <optional>
#include <string>
#include <vector>

#include "mail/compose.h"
#include "mail/mail.h"

namespace ombud::mail {

/// Stops the program for a word that no kind has: the store holds only what word() wrote.
Kind kind_of(std::string_view word);
/// To somebody without an account.
bool goes_outside(Kind kind);

/// What a message is made of, as it lies in the queue.
struct Facts {
  std::vector<Line> lines;
  std::string checkpoint;         // A signed note (evidence/checkpoint.h); empty in other messages.
  std::string key;                // Of that log: what the note is verified by.
  std::string organisation = {};  // Who asks, in a message to somebody outside; not in the queue.
};

std::string written(const Facts& facts);
Facts read_facts(const std::string& json);

struct Letter {
  std::string subject;
  std::string text;
  std::vector<Attachment> attachments;
};

/// `pages`: what links begin with.
Letter letter_of(Kind kind, const Facts& facts, const std::string& pages, Language language);

}  // namespace ombud::mail
