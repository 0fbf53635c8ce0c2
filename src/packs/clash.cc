#include "packs/clash.h"

#include <algorithm>

#include "packs/desk.h"

namespace ombud::packs {

using records::Row;
using records::Value;

Result<std::vector<Other>> others_taken(accounts::Office& office, const std::vector<Pack>& packs,
                                        const Pack& pack) {
  std::vector<Other> others;
  for (const auto& [name, version] : TRY(applied_versions(office))) {
    const auto at = std::ranges::find(packs, name, &Pack::name);
    if (version == 0 || name == pack.name || at == packs.end()) continue;
    const std::optional<Answered> said = TRY(answered(office, *at));
    if (!said) continue;
    if (Result<Asker> asker = asker_of(*at, *said)) others.push_back({&*at, *std::move(asker)});
  }
  return others;
}

std::string path_of(const Entry& entry, std::string_view field) {
  return entry.kind->name + "." + entry.key + "." + std::string(field);
}

void settle(Line& line, const Row& before, const std::vector<SaidBy>& said,
            const Choices& choices) {
  std::vector<std::string> changing;
  for (const std::string& field : line.fields) {
    const Value* mine = before.find(field);
    const Value* ours = line.record.row.find(field);
    const auto other = std::ranges::find_if(said, [&](const SaidBy& one) {
      const Value* theirs = one.written.find(field);
      const Value* spoken = one.spoken.find(field);
      const bool wrote_it = mine != nullptr && theirs != nullptr && *theirs == *mine;
      return wrote_it && (spoken == nullptr || ours == nullptr || *spoken != *ours);
    });
    if (other == said.end()) {
      changing.push_back(field);
      continue;
    }
    const auto choice = choices.find(path_of(*line.entry, field));
    const bool keeps = choice != choices.end() && choice->second == Choice::keep;
    Clash clash{field, other->pack, *mine, {}, choice == choices.end()};
    if (ours != nullptr) clash.ours = *ours;
    line.clashes.push_back(std::move(clash));
    if (keeps)
      line.record.row.set(field, *mine);
    else
      changing.push_back(field);
  }
  if (!changing.empty())
    line.fields = std::move(changing);
  else
    line.step = Step::kept;
}

}  // namespace ombud::packs
