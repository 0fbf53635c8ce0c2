// Any sequence of edits, moves, archivings and undoings; the view of every moment is what was
// there.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using sql::test::key_of;
using sql::test::must_have;

class Moments : public RecordsTest {
 protected:
  using Model = std::map<std::string, Record>;

  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }

  void remember(const Record& record) {
    model_[record.id.text] = record;
    moments_.emplace_back(house_.clock().now(), model_);
  }

  std::string content() {
    return R"({"name":"n)" + std::to_string(pick(5)) + R"(","role":"controller","persons":)" +
           std::to_string(1 + pick(9)) + R"(,"matrix":[{"who":"w)" + std::to_string(pick(3)) +
           "\"}]}";
  }

  void create_one() {
    remember(
        must_be(must_have(create(office(), kinds_, "activity", {row("activity", content()), {}}))));
  }

  void change(const Record& at) {
    const std::size_t what = pick(4);
    if (what == 0) {
      remember(must_be(
          must_have(archive(office(), kinds_, at.id, at.version, !at.archived, "because"))));
    } else if (what == 1 && at.state == "draft" && !at.archived) {
      remember(must_be(must_have(move(office(), kinds_, at.id, at.version, "start", ""))));
    } else if (what == 2) {
      const ChangeId last = must_have(history(office(), kinds_, at.id)).front().change;
      if (undo(office(), kinds_, last, "undone"))
        remember(must_have(find(office(), kinds_, at.id)));
    } else if (!at.archived) {
      remember(must_be(
          must_have(edit(office(), kinds_, at.id, at.version, {row("activity", content()), {}}))));
    }
  }

  // The register at that moment, and each record of it alone, are the model's.
  void expect_seen(Instant at, const Model& then) {
    Model seen;
    must_have(each_as_of(office(), kinds_, "activity", at, [&](const Record& record) {
      seen[record.id.text] = record;
      return Result<void>{};
    }));
    for (const auto& [id, record] : then) {
      const Record one = must_have(as_of(office(), kinds_, RecordId{id}, at));
      EXPECT_EQ(one.version, record.version) << id;
      EXPECT_EQ(one.row, record.row);
      EXPECT_EQ(one.state, record.state);
      EXPECT_EQ(one.archived, record.archived);
      ASSERT_EQ(seen.contains(id), !record.archived);
      if (!record.archived) {
        EXPECT_EQ(seen[id].row, record.row);
      }
    }
    for (const auto& [id, record] : seen) EXPECT_TRUE(then.contains(id));
  }

  std::mt19937 random_{20261122};
  Model model_;
  std::vector<std::pair<Instant, Model>> moments_;
};

TEST_P(Moments, AreSeenAsTheyWere) {
  for (int step = 0; step < 150; ++step) {
    house_.clock().move(std::chrono::milliseconds(pick(3) == 0 ? 0 : 700));
    std::vector<std::string> ids;
    for (const auto& [id, record] : model_) ids.push_back(id);
    if (ids.empty() || pick(4) == 0)
      create_one();
    else
      change(Record(model_[ids[pick(ids.size())]]));
  }
  ASSERT_GT(moments_.size(), 80U);
  for (std::size_t at = 0; at + 1 < moments_.size(); ++at) {
    // Of several at one moment only the last is a state that anybody could have seen.
    const Instant next = moments_[at + 1].first;
    if (next != moments_[at].first)
      expect_seen(next - std::chrono::microseconds(1), moments_[at].second);
  }
  expect_seen(house_.clock().now() + std::chrono::seconds(9), model_);
  const Record any = model_.begin()->second;
  EXPECT_EQ(key_of(as_of(office(), kinds_, any.id, any.made_at - std::chrono::seconds(1))),
            "records.not_yet");
}

INSTANTIATE_TEST_SUITE_P(Each, Moments,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
