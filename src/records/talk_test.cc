// Comments, who is named in them, and tasks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "accounts/rows.h"
#include "records/comments.h"
#include "records/records_house_test.h"
#include "records/tasks.h"

namespace ombud::records {
namespace {

using accounts::Role;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RecordTalk : public RecordsTest {
 protected:
  void SetUp() override {
    store::Transaction transaction = must_have(office().store.begin_installation());
    must_have(
        accounts::rows::add_organisation(transaction, office().organisation, house_.clock().now()));
    must_have(transaction.commit());
    office().actor.account = account("asa", {Role::coordinator, Role::administrator});
    eva_ = account("eva", {Role::auditor});
    record_ = made("activity", R"({"name":"Löner"})");
  }

  AccountId account(const std::string& name, const std::set<Role>& roles) {
    accounts::Account made;
    made.id = new_id<AccountId>(house_.clock());
    made.name = name;
    made.roles = roles;
    made.made_at = house_.clock().now();
    store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
    must_have(accounts::rows::add_account(transaction, made, "none", office().organisation.id));
    must_have(transaction.commit());
    return made.id;
  }

  void become(const AccountId& account, const std::set<Role>& roles) {
    office().actor.account = account;
    office().actor.roles = roles;
  }

  std::vector<std::string> words() {
    std::vector<std::string> all;
    for (const Comment& one : must_have(comments(office(), kinds_, record_.id)))
      all.push_back(one.words);
    return all;
  }

  Task given(const std::string& what, const AccountId& owner, const std::string& day) {
    return must_have(
        give_task(office(), kinds_, record_.id, {what, owner, must_have(parse_day(day))}));
  }

  AccountId eva_;
  Record record_;
};

TEST(Mentions, AreTheLongestNameThatFits) {
  const AccountId asa{"1"};
  const AccountId asa_berg{"2"};
  const AccountId oden{"3"};
  const std::map<AccountId, std::string> all{{asa, "asa"}, {asa_berg, "Asa Berg"}, {oden, "Öden"}};
  EXPECT_THAT(named_in("Look, @asa berg!", all), ElementsAre(asa_berg));
  EXPECT_THAT(named_in("@asa, and @ASA again", all), ElementsAre(asa));
  EXPECT_THAT(named_in("(@öden) @asa", all), ElementsAre(oden, asa));
  EXPECT_THAT(named_in("mail@asa @asabel asa @", all), IsEmpty());
}

TEST_P(RecordTalk, IsHeardByWhoMayReadAndWaitsForWhoIsNamed) {
  must_have(comment(office(), kinds_, record_.id, " Is this still done, @eva?\nI think not. "));
  EXPECT_THAT(words(), ElementsAre("Is this still done, @eva?\nI think not."));
  EXPECT_EQ(house_.events().back(), "records.commented activity B-0001");
  EXPECT_THAT(must_have(unseen_mentions(office())), IsEmpty());
  EXPECT_THAT(must_have(mentions_waiting(office())), SizeIs(1));
  const AccountId asa = office().actor.account;
  become(eva_, {Role::auditor});
  ASSERT_THAT(must_have(unseen_mentions(office())), SizeIs(1));
  EXPECT_EQ(must_have(unseen_mentions(office()))[0].by, asa);
  EXPECT_TRUE(must_have(comments(office(), kinds_, record_.id))[0].waits);
  must_have(see_mentions(office(), kinds_, record_.id));
  EXPECT_THAT(must_have(unseen_mentions(office())), IsEmpty());
  EXPECT_FALSE(must_have(comments(office(), kinds_, record_.id))[0].waits);
  // Who answers has seen it.
  become(asa, {Role::coordinator});
  must_have(comment(office(), kinds_, record_.id, "@eva, please"));
  become(eva_, {Role::auditor});
  must_have(comment(office(), kinds_, record_.id, "It is."));
  EXPECT_THAT(must_have(unseen_mentions(office())), IsEmpty());
  become(eva_, {Role::list_user});
  EXPECT_EQ(key_of(comments(office(), kinds_, record_.id)), "records.not_permitted");
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "x")), "records.not_permitted");
}

TEST_P(RecordTalk, NobodyIsNamedWhoCouldNotReadIt) {
  account("lisa", {Role::list_user});
  account("nils", {});
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "@lisa?")), "records.may_not_read");
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "@nils?")), "records.may_not_read");
  must_have(accounts::close(office(), "eva"));
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "@eva?")), "records.may_not_read");
  EXPECT_THAT(words(), IsEmpty());
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "  ")), "records.comment_empty");
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, std::string(5'001, 'x'))),
            "records.comment_long");
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "a\x01")), "records.controls");
  EXPECT_EQ(key_of(comment(office(), kinds_, record_.id, "a\xff")), "records.no_utf8");
}

