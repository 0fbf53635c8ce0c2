#include "detectors/names/lexicon.h"

#include <cstring>

#include "base/result.h"
#include "detectors/names.h"

namespace ombud::detectors::tagging {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<Wide>(a ^ factor) * (b ^ 0xd6e8feb86659fd93);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <typename Number>
std::uint64_t load(const char* at) {
  Number number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

constexpr std::string_view particles =
    "von af av de van der den di da dos del la le du el al bin ibn abu ten ter zu zur ben ";

// Given names that are usual words too: at the beginning of a sentence they say little.
constexpr std::string_view words_too =
    "ade ali alma ama an ane april aud august bill blessing bo bola claude dag day dina du eli "
    "ella "
    "ester even faith fri grace gul han hans hen hong ida ina ing inga inka io is jo joy jul june "
    "kan kim lage le li lien liga ling liv live lo lone love mad mads mai maj man mark may milan "
    "min mina mine my nam no ny odd of ok ole ove patience per precious rasa rest roman rose saga "
    "sam sol son sten stig storm svea tage tale tang tell tim tone tor ulla una unn van vera vide "
    "ville vin vita yan björn bjørn ulf falk lind rune ask loke tore tora turid solveig runa siv "
    "frida viola iris linnea flora april juni may dag ros sunniva vilja nils bror else ";

}  // namespace

std::uint32_t key_of(std::string_view folded) {
  const char* at = folded.data();
  std::size_t left = folded.size();
  std::uint64_t hash = left * factor;
  for (; left > 16; at += 8, left -= 8) hash = mixed(hash, load<std::uint64_t>(at));
  if (left >= 8)
    hash = mixed(hash ^ load<std::uint64_t>(at), load<std::uint64_t>(at + left - 8));
  else if (left >= 4)
    hash = mixed(hash ^ load<std::uint32_t>(at), load<std::uint32_t>(at + left - 4));
  else if (left > 0)
    hash = mixed(hash, load<unsigned char>(at) | load<unsigned char>(at + left / 2) << 8 |
                           load<unsigned char>(at + left - 1) << 16);
  const auto key = static_cast<std::uint32_t>(hash >> 32);
  return key == 0 ? 1 : key;
}

const Lexicon& Lexicon::the() {
  static const Lexicon lexicon;
  return lexicon;
}

void Lexicon::add(std::string_view list, Classes classes) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = list.find(' ', at);
    must(end != std::string_view::npos);
    const std::uint32_t key = key_of(list.substr(at, end - at));
    std::size_t slot = key & mask;
    while (slots_[slot].key != 0 && slots_[slot].key != key) slot = (slot + 1) & mask;
    slots_[slot].key = key;
    slots_[slot].classes |= classes;
    at = end + 1;
  }
}

Lexicon::Lexicon() : slots_(mask + 1) {
  for (const std::string_view list :
       {given_swedish, given_danish, given_norwegian, given_finnish_icelandic, given_world})
    add(list, is_given);
  for (const std::string_view list :
       {surnames_swedish, surnames_danish_norwegian, surnames_finnish_icelandic, surnames_world})
    add(list, is_surname_here);
  for (const std::string_view list : given_by_locale()) add(list, is_given_elsewhere);
  for (const std::string_view list : surnames_by_locale()) add(list, is_surname_elsewhere);
  for (const std::string_view list : {given_norden, given_sami}) add(list, is_given);
  add(given_and_words, is_given_elsewhere);
  for (const std::string_view list : {surnames_norden_a_k, surnames_norden_l_z, surnames_sami})
    add(list, is_surname_here);
  add(surnames_and_words, is_surname_elsewhere);
  add(function_words, is_ordinary);
  add(common_words, is_ordinary);
  add(places_nordic, is_place);
  add(places_world, is_place);
  add(country_words, is_country);
  add(organisation_words, is_organisation);
  add(role_words, is_role);
  add(say_words, is_saying);
  add(calendar_words, is_calendar);
  add(company_words, is_company_word);
  add(place_words, is_place_word);
  add(particles, is_particle);
  add("von van ", is_noble);
  add(kin_words, is_kin);
  add(greeting_words, is_greeting);
  add(words_too, is_given_and_word);
}

}  // namespace ombud::detectors::tagging
