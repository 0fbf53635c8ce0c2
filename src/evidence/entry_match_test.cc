#include "evidence/entry_match.h"

#include <gmock/gmock.h>

#include <random>

#include "evidence/entry.h"
#include "evidence/json.h"

namespace ombud::evidence {
namespace {

struct Row {
  std::string id = "018f3c1e-0000-7000-8000-00000000000a";
  Instant at = *parse_instant("2026-11-21T22:44:00.123456Z");
  std::string event = "actions.intent";
  std::string object = "A-0001";
  std::string pseudonym = "0123456789abcdef0123456789abcdef";
  std::string month = "2026-11";

  EntryColumns columns() const {
    return {id, at.time_since_epoch().count(), event, object, pseudonym, month};
  }
};

StoredEntry entry_of(const Row& row) {
  StoredEntry stored;
  stored.entry.id.text = row.id;
  stored.entry.at = row.at;
  stored.entry.event = row.event;
  stored.entry.use = UseKind::erase;
  stored.entry.object = row.object;
  stored.entry.pseudonym = row.pseudonym;
  stored.entry.commitments = {{"plan", std::string(64, 'a')}, {"ledger", "b"}};
  stored.month = row.month;
  stored.sealed = "some sealed bytes\xff";
  return stored;
}

std::string bytes_of(const Row& row) { return *write_entry(entry_of(row)); }

// What the bytes must be for holds() to be right in saying so.
bool holds_slowly(const Row& row, const std::string& bytes) {
  const Result<StoredEntry> read = read_entry(bytes);
  if (!read) return false;
  const Entry& entry = read->entry;
  return entry.id.text == row.id && entry.at == row.at && entry.event == row.event &&
         entry.object == row.object && entry.pseudonym == row.pseudonym && read->month == row.month;
}

TEST(EntryMatch, WhatWasWrittenHolds) {
  EntryMatch match;
  Row row;
  EXPECT_TRUE(match.holds(row.columns(), bytes_of(row)));
  row.pseudonym = "";
  row.object = "";
  EXPECT_TRUE(match.holds(row.columns(), bytes_of(row)));
  row.object = "system medlemmar på Åland 🙂";
  EXPECT_TRUE(match.holds(row.columns(), bytes_of(row)));
  for (const char* at :
       {"2026-11-21T23:59:59.999999Z", "2026-11-22T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z",
        "0001-01-01T00:00:00.000000Z", "9999-12-31T01:02:03.000004Z"}) {
    row.at = *parse_instant(at);
    row.month = month_of(row.at);
    EXPECT_TRUE(match.holds(row.columns(), bytes_of(row))) << at;
  }
  StoredEntry without_commitments = entry_of(row);
  without_commitments.entry.commitments.clear();
  without_commitments.sealed = "";
  EXPECT_TRUE(match.holds(row.columns(), *write_entry(without_commitments)));
}

TEST(EntryMatch, EachColumnIsHeldAgainstTheBytes) {
  EntryMatch match;
  const Row row;
  const std::string bytes = bytes_of(row);
  const auto differs = [&](auto change) {
    Row changed = row;
    change(changed);
    return !match.holds(changed.columns(), bytes) && !holds_slowly(changed, bytes);
  };
  EXPECT_TRUE(differs([](Row& r) { r.id.back() = 'b'; }));
  EXPECT_TRUE(differs([](Row& r) { r.at += std::chrono::microseconds(1); }));
  EXPECT_TRUE(differs([](Row& r) { r.at += std::chrono::days(1); }));
  EXPECT_TRUE(differs([](Row& r) { r.event = "actions.outcome"; }));
  EXPECT_TRUE(differs([](Row& r) { r.event = "actions.inten"; }));
  EXPECT_TRUE(differs([](Row& r) { r.event += "\""; }));
  EXPECT_TRUE(differs([](Row& r) { r.event = ""; }));
  EXPECT_TRUE(differs([](Row& r) { r.object = "A-0002"; }));
  EXPECT_TRUE(differs([](Row& r) { r.object = "A-00010"; }));
  EXPECT_TRUE(differs([](Row& r) { r.pseudonym = ""; }));
  EXPECT_TRUE(differs([](Row& r) { r.pseudonym[0] = 'f'; }));
  EXPECT_TRUE(differs([](Row& r) { r.month = "2026-12"; }));
  EXPECT_TRUE(differs([](Row& r) { r.month = ""; }));
  // A column that would take part of the next member along.
  EXPECT_TRUE(differs([](Row& r) { r.event += "\",\"id\":\"" + r.id; }));
}

TEST(EntryMatch, WhatNoEntryMayHoldDoesNotHold) {
  EntryMatch match;
  const Row usual;
  const auto holds = [&](const Row& row, const Json::Object& commitments, const char* sealed,
                         const char* use, std::int64_t version) {
    const std::string bytes = written(Json::Object{{"at", format_instant(row.at)},
                                                   {"commitments", commitments},
                                                   {"event", row.event},
                                                   {"id", row.id},
                                                   {"month", row.month},
                                                   {"object", row.object},
                                                   {"person", row.pseudonym},
                                                   {"sealed", sealed},
                                                   {"use", use},
                                                   {"v", version}});
    EXPECT_FALSE(!holds_slowly(row, bytes) && match.holds(row.columns(), bytes)) << bytes;
    return match.holds(row.columns(), bytes);
  };
  EXPECT_TRUE(holds(usual, {}, "Zg==", "erase", 1));
  EXPECT_FALSE(holds(usual, {}, "Zh==", "erase", 1));
  EXPECT_FALSE(holds(usual, {}, "Zg==Zg==", "erase", 1));
  EXPECT_FALSE(holds(usual, {}, "Zg=", "erase", 1));
  EXPECT_FALSE(holds(usual, {}, "", "destroy", 1));
  EXPECT_FALSE(holds(usual, {}, "", "erase", 2));
  EXPECT_FALSE(holds(usual, {{"plan", std::int64_t{1}}}, "", "erase", 1));
  EXPECT_FALSE(holds(usual, {{"plan", Json::Object{}}}, "", "erase", 1));
  Row row;
  row.id = "018F3C1E-0000-7000-8000-00000000000A";
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
  row = {};
  row.pseudonym = "0123456789ABCDEF0123456789abcdef";
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
  row = {};
  row.month = "2026-13";
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
  // The year wraps round: written, it is another day.
  row = {};
  row.at = Instant(std::chrono::microseconds(INT64_MAX - 1));
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
  row.at = Instant(std::chrono::microseconds(INT64_MIN + 86'400'000'000));
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
  row.at = *parse_instant("0000-01-01T00:00:00Z") - std::chrono::days(1);
  EXPECT_FALSE(holds(row, {}, "", "erase", 1));
}

TEST(EntryMatch, OnlyTheCanonicalFormHolds) {
  EntryMatch match;
  const Row row;
  const std::string bytes = bytes_of(row);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string other = bytes;
    const std::size_t at = other.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    other.replace(at, from.size(), to);
    EXPECT_FALSE(holds_slowly(row, other)) << other;
    return match.holds(row.columns(), other);
  };
  EXPECT_FALSE(changed("\"at\"", " \"at\""));
  EXPECT_FALSE(changed("intent", "\\u0069ntent"));
  EXPECT_FALSE(changed("\"b\"", "\"\\u0062\""));
  EXPECT_FALSE(changed("\"b\"", "\"\xff\""));
  EXPECT_FALSE(changed("\"b\"", "\"\x01\""));
  EXPECT_FALSE(changed("\"ledger\"", "\"\xc3\""));
  EXPECT_FALSE(changed("ledger", "quorum"));  // Out of order.
  EXPECT_FALSE(changed("ledger", "plan"));    // Twice.
  EXPECT_FALSE(changed("\"b\",", "\"b\",,"));
  EXPECT_FALSE(changed("\"v\":1}", "\"v\":1} "));
  EXPECT_FALSE(changed("\"v\":1}", "\"v\":1,\"w\":1}"));
  EXPECT_FALSE(changed("\"v\":1", "\"v\":1.0"));
}

TEST(EntryMatch, WhatJsonEscapesIsLeftToTheReader) {
  EntryMatch match;
  Row row;
  row.object = "a \"quoted\" name";
  EXPECT_FALSE(match.holds(row.columns(), bytes_of(row)));
  EXPECT_TRUE(holds_slowly(row, bytes_of(row)));
}

TEST(EntryMatch, AnyChangedByteThatTheReaderRefusesDoesNotHold) {
  EntryMatch match;
  const Row row;
  const std::string bytes = bytes_of(row);
  std::mt19937 random(20261121);
  const std::string_view signs = "\"\\{}:,=a0Z /+\xc3\xa5";
  for (int round = 0; round < 20'000; ++round) {
    std::string other = bytes;
    const std::size_t at = random() % other.size();
    switch (random() % 4) {
      case 0:
        other[at] = signs[random() % signs.size()];
        break;
      case 1:
        other[at] = static_cast<char>(random());
        break;
      case 2:
        other.erase(at, 1 + random() % 3);
        break;
      default:
        other.insert(at, 1, signs[random() % signs.size()]);
    }
    ASSERT_TRUE(holds_slowly(row, other) || !match.holds(row.columns(), other)) << other;
  }
}

TEST(EntryMatch, NoLongerThanAnEntryMayBe) {
  EntryMatch match;
  const Row row;
  StoredEntry longest = entry_of(row);
  longest.entry.commitments = {{"a", ""}};
  longest.entry.commitments[0].second.assign(largest_entry_bytes - write_entry(longest)->size(),
                                             'x');
  std::string bytes = *write_entry(longest);
  ASSERT_EQ(bytes.size(), largest_entry_bytes);
  EXPECT_TRUE(match.holds(row.columns(), bytes));
  bytes.insert(bytes.find("xx"), 1, 'x');
  EXPECT_FALSE(match.holds(row.columns(), bytes));
  EXPECT_FALSE(holds_slowly(row, bytes));
}

}  // namespace
}  // namespace ombud::evidence