TEST_P(RecordTalk, WhatIsWithdrawnLeavesItsPlaceAndNoWords) {
  const Comment made_so = must_have(comment(office(), kinds_, record_.id, "Tova said so, @eva"));
  const AccountId asa = office().actor.account;
  become(eva_, {Role::auditor});
  EXPECT_EQ(key_of(withdraw(office(), kinds_, record_.id, made_so.id, "not mine")),
            "records.not_permitted");
  become(asa, {Role::coordinator});
  EXPECT_EQ(key_of(withdraw(office(), kinds_, record_.id, made_so.id, " ")), "records.no_reason");
  EXPECT_EQ(key_of(withdraw(office(), kinds_, record_.id, CommentId{uuid_random()}, "x")),
            "records.no_such_comment");
  const Record other = made("activity", R"({"name":"Annat"})");
  EXPECT_EQ(key_of(withdraw(office(), kinds_, other.id, made_so.id, "x")),
            "records.no_such_comment");
  must_have(withdraw(office(), kinds_, record_.id, made_so.id, "a name in it"));
  const Comment left = must_have(comments(office(), kinds_, record_.id))[0];
  EXPECT_EQ(left.words, "");
  EXPECT_EQ(left.by, asa);
  EXPECT_EQ(left.at, made_so.at);
  EXPECT_EQ(left.withdrawn->reason, "a name in it");
  EXPECT_EQ(house_.events().back(), "records.comment_withdrawn activity B-0001");
  EXPECT_EQ(key_of(withdraw(office(), kinds_, record_.id, made_so.id, "again")),
            "records.comment_withdrawn");
  become(eva_, {Role::auditor});
  EXPECT_THAT(must_have(unseen_mentions(office())), IsEmpty());
}

TEST_P(RecordTalk, TasksAreGivenDoneAndOpenedAgainAndEachStepStays) {
  const AccountId asa = office().actor.account;
  const Task first = given("Ask for the agreement", eva_, "2026-12-01");
  EXPECT_EQ(first.number, "T-0001");
  EXPECT_EQ(given("Later", eva_, "2026-12-24").number, "T-0002");
  must_have(give_task(office(), kinds_, record_.id, {"Without a day", eva_, {}}));
  const Task early = given("Soon", eva_, "2026-11-22");
  std::vector<std::string> order;
  for (const Task& task : must_have(tasks(office(), kinds_, record_.id)))
    order.push_back(task.number);
  EXPECT_THAT(order, ElementsAre("T-0004", "T-0001", "T-0002", "T-0003"));
  // Due tomorrow: one. The others' days are further away, or there is none.
  ASSERT_THAT(must_have(tasks_waiting(office())), SizeIs(1));
  EXPECT_EQ(must_have(tasks_waiting(office()))[0].account, eva_);
  become(eva_, {Role::auditor});
  EXPECT_THAT(must_have(own_tasks(office(), kinds_, false)), SizeIs(4));
  EXPECT_EQ(must_have(own_tasks(office(), kinds_, false))[0].record.number, "B-0001");
  const Task done = must_have(finish_task(office(), kinds_, early, " sent "));
  EXPECT_EQ(done.done_by, eva_);
  EXPECT_EQ(key_of(finish_task(office(), kinds_, done, "")), "records.task_done");
  EXPECT_EQ(key_of(change_task(office(), kinds_, done, asa, {}, "")), "records.task_done");
  EXPECT_THAT(must_have(own_tasks(office(), kinds_, true)), SizeIs(1));
  EXPECT_THAT(must_have(tasks_waiting(office())), IsEmpty());
  EXPECT_EQ(key_of(reopen_task(office(), kinds_, done, " ")), "records.no_reason");
  const Task again = must_have(reopen_task(office(), kinds_, done, "page two is missing"));
  EXPECT_EQ(key_of(reopen_task(office(), kinds_, again, "x")), "records.task_open");
  const Task handed =
      must_have(change_task(office(), kinds_, again, asa, must_have(parse_day("2026-12-09")), ""));
  EXPECT_EQ(handed.owner, asa);
  std::vector<std::string> steps_of;
  for (const TaskStep& step : must_have(steps(office(), kinds_, handed)))
    steps_of.push_back(step.what + " " + (step.due_on ? format_day(*step.due_on) : "") + " " +
                       step.note);
  EXPECT_THAT(steps_of,
              ElementsAre("given 2026-11-22 ", "done 2026-11-22 sent",
                          "reopened 2026-11-22 page two is missing", "changed 2026-12-09 "));
  EXPECT_EQ(house_.events().back(), "records.task_changed activity B-0001");
}

TEST_P(RecordTalk, ATaskIsForWhoMayReadAndGoneOnWithByWhomItConcerns) {
  const Task task = given("Ask", office().actor.account, "2026-12-01");
  const AccountId lisa = account("lisa", {Role::list_user});
  EXPECT_EQ(key_of(give_task(office(), kinds_, record_.id, {"x", lisa, {}})),
            "records.may_not_read");
  EXPECT_EQ(key_of(change_task(office(), kinds_, task, lisa, {}, "")), "records.may_not_read");
  EXPECT_EQ(key_of(give_task(office(), kinds_, record_.id, {"x", AccountId{uuid_random()}, {}})),
            "records.no_such_record");
  EXPECT_EQ(key_of(give_task(office(), kinds_, record_.id, {" ", {}, {}})), "records.task_empty");
  EXPECT_EQ(key_of(give_task(office(), kinds_, record_.id, {std::string(501, 'x'), {}, {}})),
            "records.too_long");
  EXPECT_EQ(key_of(give_task(office(), kinds_, record_.id, {"a\nb", {}, {}})), "records.one_line");
  EXPECT_EQ(key_of(find_task(office(), kinds_, "T-0009")), "records.no_such_task");
  EXPECT_EQ(key_of(find_task(office(), kinds_, "one")), "records.no_such_task");
  become(eva_, {Role::auditor});
  EXPECT_EQ(must_have(find_task(office(), kinds_, "T-0001")).what, "Ask");
  EXPECT_EQ(key_of(finish_task(office(), kinds_, task, "")), "records.not_your_task");
  EXPECT_THAT(office().hidden, ElementsAre("task T-0001"));
  become(lisa, {Role::list_user});
  EXPECT_EQ(key_of(find_task(office(), kinds_, "T-0001")), "records.no_such_task");
}

INSTANTIATE_TEST_SUITE_P(Each, RecordTalk,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
