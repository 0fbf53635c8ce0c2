// find(): the text is passed over once. Its bytes are sorted 64 at a time (blocks.h); only where
// digits, an at sign or a word of ours begin is anything looked at. Where findings overlap, the
// surest stays.

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "detectors/blocks.h"
#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/vocabulary.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

constexpr Kinds worded = set_of(Kind::username) | set_of(Kind::secret) | set_of(Kind::health) |
                         set_of(Kind::union_membership) | set_of(Kind::religion) |
                         set_of(Kind::politics) | set_of(Kind::ethnicity) |
                         set_of(Kind::sexuality) | set_of(Kind::crime) |
                         set_of(Kind::protected_identity);

// Calls `take` with the place of each bit.
template <class Take>
void each_bit(std::uint64_t bits, std::size_t base, const Take& take) {
  for (; bits != 0; bits &= bits - 1) take(base + static_cast<std::size_t>(__builtin_ctzll(bits)));
}

class Pass {
 public:
  explicit Pass(Search& search)
      : search_(search), by_word_(search.wants_any(worded)), vocabulary_(vocabulary()) {}

  void run() {
    constexpr std::size_t blocks_at_once = 32;
    std::array<Block, blocks_at_once> blocks;
    const SortBlocks sort = sort_blocks();
    const std::string_view bytes = search_.bytes;
    const std::size_t whole = bytes.size() / block_bytes;
    for (std::size_t block = 0; block < whole; block += blocks_at_once) {
      const std::size_t count = std::min(blocks_at_once, whole - block);
      sort(bytes.data() + block * block_bytes, count, blocks.data());
      for (std::size_t i = 0; i < count; ++i) look_at(blocks[i], (block + i) * block_bytes);
    }
    // The rest, filled up with zero bytes.
    std::array<char, block_bytes> rest{};
    const std::string_view tail = bytes.substr(whole * block_bytes);
    std::copy(tail.begin(), tail.end(), rest.begin());
    sort(rest.data(), 1, blocks.data());
    look_at(blocks[0], whole * block_bytes);
  }

 private:
  /// The word that begins at a bit; where it leaves the block, its bytes say how far it goes.
  Span word_from(const Block& block, std::size_t bit, std::size_t at) const {
    const std::uint64_t after = ~(block.words >> bit);
    const std::size_t known =
        after == 0 ? block_bytes : static_cast<std::size_t>(__builtin_ctzll(after));
    if (bit + known < block_bytes) return {at, at + known};
    return word_beginning_at(search_.bytes, at);
  }

  void look_at_word(const Block& block, std::size_t base, std::size_t at) {
    const Span word = word_from(block, at - base, at);
    const bool compound = word.end - word.start >= Vocabulary::least_compound_bytes;
    if (vocabulary_.may_begin(search_.bytes, at) ||
        (compound && vocabulary_.may_have_head(search_.bytes, word)))
      find_word_at(search_, vocabulary_, word);
  }

  void look_at(const Block& block, std::size_t base) {
    const std::uint64_t digits = block.digits & ~(block.digits << 1 | digit_before_);
    const std::uint64_t words = block.words & ~(block.words << 1 | word_before_) & ~block.digits;
    digit_before_ = block.digits >> 63;
    word_before_ = block.words >> 63;
    each_bit(digits, base, [&](std::size_t at) { find_number_at(search_, at); });
    each_bit(block.ats, base, [&](std::size_t at) { find_email_at(search_, at); });
    if (!by_word_) return;
    each_bit(words, base, [&](std::size_t at) { look_at_word(block, base, at); });
  }

  Search& search_;
  const bool by_word_;
  const Vocabulary& vocabulary_;
  std::uint64_t digit_before_ = 0;  // 1 where the byte before the block is a digit.
  std::uint64_t word_before_ = 0;
};

// The surest first; of equally sure ones the longest.
bool surer(const Finding& a, const Finding& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.end - a.start > b.end - b.start;
}

bool is_free(const std::map<std::size_t, std::size_t>& taken, const Finding& finding) {
  const auto next = taken.lower_bound(finding.start);
  if (next != taken.end() && next->first < finding.end) return false;
  return next == taken.begin() || std::prev(next)->second <= finding.start;
}

// Settles overlaps within each run of findings that touch one another.
std::vector<Finding> without_overlaps(std::vector<Finding> found) {
  const auto by_place = [](const Finding& a, const Finding& b) { return a.start < b.start; };
  std::stable_sort(found.begin(), found.end(), by_place);
  std::vector<Finding> kept;
  for (auto first = found.begin(); first != found.end();) {
    auto last = first + 1;
    for (std::size_t end = first->end; last != found.end() && last->start < end; ++last)
      end = std::max(end, last->end);
    if (last - first == 1) {
      kept.push_back(std::move(*first++));
      continue;
    }
    std::stable_sort(first, last, surer);
    const auto begun = static_cast<std::ptrdiff_t>(kept.size());
    std::map<std::size_t, std::size_t> taken;  // start to end
    for (; first != last; ++first) {
      if (!is_free(taken, *first)) continue;
      taken.emplace(first->start, first->end);
      kept.push_back(std::move(*first));
    }
    std::sort(kept.begin() + begun, kept.end(), by_place);
  }
  return kept;
}

}  // namespace

Search::Search(std::string_view text, const Options& options)
    : bytes(text), reading(options.reading) {
  if (options.kinds.empty()) return;
  wanted_ = 0;
  for (const Kind kind : options.kinds) wanted_ |= set_of(kind);
}

const Context& Search::before(std::size_t at) {
  if (context_at_ != at) {
    context_ = context_before(bytes, at);
    context_at_ = at;
  }
  return context_;
}

void Search::add(Kind kind, Span span, double score, std::string normal) {
  add_as_is(kind, span, score + before(span.start).weight(kind, score), std::move(normal));
}

void Search::add_as_is(Kind kind, Span span, double score, std::string normal) {
  found.push_back({kind, span.start, span.end, std::clamp(score, 0.0, 0.99), std::move(normal)});
}

std::vector<Finding> find(std::string_view utf8_text, const Options& options) {
  Search search(utf8_text, options);
  Pass(search).run();
  if (search.wants(Kind::name)) find_names({utf8_text, {}, options.reading}, search.found);
  weigh_by_persons(search);
  // Overlaps are settled among all kinds: a phone number asked for alone is still none where the
  // digits are a personnummer.
  std::vector<Finding> found = without_overlaps(std::move(search.found));
  std::erase_if(found, [&](const Finding& finding) {
    return finding.score < options.least_score || !search.wants(finding.kind);
  });
  return found;
}

}  // namespace ombud::detectors
