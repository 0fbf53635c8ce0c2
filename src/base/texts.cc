#include "base/texts.h"

#include <map>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/sentence.h"

namespace ombud {

namespace {

constexpr std::string_view codes[] = {"en", "sv", "da", "nb"};

using Sentences = std::map<std::string, std::string, std::less<>>;

// What one room says in one language, read when it first says something: a command says few
// sentences, and to read them all would take longer than most commands.
const Sentences& sentences(Language language, std::string_view room) {
  static std::mutex mutex;
  static std::map<std::pair<Language, std::string>, Sentences> read;
  const std::lock_guard lock(mutex);
  const auto [at, is_new] = read.try_emplace({language, std::string(room)});
  if (is_new)
    for (const TextFile& file : text_files())
      if (file.room == room && file.language == code(language))
        at->second = nlohmann::json::parse(file.json).get<Sentences>();
  return at->second;
}

// Null where there is none.
const std::string* sentence(Language language, std::string_view key) {
  const Sentences& of_room = sentences(language, key.substr(0, key.find('.')));
  const auto at = of_room.find(key);
  return at == of_room.end() ? nullptr : &at->second;
}

}  // namespace

std::string_view code(Language language) { return codes[static_cast<std::size_t>(language)]; }

Result<Language> language_of(std::string_view code) {
  for (std::size_t i = 0; i < std::size(codes); ++i)
    if (codes[i] == code) return static_cast<Language>(i);
  return fail(Errc::invalid, "base.unknown_language", {{"language", std::string(code)}});
}

std::string say(std::string_view key, const Params& params, Language language) {
  const std::string* found = sentence(language, key);
  if (found == nullptr) found = sentence(Language::en, key);
  return found == nullptr ? std::string(key) : filled(*found, params);
}

std::string say(const Error& error, Language language) {
  return say(error.key, error.params, language);
}

}  // namespace ombud
