// The words before a value that say what it is, in Swedish, Danish, Norwegian, Finnish, Icelandic
// and English. "P-nr" before ten digits is a Danish place of production and speaks against a CPR
// number there, and there only: no word is listened to from further away than four words.

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

// Words' beginnings, folded and without hyphens and stops; those that end in '.' must be the whole
// word; those with a hyphen are compared with what was written.
struct Cues {
  Kinds kinds;
  Kinds against;
  std::string_view beginnings;
};

// Names and addresses are never weighed down.
constexpr Kinds any = ~(set_of(Kind::name) | set_of(Kind::address));
constexpr Kinds swedish_ids =
    set_of(Kind::personnummer) | set_of(Kind::samordningsnummer) | set_of(Kind::interimsnummer);
constexpr Kinds norwegian_ids = set_of(Kind::fodselsnummer) | set_of(Kind::d_number) |
                                set_of(Kind::h_number) | set_of(Kind::fh_number) |
                                set_of(Kind::test_number);
constexpr Kinds persons_ids = swedish_ids | norwegian_ids | set_of(Kind::cpr) |
                              set_of(Kind::henkilotunnus) | set_of(Kind::kennitala);
constexpr Kinds accounts = set_of(Kind::iban) | set_of(Kind::account_number);

constexpr Cues cues[] = {
    {persons_ids, 0, "personn persnr. personid ssn. socialsecurity idnummer"},
    {swedish_ids | set_of(Kind::cpr), 0, "pnr. pnummer"},
    // A Danish place of production has ten digits as a CPR number has.
    {swedish_ids, set_of(Kind::cpr), "p-nr. p-nummer."},
    {0, set_of(Kind::cpr), "produktionsenhed"},
    {set_of(Kind::samordningsnummer), 0, "samordning samnr."},
    {set_of(Kind::interimsnummer), 0, "interim tfnummer tfnr. reservnummer"},
    {set_of(Kind::cpr), 0, "cpr"},
    {norwegian_ids, 0, "fødselsn fnr. fnummer f-nr. fødselsog"},
    {set_of(Kind::d_number), 0, "dnummer dnr. d."},
    {set_of(Kind::h_number), 0, "hnummer hnr. h. hjelpenummer"},
    {set_of(Kind::fh_number), 0, "fhnummer fhnr. fh. felles hjelpenummer"},
    {set_of(Kind::test_number), 0, "testnummer syntetisk tnr. testperson"},
    {set_of(Kind::henkilotunnus), 0, "hetu. henkilötun sotu personbeteckning"},
    {set_of(Kind::kennitala), 0, "kennit kt."},
    {set_of(Kind::organisation_number), 0,
     "org organisation cvr ytunnus foretaksn företag vat. momsn moms mva y. fo-nummer"},
    {accounts, 0,
     "konto. kontot. kontoen. kontonr kontonummer bankkonto account acct tili. tilinumero"},
    {set_of(Kind::iban), 0, "iban"},
    {set_of(Kind::account_number), 0, "clearing clnr. regnr. reg."},
    {set_of(Kind::bankgiro), 0, "bg. bankgiro bgnr."},
    {set_of(Kind::plusgiro), 0, "pg. plusgiro postgiro pgnr."},
    {set_of(Kind::card), 0,
     "kort. kortet. kortnummer kortnr card. kreditkort bankkort betalkort dankort visa mastercard "
     "amex "
     "luottokortti"},
    {set_of(Kind::phone), 0,
     "tel. tfn. tlf. telef phone mobil mob. puh. puhelin gsm. cell call ring sms sími fax "
     "telnr telnummer nås. hjem. arb. kontaktn ringde ringte ringer tlfnr"},
    {set_of(Kind::birth_date), 0,
     "född födelse födelsed føds født fødd birth born dob. syntynyt syntymä synt. s. f. fædd "
     "fæðing"},
    {set_of(Kind::name), 0,
     "herr fru fröken hr. mr. mrs. ms. miss dr. doktor prof. professor advokat namn. navn. nafn. "
     "nimi. name. kontaktperson handläggare saksbehandler sagsbehandler rouva herra frk. "
     "hälsar hilsen mvh. hälsningar terveisin kveðja"},
    {set_of(Kind::address), 0,
     "adress adresse osoite bor. bostad boende heimili address besöksadress bosatt bopæl "
     "postadress"},
    {set_of(Kind::ip_address), 0, "ip. ipadress ipaddress ipv4 ipv6 osoite"},
    {set_of(Kind::device_id), 0,
     "imei mac. macadress macaddress device enhet enhed idfa gaid aaid annonsid advertising idfv "
     "udid"},
    {set_of(Kind::cookie_id), 0,
     "cookie kaka kakor informationskapsel session sessionid visitor clientid ga. fbp. cid."},
    {set_of(Kind::username), 0,
     "användarn anvandarn username userid brukern brugern login användarid inloggning"},
    {0, any & ~set_of(Kind::ip_address),
     "order ordre faktura invoice ocr kvitto kvittering artikel produkt serie isbn issn ean gtin "
     "belopp beløb beløp diarie dnr. referens referanse reference ref. tilaus lasku sum. summa "
     "total saldo pris price kolli tracking batch sag. saksnr sagsnr saksnummer sagsnummer journal "
     "ärende ärendenr løpnr ticket case kundnr kundnummer kundenr kundenummer medlemsnr "
     "medlemsnummer försändelse sändning pakke paket leverans levering varenr varenummer kr. sek. "
     "dkk. nok. eur."},
    {0, any,
     "version ver. v. firmware release build commit kapitel kap. avsnitt section paragraf afsnit"},
};

