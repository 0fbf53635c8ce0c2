#include "mail/letters.h"

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/json.h"

namespace ombud::mail {

namespace {

using nlohmann::ordered_json;

constexpr std::string_view words[] = {"invitation", "reminder",      "escalation",
                                      "digest",     "checkpoint",    "test",
                                      "request",    "request_again", "request_back"};

// Keys written out, so that what nobody says is found.
struct Sentences {
  const char* subject;
  const char* opening;
};

constexpr Sentences sentences[] = {{"mail.invitation_subject", "mail.invitation_opening"},
                                   {"mail.reminder_subject", "mail.reminder_opening"},
                                   {"mail.escalation_subject", "mail.escalation_opening"},
                                   {"mail.digest_subject", "mail.digest_opening"},
                                   {"mail.checkpoint_subject", "mail.checkpoint_opening"},
                                   {"mail.test_subject", "mail.test_opening"},
                                   {"mail.request_subject", "mail.request_opening"},
                                   {"mail.request_again_subject", "mail.request_again_opening"},
                                   {"mail.request_back_subject", "mail.request_back_opening"}};

}  // namespace

std::string_view word(Kind kind) {
  const auto at = static_cast<std::size_t>(kind);
  must(at < std::size(words));
  return words[at];
}

bool goes_outside(Kind kind) { return kind >= Kind::request; }

Kind kind_of(std::string_view word) {
  const auto* at = std::find(std::begin(words), std::end(words), word);
  must(at != std::end(words));
  return static_cast<Kind>(at - std::begin(words));
}

std::string written(const Facts& facts) {
  ordered_json lines = ordered_json::array();
  for (const Line& line : facts.lines)
    lines.push_back(
        {{"key", line.key}, {"count", line.count}, {"since", line.since}, {"page", line.page}});
  ordered_json all = {{"lines", std::move(lines)}};
  if (!facts.checkpoint.empty()) all["checkpoint"] = facts.checkpoint;
  if (!facts.key.empty()) all["key"] = facts.key;
  return json_text(all);
}

Facts read_facts(const std::string& json) {
  Facts facts;
  const auto all = ordered_json::parse(json, nullptr, false);
  if (!all.is_object()) return facts;
  for (const auto& line : all.value("lines", ordered_json::array()))
    facts.lines.push_back({line.value("key", ""), line.value("count", std::int64_t{0}),
                           line.value("since", ""), line.value("page", "")});
  facts.checkpoint = all.value("checkpoint", "");
  facts.key = all.value("key", "");
  return facts;
}

Letter letter_of(Kind kind, const Facts& facts, const std::string& pages, Language language) {
  const Sentences& said = sentences[static_cast<std::size_t>(kind)];
  Letter letter;
  const Params who = {{"organisation", facts.organisation}};
  letter.subject = say(said.subject, who, language);
  letter.text = say(said.opening, who, language) + "\n";
  for (const Line& line : facts.lines) {
    letter.text +=
        "\n- " +
        say(line.key, {{"count", std::to_string(line.count)}, {"since", line.since}}, language) +
        "\n  " + pages + line.page + "\n";
  }
  if (kind == Kind::checkpoint) {
    letter.text += "\n" + facts.checkpoint + "\n" +
                   say("mail.checkpoint_how", {{"key", facts.key}}, language) + "\n";
    letter.attachments.push_back({"checkpoint.txt", facts.checkpoint});
  } else if (facts.lines.empty()) {
    letter.text += "\n" + pages + "/\n";
  }
  const char* closing = goes_outside(kind) ? "mail.request_closing" : "mail.closing";
  letter.text += "\n" + say(closing, {}, language) + "\n";
  return letter;
}

}  // namespace ombud::mail
