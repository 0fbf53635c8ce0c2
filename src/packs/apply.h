#pragma once
// A pack and an organisation's record: what of it lies there, what would come, and writing it as
// one change that can be undone. What the organisation has changed itself stays as it is.

#include <optional>
#include <string>
#include <vector>

#include "packs/pack.h"

namespace ombud::packs {

/// What becomes of a record of a pack.
enum class Step : std::uint8_t {
  made,       // Was not there.
  brought,    // Had been undone, comes back.
  changed,    // The pack says something else than when it was taken over.
  same,       // Nothing to do.
  kept,       // The pack says something else, where the organisation has its own words.
  set_aside,  // The organisation has archived or ended it.
};
std::string_view word(Step step);

/// What another pack has written, and this one says otherwise.
struct Clash {
  std::string field;
  const Pack* other = nullptr;
  records::Value theirs;               // Stands there now.
  std::optional<records::Value> ours;  // Nothing: this pack would empty it.
  bool open = true;                    // Nobody has chosen.
};
enum class Choice : std::uint8_t { keep, take };
/// By "KIND.KEY.FIELD": keep what stands there, or take what this pack says.
using Choices = std::map<std::string, Choice>;

/// A pack that was taken over before, with what was answered then.
struct Other {
  const Pack* pack = nullptr;
  Asker asker;
};

struct Wish {
  Asker asker;
  std::vector<Other> others = {};
  Choices choices = {};
};

struct Line {
  Step step = Step::same;
  const Entry* entry = nullptr;
  records::Record record;           // As it shall become; of `kept` and `set_aside` as it is.
  std::vector<std::string> fields;  // What is changed, or of `kept` where the pack says other.
  std::vector<Clash> clashes = {};
};

/// What applying it does: a line a record of the pack that the answers take.
/// Errc::forbidden "packs.limited": what a pack brings is for the whole organisation, and who sees
/// only some units' records can't tell what is there. Errors of records::find_several().
Result<std::vector<Line>> plan(accounts::Office& office, const records::Kinds& kinds,
                               const Pack& pack, const Wish& wish);

struct Applied {
  std::vector<Line> lines;
  records::Many many;  // No change where everything was there.
};

/// Writes plan() as one change. Where two packs clash and nobody has chosen nothing is written: a
/// fault "packs.clash" {field, other} at each. Errors of plan() and
/// records::write_together().
Result<Applied> apply(accounts::Office& office, const records::Kinds& kinds, const Pack& pack,
                      const Wish& wish);

/// What was answered so far.
struct Answered {
  std::string language;  // "sv"
  std::string country;
  records::Row row;
  int applied_version = 0;  // Of the pack; 0: not applied yet.
};

/// Nothing where nobody has answered.
Result<std::optional<Answered>> answered(accounts::Office& office, const Pack& pack);
Result<void> keep(accounts::Office& office, const Pack& pack, const Answered& answered);
/// The version of each pack that was applied, by name.
Result<std::map<std::string, int>> applied_versions(accounts::Office& office);

}  // namespace ombud::packs
