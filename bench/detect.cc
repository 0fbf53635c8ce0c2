// `./run bench detect`: finding personal data in text, against Vectorscan with match starts.
//
// Vectorscan looks for eight patterns and says where they match. We look for the same and more, and
// say which of them hold: check digits, days that exist, the words before, a score, and no
// overlaps. The text is invented prose of four languages with planted values and decoys, one value
// in some 600 bytes, as a share of business notes has them. Every planted value must be found.

#include <hs/hs.h>

#include <algorithm>
#include <random>

#include "bench/measuring.h"
#include "detectors/detectors.h"

namespace {

using ombud::detectors::Finding;
using ombud::detectors::Kind;
using ombud::detectors::Options;

constexpr const char* patterns[] = {
    R"(\b(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|[678]\d|9[01])[-+]?\d{4}\b)",
    R"(\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}\b)",
    R"(\b(?:[04][1-9]|[1256]\d|[37][01])(?:[04][1-9]|[15][0-2])\d{2} ?\d{5}\b)",
    R"(\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}\b)",
    R"((?:\+4[567]|\b004[567]|\b0)[ -]?\d{1,3}[ -]?\d{2,3}[ -]?\d{2}[ -]?\d{2}\b)",
    R"(\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b)",
    R"(\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b)",
    R"(\b(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2}|6011)(?:[ -]?\d{4}){2}[ -]?\d{1,4}\b)",
};

constexpr std::string_view words[] = {
    "medlemmen",   "har",          "begärt",      "utdrag",  "ur",           "registret",
    "och",         "ärendet",      "gäller",      "en",      "tidigare",     "anställning",
    "hos",         "företaget",    "där",         "lönen",   "inte",         "betalats",
    "enligt",      "avtal",        "förhandling", "möte",    "protokoll",    "bifogas",
    "handläggare", "ringde",       "upp",         "fick",    "svar",         "att",
    "uppgifterna", "ska",          "raderas",     "senast",  "nästa",        "månad",
    "personen",    "er",           "registreret", "i",       "systemet",     "oplysninger",
    "om",          "sygdom",       "fravær",      "kontakt", "arbejdsgiver", "behandling",
    "av",          "opplysninger", "kunde",       "faktura", "leverans",     "för",
    "på",          "till",         "från",        "vid",     "efter",        "under",
    "år",          "kr",           "st",          "sida",    "avsnitt",      "punkt"};

// Numbers of the registers' official test series and of published examples only.
struct Planted {
  Kind kind;
  std::string_view written;
  std::string_view before = "";  // The digits alone are a Swedish number, too.
};

constexpr Planted values[] = {
    {Kind::personnummer, "19121212-1212"},    {Kind::personnummer, "910703-2386"},
    {Kind::samordningsnummer, "701063-2391"}, {Kind::cpr, "070761-4285", "CPR "},
    {Kind::fodselsnummer, "120579 00499"},    {Kind::henkilotunnus, "131052-308T"},
    {Kind::email, "karin.ek@example.se"},     {Kind::email, "mette_holm84@exempel.dk"},
    {Kind::phone, "+46 70-174 06 05"},        {Kind::phone, "070-174 06 05"},
    {Kind::ip_address, "10.17.203.9"},        {Kind::iban, "SE45 5000 0000 0583 9825 7466"},
    {Kind::card, "4111 1111 1111 1111"},
};

struct Corpus {
  std::string text;
  std::vector<std::pair<std::size_t, Planted>> planted;
};

Corpus make_corpus(std::size_t bytes) {
  std::mt19937_64 random(42);
  const auto below = [&](std::uint64_t limit) { return random() % limit; };
  const auto digits = [&](std::uint64_t count) {
    std::string text;
    while (count-- > 0) text += static_cast<char>('0' + below(10));
    return text;
  };
  Corpus corpus;
  corpus.text.reserve(bytes + 4096);
  std::size_t line = 0;
  while (corpus.text.size() < bytes) {
    const std::uint64_t drawn = below(6000);
    const std::size_t begun = corpus.text.size();
    if (drawn < 66) {
      const Planted& planted = values[below(std::size(values))];
      corpus.text += planted.before;
      corpus.planted.emplace_back(corpus.text.size(), planted);
      corpus.text += planted.written;
    } else if (drawn < 160) {
      corpus.text += digits(1 + below(5));
    } else if (drawn < 200) {
      corpus.text += "2026-1" + digits(1).replace(0, 1, 1, static_cast<char>('0' + below(3))) +
                     "-" + std::to_string(10 + below(19));
    } else if (drawn < 215) {
      corpus.text += "FA-" + digits(7);
    } else if (drawn < 225) {
      corpus.text += "kl. 1" + std::to_string(below(10)) + ":" + std::to_string(10 + below(50));
    } else if (drawn < 260) {
      corpus.text += digits(1 + below(3)) + "," + digits(2);
    } else {
      corpus.text += words[below(std::size(words))];
    }
    line += corpus.text.size() - begun;
    corpus.text += below(14) == 0 ? (below(2) == 0 ? ". " : "; ") : " ";
    if (line > 90 + below(400)) {
      corpus.text += '\n';
      line = 0;
    }
  }
  return corpus;
}

constexpr std::size_t piece_bytes = 64 * 1024;

// The text in pieces that end at a line, as both sides get it.
template <class Work>
void each_piece(std::string_view text, const Work& work) {
  while (!text.empty()) {
    std::size_t end = std::min(piece_bytes, text.size());
    if (end < text.size()) end = text.rfind('\n', end) + 1;
    work(text.substr(0, end));
    text.remove_prefix(end);
  }
}

class Vectorscan {
 public:
  explicit Vectorscan(unsigned flags) {
    std::vector<unsigned> all(std::size(patterns), flags);
    std::vector<unsigned> ids(std::size(patterns));
    for (unsigned i = 0; i < ids.size(); ++i) ids[i] = i;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(patterns, all.data(), ids.data(), static_cast<unsigned>(all.size()),
                         HS_MODE_BLOCK, nullptr, &database_, &error) != HS_SUCCESS ||
        hs_alloc_scratch(database_, &scratch_) != HS_SUCCESS)
      std::abort();
  }

