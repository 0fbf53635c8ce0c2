// ombud parties draft-agreement.
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "cli/file_format.h"
#include "evidence/files.h"
#include "parties/draft.h"
#include "parties/parties.h"

namespace ombud::parties {

namespace {

Result<void> tell(accounts::Office& office, const records::Record& agreement,
                  std::string_view format) {
  evidence::Told told;
  told.event = "parties.agreement_drafted";
  told.use = UseKind::export_data;
  told.account = office.actor.account;
  told.reference = "GDPR Art. 28(3)";
  told.criterion = "agreement";
  told.object = agreement.number;
  told.details = {{"format", std::string(format)}, {"version", std::to_string(agreement.version)}};
  TRY(office.log.append_now(told));
  return {};
}

// The first one is taken where neither an option nor the file's name says another.
const std::initializer_list<std::string_view> formats{"docx", "pdf", "html"};

Result<int> draft_agreement(accounts::Entrance& entrance, cli::Call& call,
                            const records::KindsOf& kinds_of) {
  accounts::Office& office = *TRY(entrance.enter(call, "parties.read"));
  const records::Kinds kinds = TRY(kinds_of(office));
  const records::Record agreement =
      TRY(records::find(office, kinds, "agreement", call.value("NUMBER")));
  Language language = call.language();
  if (call.has("--text-in")) language = TRY(language_of(call.value("--text-in")));
  const std::string word = cli::file_format(call, formats, *formats.begin());
  const documents::Format format = *documents::format_of(word);
  const documents::Document document = TRY(draft(office, kinds, agreement, language));
  const std::string bytes = TRY(documents::write(document, format));
  const std::string file = call.has("--out")
                               ? call.value("--out")
                               : agreement.number + std::string(documents::file_ending(format));
  TRY(tell(office, agreement, word));
  TRY(evidence::write_file(file, bytes));
  if (call.json())
    call.print_json(json_text({{"file", file}, {"bytes", bytes.size()}}, 2));
  else
    call.line(say("parties.drafted", {{"file", file}}, call.language()));
  return 0;
}

}  // namespace

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds) {
  return {{.name = "parties draft-agreement",
           .summary = "parties.draft_summary",
           .example = "ombud parties draft-agreement AG-0001 --text-in da --out agreement.docx",
           .options = {{.name = "NUMBER", .help = "parties.draft_number_help", .required = true},
                       {.name = "--text-in",
                        .help = "parties.draft_language_help",
                        .choices = {"en", "sv", "da", "nb"},
                        .value_name = "LANGUAGE"},
                       {.name = "--format",
                        .help = "parties.draft_format_help",
                        .choices = {formats.begin(), formats.end()},
                        .value_name = "FORMAT"},
                       {.name = "--out", .help = "parties.draft_out_help", .value_name = "FILE"}},
           .run = [&entrance, kinds = std::move(kinds)](cli::Call& call) -> Result<int> {
             return draft_agreement(entrance, call, kinds);
           },
           .more = "parties.draft_more"}};
}

}  // namespace ombud::parties
