#include "base/texts.h"

#include <map>
#include <nlohmann/json.hpp>

namespace ombud {

namespace {

constexpr std::string_view codes[] = {"en", "sv", "da", "nb"};

using Sentences = std::map<std::string, std::string, std::less<>>;

const Sentences& sentences(Language language) {
  static const std::array<Sentences, 4> all = [] {
    std::array<Sentences, 4> read;
    for (const TextFile& file : text_files()) {
      const auto parsed = nlohmann::json::parse(file.json).get<Sentences>();
      for (std::size_t i = 0; i < read.size(); ++i)
        if (file.language == codes[i]) read[i].insert(parsed.begin(), parsed.end());
    }
    return read;
  }();
  return all[static_cast<std::size_t>(language)];
}

}  // namespace

std::string_view code(Language language) { return codes[static_cast<std::size_t>(language)]; }

Result<Language> language_of(std::string_view code) {
  for (std::size_t i = 0; i < std::size(codes); ++i)
    if (codes[i] == code) return static_cast<Language>(i);
  return fail(Errc::invalid, "base.unknown_language", {{"language", std::string(code)}});
}

std::string say(std::string_view key, const Params& params, Language language) {
  const Sentences& own = sentences(language);
  auto at = own.find(key);
  if (at == own.end()) {
    const Sentences& english = sentences(Language::en);
    at = english.find(key);
    if (at == english.end()) return std::string(key);
  }
  std::string text = at->second;
  // From left to right, so that braces inside a parameter are not taken for a place.
  std::string said;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
    const std::string_view name = end == std::string::npos
                                      ? std::string_view{}
                                      : std::string_view(text).substr(i + 1, end - i - 1);
    const auto param =
        std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.first == name; });
    if (end != std::string::npos && param != params.end()) {
      said += param->second;
      i = end + 1;
    } else {
      said += text[i++];
    }
  }
  return said;
}

std::string say(const Error& error, Language language) {
  return say(error.key, error.params, language);
}

}  // namespace ombud