  Vectorscan(const Vectorscan&) = delete;
  Vectorscan& operator=(const Vectorscan&) = delete;

  ~Vectorscan() {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }

  std::uint64_t scan(std::string_view text) {
    std::uint64_t matches = 0;
    each_piece(text, [&](std::string_view piece) {
      const auto count = [](unsigned, unsigned long long, unsigned long long, unsigned,
                            void* counter) {
        ++*static_cast<std::uint64_t*>(counter);
        return 0;
      };
      hs_scan(database_, piece.data(), static_cast<unsigned>(piece.size()), 0, scratch_, count,
              &matches);
    });
    return matches;
  }

 private:
  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};

std::uint64_t find_all(std::string_view text, const Options& options) {
  std::uint64_t count = 0;
  each_piece(text, [&](std::string_view piece) {
    count += ombud::detectors::find(piece, options).size();
  });
  return count;
}

// Planted values found with their kind at their place, of all.
double recall(const Corpus& corpus, const Options& options) {
  std::size_t hit = 0;
  auto next = corpus.planted.begin();
  std::size_t base = 0;
  each_piece(corpus.text, [&](std::string_view piece) {
    std::vector<Finding> found = ombud::detectors::find(piece, options);
    auto finding = found.begin();
    for (; next != corpus.planted.end() && next->first < base + piece.size(); ++next) {
      const std::size_t at = next->first - base;
      while (finding != found.end() && finding->start < at) ++finding;
      const bool there = finding != found.end() && finding->start == at &&
                         finding->kind == next->second.kind &&
                         finding->end == at + next->second.written.size();
      hit += there ? 1 : 0;
      if (!there && hit + 20 > static_cast<std::size_t>(next - corpus.planted.begin()))
        std::fprintf(stderr, "missed: %s in \"%s\"\n", std::string(next->second.written).c_str(),
                     std::string(piece.substr(at > 40 ? at - 40 : 0, 90)).c_str());
    }
    base += piece.size();
  });
  return static_cast<double>(hit) / static_cast<double>(corpus.planted.size());
}

std::vector<Kind> all_but_names() {
  std::vector<Kind> kinds = ombud::detectors::all_kinds();
  std::erase(kinds, Kind::name);
  return kinds;
}

}  // namespace

int main(int count, char** arguments) {
  namespace bench = ombud::bench;
  const auto bytes =
      static_cast<std::size_t>(bench::option(count, arguments, "megabytes", 32)) * 1'000'000;
  const int runs = static_cast<int>(bench::option(count, arguments, "runs", 7));
  const Corpus corpus = make_corpus(bytes);
  const ombud::Day today = ombud::Day{std::chrono::year{2026} / 11 / 21};
  const Options with_names{{today, ombud::detectors::Country::se}, 0.5, {}};
  Options all = with_names;
  all.kinds = all_but_names();
  Options same = with_names;
  same.kinds = {Kind::personnummer, Kind::samordningsnummer,
                Kind::cpr,          Kind::fodselsnummer,
                Kind::d_number,     Kind::h_number,
                Kind::email,        Kind::phone,
                Kind::ip_address,   Kind::iban,
                Kind::card};

  Vectorscan with_starts(HS_FLAG_SOM_LEFTMOST);
  Vectorscan ends_only(0);
  const double gigabytes = static_cast<double>(corpus.text.size()) / 1e9;
  std::uint64_t kept = 0;  // So that no work is left out.
  const auto against = [&](const char* name, const char* what, const Options& options,
                           Vectorscan& other) {
    bench::compare(
        {.name = std::string("detect.") + name,
         .what = what,
         .unit = "GB/CPU-s",
         .amount = gigabytes,
         .runs = runs,
         .time = bench::Time::processor},
        [&] { kept += find_all(corpus.text, options); }, [&] { kept += other.scan(corpus.text); });
  };
  against("same_kinds",
          "what eight patterns look for, names left out; Vectorscan with match starts", same,
          with_starts);
  against("all_but_names", "every kind but names; Vectorscan with match starts", all, with_starts);
  against("all_but_names_ends", "every kind but names; Vectorscan without match starts", all,
          ends_only);
  against("with_names", "every kind, names too; Vectorscan with match starts", with_names,
          with_starts);
  const double found = recall(corpus, all);
  std::printf(
      "{\"name\": \"detect.recall\", \"what\": \"planted values found, of %zu\", "
      "\"ours\": %.6g, \"baseline\": 1, \"ratio\": %.6g, \"unit\": \"share\", \"runs\": 1, "
      "\"min\": %.6g, \"max\": %.6g}\n",
      corpus.planted.size(), found, found, found, found);
  return kept > 0 && found == 1 ? 0 : 1;
}
