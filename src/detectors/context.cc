// The words around a value that say what it is, in Swedish, Danish, Norwegian, Finnish, Icelandic
// and English.

#include <algorithm>

#include "base/text.h"
#include "detectors/digits.h"
#include "detectors/finders.h"

namespace ombud::detectors {

namespace {

// A word's beginnings, folded; those that end in '.' must be the whole word.
struct Cues {
  Kind kind;
  std::string_view beginnings;
};

constexpr Cues cues[] = {
    {Kind::personnummer, "personn pnr. pnummer persnr. personid ssn. socialsecurity"},
    {Kind::samordningsnummer, "samordning personn pnr."},
    {Kind::interimsnummer, "interim personn pnr. tfnummer reservnummer"},
    {Kind::cpr, "cpr personn"},
    {Kind::fodselsnummer, "fødselsn fnr. personn fnummer fødselsog"},
    {Kind::d_number, "dnummer dnr. d. fødselsn fnr. personn"},
    {Kind::h_number, "hnummer hnr. h. hjelpenummer fødselsn fnr."},
    {Kind::fh_number, "fhnummer fh. felles hjelpenummer fødselsn"},
    {Kind::test_number, "testnummer syntetisk fødselsn fnr. tnr."},
    {Kind::henkilotunnus, "hetu. henkilötun sotu personbeteckning"},
    {Kind::kennitala, "kennit kt."},
    {Kind::organisation_number, "org organisation cvr ytunnus foretaksn vat momsn mva y."},
    {Kind::iban, "iban konto account tili"},
    {Kind::bankgiro, "bg. bankgiro"},
    {Kind::plusgiro, "pg. plusgiro postgiro"},
    {Kind::phone,
     "tel. tfn. tlf. telef phone mobil mob. puh. puhelin gsm. cell call ring sms sími fax "
     "telnr telnummer nås. hjem. arb. kontaktn"},
    {Kind::birth_date,
     "född födelse födelsed født fødselsd fødd birth born dob. syntynyt syntymä synt. s. f. fædd "
     "fæðing"},
    {Kind::name,
     "herr fru fröken hr. mr. mrs. ms. miss dr. doktor prof. professor advokat namn. navn. nafn. "
     "nimi. name. kontaktperson handläggare saksbehandler sagsbehandler rouva herra frk. "
     "hälsar hilsen mvh. hälsningar terveisin kveðja"},
    {Kind::address, "adress adresse osoite bor. bostad boende heimili address besöksadress"},
};

constexpr std::string_view other_numbers =
    "order ordre faktura invoice ocr. kvitto artikel produkt serie imei isbn version belopp beløb "
    "beløp diarie referens reference ref. tilaus lasku sum. summa total saldo pris price kolli "
    "tracking batch build commit";

bool names(std::string_view beginnings, std::string_view word) {
  for (std::size_t at = 0; at < beginnings.size();) {
    const std::size_t end = std::min(beginnings.find(' ', at), beginnings.size());
    const std::string_view cue = beginnings.substr(at, end - at);
    if (cue.ends_with('.') ? word == cue.substr(0, cue.size() - 1) : word.starts_with(cue))
      return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

double context_score(const Text& text, std::size_t word, Kind kind) {
  constexpr std::size_t words_back = 4;
  constexpr std::size_t bytes_back = 48;
  std::string_view beginnings;
  for (const Cues& one : cues)
    if (one.kind == kind) beginnings = one.beginnings;
  double score = 0;
  for (std::size_t back = 1; back <= words_back && back <= word; ++back) {
    const Word& before = text.words[word - back];
    if (text.words[word].start - before.start > bytes_back) break;
    if (names(beginnings, before.folded)) return 0.3;
    // "D-nummer" is two words here.
    if (before.folded == "nummer" || before.folded == "nr" || before.folded == "number") continue;
    if (names(other_numbers, before.folded)) score = -0.3;
  }
  return kind == Kind::name || kind == Kind::address ? 0 : score;
}

bool stands_alone(std::string_view bytes, std::size_t start, std::size_t end) {
  const auto joins = [](char c) { return c == '-' || c == '.' || c == ',' || c == '+'; };
  if (start >= 2 && joins(bytes[start - 1]) && is_digit(bytes[start - 2])) return false;
  if (end + 1 < bytes.size() && joins(bytes[end]) && is_digit(bytes[end + 1])) return false;
  return true;
}

}  // namespace ombud::detectors
