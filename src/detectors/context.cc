// The words before a value that say what it is, in Swedish, Danish, Norwegian, Finnish, Icelandic
// and English. "P-nr" before ten digits is a Danish place of production and speaks against a CPR
// number there, and there only: no word is listened to from further away than four words.

#include <algorithm>
#include <array>

#include "detectors/digits.h"
#include "detectors/finders.h"
#include "detectors/words_near.h"

namespace ombud::detectors {

namespace {

// Words' beginnings, folded and without hyphens and stops; those that end in '.' must be the whole
// word; those with a hyphen are compared with what was written.
struct Cues {
  Kinds kinds;
  std::string_view beginnings;
};

constexpr Kinds no_kind = 0;  // Another sort of number.
constexpr Kinds swedish_ids =
    set_of(Kind::personnummer) | set_of(Kind::samordningsnummer) | set_of(Kind::interimsnummer);
constexpr Kinds norwegian_ids = set_of(Kind::fodselsnummer) | set_of(Kind::d_number) |
                                set_of(Kind::h_number) | set_of(Kind::fh_number) |
                                set_of(Kind::test_number);
constexpr Kinds persons_ids = swedish_ids | norwegian_ids | set_of(Kind::cpr) |
                              set_of(Kind::henkilotunnus) | set_of(Kind::kennitala);
constexpr Kinds accounts = set_of(Kind::iban) | set_of(Kind::account_number);

constexpr Cues cues[] = {
    {persons_ids, "personn persnr. personid ssn. socialsecurity idnummer"},
    {swedish_ids | set_of(Kind::cpr), "pnr. pnummer p-nr. p-nummer"},
    {set_of(Kind::samordningsnummer), "samordning samnr."},
    {set_of(Kind::interimsnummer), "interim tfnummer tfnr. reservnummer"},
    {set_of(Kind::cpr), "cpr"},
    {norwegian_ids, "fødselsn fnr. fnummer f-nr. fødselsog"},
    {set_of(Kind::d_number), "dnummer dnr. d."},
    {set_of(Kind::h_number), "hnummer hnr. h. hjelpenummer"},
    {set_of(Kind::fh_number), "fhnummer fhnr. fh. felles hjelpenummer"},
    {set_of(Kind::test_number), "testnummer syntetisk tnr. testperson"},
    {set_of(Kind::henkilotunnus), "hetu. henkilötun sotu personbeteckning"},
    {set_of(Kind::kennitala), "kennit kt."},
    {set_of(Kind::organisation_number),
     "org organisation cvr ytunnus foretaksn företag vat. momsn moms mva y. fo-nummer"},
    {accounts, "konto kontonr account acct tili tilinumero"},
    {set_of(Kind::iban), "iban"},
    {set_of(Kind::account_number), "clearing clnr. regnr. reg."},
    {set_of(Kind::bankgiro), "bg. bankgiro bgnr."},
    {set_of(Kind::plusgiro), "pg. plusgiro postgiro pgnr."},
    {set_of(Kind::card),
     "kort kortnummer kortnr card kreditkort bankkort betalkort dankort visa mastercard amex "
     "luottokortti"},
    {set_of(Kind::phone),
     "tel. tfn. tlf. telef phone mobil mob. puh. puhelin gsm. cell call ring sms sími fax "
     "telnr telnummer nås. hjem. arb. kontaktn ringde ringte ringer tlfnr"},
    {set_of(Kind::birth_date),
     "född födelse födelsed føds født fødd birth born dob. syntynyt syntymä synt. s. f. fædd "
     "fæðing"},
    {set_of(Kind::name),
     "herr fru fröken hr. mr. mrs. ms. miss dr. doktor prof. professor advokat namn. navn. nafn. "
     "nimi. name. kontaktperson handläggare saksbehandler sagsbehandler rouva herra frk. "
     "hälsar hilsen mvh. hälsningar terveisin kveðja"},
    {set_of(Kind::address),
     "adress adresse osoite bor. bostad boende heimili address besöksadress bosatt bopæl "
     "postadress"},
    {set_of(Kind::ip_address), "ip. ipadress ipaddress ipv4 ipv6 osoite"},
    {set_of(Kind::device_id),
     "imei mac. macadress macaddress device enhet enhed idfa gaid aaid annonsid advertising idfv "
     "udid"},
    {set_of(Kind::cookie_id),
     "cookie kaka kakor informationskapsel session sessionid visitor clientid ga. fbp. cid."},
    {set_of(Kind::username),
     "användarn anvandarn username userid brukern brugern login användarid inloggning"},
    {no_kind,
     "order ordre faktura invoice ocr kvitto kvittering artikel produkt produktion serie isbn "
     "issn ean gtin version ver. v. firmware release belopp beløb beløp diarie dnr. referens "
     "referanse reference ref. tilaus lasku sum. summa total saldo pris price kolli tracking "
     "batch build commit sag. saksnr sagsnr saksnummer sagsnummer journal ärende ärendenr löpnr "
     "ticket case kundnr kundnummer kundenr kundenummer medlemsnr medlemsnummer "
     "försändelse sändning pakke paket leverans levering varenr varenummer kr. sek. dkk. nok. "
     "eur."},
};

struct Cue {
  std::string_view text;
  bool whole;
  Kinds kinds;
};

// By the first byte, so that a word is compared with few.
const std::array<std::vector<Cue>, 256>& cues_by_letter() {
  static const std::array<std::vector<Cue>, 256> table = [] {
    std::array<std::vector<Cue>, 256> by_letter;
    for (const Cues& some : cues)
      for (std::size_t at = 0; at < some.beginnings.size();) {
        const std::size_t end = std::min(some.beginnings.find(' ', at), some.beginnings.size());
        std::string_view text = some.beginnings.substr(at, end - at);
        const bool whole = text.ends_with('.');
        if (whole) text.remove_suffix(1);
        by_letter[static_cast<unsigned char>(text.front())].push_back({text, whole, some.kinds});
        at = end + 1;
      }
    return by_letter;
  }();
  return table;
}

struct Heard {
  Kinds kinds = 0;
  bool other = false;
};

Heard hear(std::string_view written, std::string_view bare) {
  Heard heard;
  for (const Cue& cue : cues_by_letter()[static_cast<unsigned char>(bare.front())]) {
    const std::string_view word = cue.text.find('-') == std::string_view::npos ? bare : written;
    if (cue.whole ? word != cue.text : !word.starts_with(cue.text)) continue;
    heard.kinds |= cue.kinds;
    heard.other = heard.other || cue.kinds == no_kind;
  }
  // A place of production ("p-nr") has ten digits as a CPR number has.
  if (written == "p-nr" || written == "p-nummer" || written.starts_with("produktionsenhed")) {
    heard.kinds &= ~set_of(Kind::cpr);
    heard.other = true;
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

double Context::weight(Kind kind) const {
  if (names(kind)) return 0.3;
  const bool never_down = kind == Kind::name || kind == Kind::address;
  return other && !never_down ? -0.3 : 0;
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
    if (heard.other && heard.kinds == 0 && context.named == 0) {
      context.other = true;
      break;
    }
    context.named |= heard.kinds;
    context.other = context.other || heard.other;
  }
  return context;
}

double context_score(const Text& text, std::size_t word, Kind kind) {
  return context_before(text.bytes, text.words[word].start).weight(kind);
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