struct Cue {
  std::string_view text;
  bool whole;
  bool as_written;  // It has a hyphen.
  Kinds kinds;
  Kinds against;
};

// By the first two bytes, so that a word is compared with few.
class CueTable {
 public:
  CueTable() {
    for (const Cues& some : cues)
      for (std::size_t at = 0; at < some.beginnings.size();) {
        const std::size_t end = std::min(some.beginnings.find(' ', at), some.beginnings.size());
        std::string_view text = some.beginnings.substr(at, end - at);
        const bool whole = text.ends_with('.');
        if (whole) text.remove_suffix(1);
        const bool hyphen = text.find('-') != std::string_view::npos;
        drawers_[drawer_of(text)].push_back({text, whole, hyphen, some.kinds, some.against});
        at = end + 1;
      }
  }

  const std::vector<Cue>& like(std::string_view word) const { return drawers_[drawer_of(word)]; }

 private:
  static std::size_t drawer_of(std::string_view text) {
    const auto second = text.size() > 1 && text[1] != '-' ? text[1] : '\0';
    return (static_cast<unsigned char>(text[0]) & 0x1f) |
           (static_cast<unsigned char>(second) & 0x1f) << 5;
  }

  std::array<std::vector<Cue>, 1024> drawers_;
};

struct Heard {
  Kinds kinds = 0;
  Kinds against = 0;
};

// `bare` is what was written without its hyphens and stops.
Heard hear(std::string_view written, std::string_view bare) {
  static const CueTable table;
  Heard heard;
  const auto listen = [&](std::string_view word, bool as_written) {
    for (const Cue& cue : table.like(word)) {
      if (cue.as_written != as_written) continue;
      if (cue.whole ? word != cue.text : !word.starts_with(cue.text)) continue;
      heard.kinds |= cue.kinds;
      heard.against |= cue.against;
    }
  };
  listen(bare, false);
  if (written.size() != bare.size()) {
    const Heard by_parts = std::exchange(heard, {});
    listen(written, true);
    // What was written with its hyphen says more than the same without: "p-nr" is no "pnr".
    if (heard.kinds == 0 && heard.against == 0) heard = by_parts;
  }
  return heard;
}

// The token that ends before `at`: a word, or words that a hyphen or a full stop joins ("org.nr").
Span token_before(std::string_view bytes, std::size_t at, std::size_t least) {
  std::size_t end = at;
  while (end > least && !is_word_byte(bytes[end - 1])) --end;
  std::size_t start = end;
  while (start > least) {
    const char c = bytes[start - 1];
    const bool joins = (c == '-' || c == '.') && start < end && start - 1 > least &&
                       is_word_byte(bytes[start - 2]) && !is_digit(bytes[start]);
    if (!is_word_byte(c) && !joins) break;
    --start;
  }
  return {start, end};
}

bool is_filler(std::string_view bare) {
  return bare == "nummer" || bare == "nr" || bare == "number" || bare == "no" || bare == "är" ||
         bare == "er" || bare == "is" || bare == "on" || bare == "numero";
}

}  // namespace

double Context::weight(Kind kind, double score) const {
  constexpr double sure_by_itself = 0.7;
  if (names(kind)) return 0.3;
  if ((against & set_of(kind)) == 0) return 0;
  return score >= sure_by_itself ? -0.15 : -0.3;
}

Context context_before(std::string_view bytes, std::size_t at) {
  constexpr std::size_t words_back = 4;
  constexpr std::size_t bytes_back = 48;
  const std::size_t least = at > bytes_back ? at - bytes_back : 0;
  Context context;
  std::size_t words = 0;
  for (std::size_t end = at; words < words_back;) {
    const Span token = token_before(bytes, end, least);
    if (token.start == token.end) break;
    // Cut in the middle by the limit: what is left of it says nothing.
    if (token.start == least && least > 0 && is_word_byte(bytes[least - 1])) break;
    end = token.start;
    const FoldedWord folded(bytes.substr(token.start, token.end - token.start));
    const std::string_view written = folded;
    std::array<char, 64> stripped;
    std::size_t size = 0;
    for (const char c : written)
      if (c != '-' && c != '.') stripped[size++] = c;
    if (size == 0) continue;
    const std::string_view bare(stripped.data(), size);
    if (is_filler(bare)) continue;
    ++words;
    const Heard heard = hear(written, bare);
    const Kinds settled = context.named | context.against;
    context.named |= heard.kinds & ~settled;
    context.against |= heard.against & ~heard.kinds & ~settled;
  }
  return context;
}

bool stands_alone(std::string_view bytes, std::size_t start, std::size_t end) {
  const auto joins = [](char c) { return c == '-' || c == '.' || c == ',' || c == '+'; };
  if (start >= 1 && is_word_byte(bytes[start - 1]) &&
      is_word_part(code_point_before(bytes, start).value))
    return false;
  if (end < bytes.size() && is_word_byte(bytes[end]) &&
      is_word_part(code_point_at(bytes, end).value))
    return false;
  if (start >= 2 && joins(bytes[start - 1]) && is_digit(bytes[start - 2])) return false;
  if (end + 1 < bytes.size() && joins(bytes[end]) && is_digit(bytes[end + 1])) return false;
  return true;
}

}  // namespace ombud::detectors
