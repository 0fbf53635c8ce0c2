#pragma once
// What the commands and the paths of packs share.

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "packs/apply.h"
#include "packs/packs.h"

namespace ombud::packs {

/// Errc::not_found "packs.no_such_pack" {pack}.
Result<const Pack*> pack_of(const std::vector<Pack>& packs, std::string_view name);

/// What was answered before; of a pack that nobody has answered yet what others of `packs` were
/// told where they ask the same, in their language and country, or else the language given.
Result<Answered> answers_so_far(accounts::Office& office, const std::vector<Pack>& packs,
                                const Pack& pack, Language language);

/// Errc::invalid "packs.no_such_country" {country, allowed}, "base.unknown_language".
Result<Asker> asker_of(const Pack& pack, const Answered& answered);

/// {"pack", "version", "title", "about", "countries", "law_checked", "applied_version"}
nlohmann::ordered_json as_json(const Pack& pack, int applied_version, Language language);
/// [{"name", "title", "about", "fields": […]}]
nlohmann::ordered_json questions_json(const records::Kinds& kinds, const Pack& pack,
                                      Language language);
/// "keep" or "take". Errc::invalid "packs.no_such_choice" {choice}.
Result<Choice> choice_in(const std::string& word);
/// {"step", "kind", "kind_label", "key", "number", "title", "fields": [LABEL, …], "clashes":
/// [{"path", "label", "other", "theirs", "ours", "open"}]}; `names` of names_in.
nlohmann::ordered_json as_json(const Line& line, const records::Names& names, Language language);
/// Of what the lines that clash lead to. Errors of records::names_of.
Result<records::Names> names_in(accounts::Office& office, const records::Kinds& kinds,
                                const std::vector<Line>& lines);

}  // namespace ombud::packs
