// Looking for persons' names in running text, beside a plain scan that looks up every capitalised
// word in the dictionary of usual names.
//
//     bench_names [--megabytes SIZE] [--runs RUNS] [--text FILE]
//
// The text is invented notes and news in three languages; a name stands in every second sentence.
// Names are dense there, and names are what costs: --text measures a text of one's own.
#include <fstream>
#include <random>
#include <sstream>
#include <string_view>

#include "bench/measuring.h"
#include "detectors/characters.h"
#include "detectors/detectors.h"
#include "detectors/finders.h"

namespace ombud::bench {

namespace {

constexpr std::string_view sentences[] = {
    "Kommunen har under våren gått igenom avtalen och vill vänta med beslutet till hösten. ",
    "På måndag ringde Gunilla Hedlund om fakturan, som hon menar är fel. ",
    "Enligt Yusuf Warsame är det inte möjligt att leverera före den 1 mars. ",
    "Det finns inget som talar för att priserna sjunker under det närmaste året. ",
    "Styrelsen beslöt att hyran ska betalas i förskott, och att alla ska få besked i tid. ",
    "Møderne holdes på Rådhuset i Aarhus, og referatet sendes ud inden fredag. ",
    "Ifølge Torben Kragelund har ingen klaget over støjen fra værkstedet. ",
    "Hvis sagen trækker ud, må vi bede advokat Lykke Søltoft om en udtalelse. ",
    "Regeringen har foreslået at ændre reglerne, så flere kan få hjælp med det samme. ",
    "Det er en lang dag, og der er stadig meget, som skal gøres inden jul. ",
    "Selskapet venter bedre resultater, men ledelsen vil ikke gi noen tall før i april. ",
    "Saksbehandler Ragnhild Moen har bedt om flere opplysninger fra Bergen kommune. ",
    "Vi mangler fortsatt svar fra Piotr Nowicki om nøkkelen til lageret. ",
    "Ingen ble skadet da taket falt ned, og skolen er stengt resten av uka. ",
    "Etter møtet snakket vi om hvordan arbeidet kan fordeles på en bedre måte. ",
};

std::string text_of(std::size_t size) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < size) {
    text += sentences[random() % std::size(sentences)];
    if (random() % 4 == 0) text += '\n';
  }
  return text;
}

std::size_t found_by_ours(std::string_view text) {
  std::vector<detectors::Finding> found;
  detectors::find_names({text, {}, {}}, found);
  return found.size();
}

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

std::size_t found_by_dictionary(std::string_view text) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() &&
           (static_cast<unsigned char>(text[end]) >= 0x80 || is_letter(text[end])))
      ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    if (static_cast<unsigned char>(word[0]) < 'a' || static_cast<unsigned char>(word[0]) >= 0x80)
      found += detectors::is_common_first_name(word) || detectors::is_common_surname(word);
    at = end;
  }
  return found;
}

int run(int count, char** arguments) {
  const auto megabytes = static_cast<std::size_t>(option(count, arguments, "megabytes", 8));
  std::string text = text_of(megabytes << 20);
  for (int i = 1; i + 1 < count; ++i)
    if (std::string_view(arguments[i]) == "--text") {
      std::ostringstream contents;
      contents << std::ifstream(arguments[i + 1], std::ios::binary).rdbuf();
      text.clear();
      while (text.size() < megabytes << 20) text += contents.str();
    }
  const double start = seconds_of(Time::processor, [] { found_by_ours("Anna"); });
  std::printf(
      "{\"name\": \"names.start\", \"what\": \"the first question, lists and models read\", "
      "\"ours\": %.4g, \"unit\": \"ms\", \"runs\": 1, \"min\": %.4g, \"max\": %.4g}\n",
      start * 1e3, start * 1e3, start * 1e3);
  Compared compared;
  compared.name = "names.finder";
  compared.what = "names in running text, beside a scan that looks capitalised words up";
  compared.unit = "MB/s";
  compared.amount = static_cast<double>(text.size()) / 1e6;
  compared.runs = static_cast<int>(option(count, arguments, "runs", 5));
  compared.time = Time::processor;
  std::size_t ours = 0;
  std::size_t plain = 0;
  compare(
      compared, [&] { ours = found_by_ours(text); }, [&] { plain = found_by_dictionary(text); });
  std::fprintf(stderr, "%.1f MB: %zu names found, %zu words of names looked up\n", compared.amount,
               ours, plain);
  return 0;
}

}  // namespace

}  // namespace ombud::bench

int main(int count, char** arguments) { return ombud::bench::run(count, arguments); }
