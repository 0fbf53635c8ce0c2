#include "detectors/blocks.h"

#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ombud::detectors {

namespace {

constexpr unsigned char digit_bit = 1;
constexpr unsigned char word_bit = 2;
constexpr unsigned char at_bit = 4;

constexpr std::array<unsigned char, 256> classes = [] {
  std::array<unsigned char, 256> table{};
  for (int c = 0; c < 256; ++c) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
    table[static_cast<std::size_t>(c)] = static_cast<unsigned char>(
        (digit ? digit_bit | word_bit : 0) | (letter ? word_bit : 0) | (c == '@' ? at_bit : 0));
  }
  return table;
}();

void sort_plainly(const char* bytes, std::size_t count, Block* blocks) {
  for (std::size_t block = 0; block < count; ++block, bytes += block_bytes) {
    Block& sorted = blocks[block];
    sorted = {};
    for (std::size_t i = 0; i < block_bytes; ++i) {
      const std::uint64_t its = classes[static_cast<unsigned char>(bytes[i])];
      sorted.digits |= (its & 1) << i;
      sorted.words |= (its >> 1 & 1) << i;
      sorted.ats |= (its >> 2) << i;
    }
  }
}

#if defined(__x86_64__)

// x - low <= span, unsigned: SSE2 and AVX2 have no unsigned comparison but the least of two.
template <int at>
std::uint64_t placed(int mask) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(mask)) << at;
}

template <int at>
void sort_16(const char* bytes, Block& sorted) {
  const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i from_0 = _mm_sub_epi8(x, _mm_set1_epi8('0'));
  const __m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(from_0, _mm_set1_epi8(9)), from_0);
  const __m128i from_a = _mm_sub_epi8(_mm_or_si128(x, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
  const __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8(25)), from_a);
  // The mask takes each byte's highest bit, which a byte of a longer sequence has by itself.
  const __m128i word = _mm_or_si128(_mm_or_si128(digit, letter), x);
  sorted.digits |= placed<at>(_mm_movemask_epi8(digit));
  sorted.words |= placed<at>(_mm_movemask_epi8(word));
  sorted.ats |= placed<at>(_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('@'))));
}

void sort_by_16(const char* bytes, std::size_t count, Block* blocks) {
  for (std::size_t block = 0; block < count; ++block, bytes += block_bytes) {
    Block& sorted = blocks[block];
    sorted = {};
    sort_16<0>(bytes, sorted);
    sort_16<16>(bytes + 16, sorted);
    sort_16<32>(bytes + 32, sorted);
    sort_16<48>(bytes + 48, sorted);
  }
}

template <int at>
__attribute__((target("avx2"))) void sort_32(const char* bytes, Block& sorted) {
  const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes));
  const __m256i from_0 = _mm256_sub_epi8(x, _mm256_set1_epi8('0'));
  const __m256i digit = _mm256_cmpeq_epi8(_mm256_min_epu8(from_0, _mm256_set1_epi8(9)), from_0);
  const __m256i from_a =
      _mm256_sub_epi8(_mm256_or_si256(x, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
  const __m256i letter = _mm256_cmpeq_epi8(_mm256_min_epu8(from_a, _mm256_set1_epi8(25)), from_a);
  const __m256i word = _mm256_or_si256(_mm256_or_si256(digit, letter), x);
  sorted.digits |= placed<at>(_mm256_movemask_epi8(digit));
  sorted.words |= placed<at>(_mm256_movemask_epi8(word));
  sorted.ats |= placed<at>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('@'))));
}

__attribute__((target("avx2"))) void sort_by_32(const char* bytes, std::size_t count,
                                                Block* blocks) {
  for (std::size_t block = 0; block < count; ++block, bytes += block_bytes) {
    Block& sorted = blocks[block];
    sorted = {};
    sort_32<0>(bytes, sorted);
    sort_32<32>(bytes + 32, sorted);
  }
}

#endif

}  // namespace

std::vector<SortBlocks> all_sort_blocks() {
  std::vector<SortBlocks> all{sort_plainly};
#if defined(__x86_64__)
  all.push_back(sort_by_16);
  if (__builtin_cpu_supports("avx2") != 0) all.push_back(sort_by_32);
#endif
  return all;
}

SortBlocks sort_blocks() {
  static const SortBlocks fastest = all_sort_blocks().back();
  return fastest;
}

}  // namespace ombud::detectors
