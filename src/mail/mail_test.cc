// The queue and the job that sends, on both databases, where a crash is a handler that is not
// gone on with. Servers are those of tests/mail.

#include "mail/mail.h"

#include <fstream>

#include "jobs/test_house.h"
#include "mail/inbox.h"
#include "mail/queue.h"
#include "mail/schedule.h"

namespace ombud::mail {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::span<const store::Migration>> both() {
  return {jobs::migrations(), mail::migrations()};
}

class MailTest : public testing::TestWithParam<sql::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == sql::Engine::postgresql && store::test_postgresql_folder().empty())
      GTEST_SKIP() << "OMBUD_TEST_POSTGRESQL is not set";
    house_.emplace(GetParam(), both());
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    accounts::rows::add_organisation(transaction, office().organisation, clock().now()).value();
    accounts::Account made;
    made.id = office().actor.account;
    made.name = "asa";
    made.roles = office().actor.roles;
    made.made_at = clock().now();
    accounts::rows::add_account(transaction, made, "no password", office().organisation.id).value();
    transaction.commit().value();
  }

  accounts::Office& office() { return house_->office(); }

  FixedClock& clock() { return house_->clock(); }

  static Outgoing outgoing() {
    Outgoing out;
    out.server = "smtp://127.0.0.1:9";  // Nobody listens there.
    out.from_address = "ombud@example.org";
    out.pages = "https://ombud.example.org/";
    return out;
  }

  void set_up() {
    ASSERT_TRUE(set_outgoing(office(), outgoing(), Secret()));
    ASSERT_TRUE(set_address(office(), office().actor.account, "asa@example.org", Language::sv));
  }

  std::optional<std::string> queued(const std::string& once = "a") {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    const auto number =
        queue(office(), transaction, office().actor.account, {Kind::invitation, {}, once}).value();
    transaction.commit().value();
    return number;
  }

  Queued the_message() { return messages(office(), std::nullopt, 10).value().at(0); }

  // One attempt of every job that waits, as a worker makes it.
  void work(std::vector<Source> sources = {}) {
    const jobs::Kinds kinds(mail::job_kinds(std::move(sources)));
    jobs::Worker worker(office(), kinds,
                        {[](std::chrono::milliseconds) { return false; },
                         [] { return std::chrono::milliseconds(0); }, [](const jobs::Said&) {}});
    ASSERT_TRUE(worker.work(jobs::Until::idle));
  }

 private:
  std::optional<accounts::TestOffice> house_;
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(, MailTest, testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(MailTest, NothingIsQueuedWhereNothingIsSetUpNorTwice) {
  EXPECT_EQ(queued(), std::nullopt);
  ASSERT_TRUE(set_outgoing(office(), outgoing(), Secret()));
  EXPECT_EQ(queued(), std::nullopt);  // No address.
  set_up();
  EXPECT_EQ(queued(), "M-0001");
  EXPECT_EQ(queued(), std::nullopt);
  EXPECT_EQ(queued("b"), "M-0002");
}

TEST_P(MailTest, WhatIsRolledBackIsNotQueued) {
  set_up();
  {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    ASSERT_TRUE(queue(office(), transaction, office().actor.account, {Kind::invitation, {}, "a"}));
  }
  EXPECT_THAT(messages(office(), std::nullopt, 10).value(), IsEmpty());
  EXPECT_THAT(jobs::list(office(), std::nullopt, 10).value(), IsEmpty());
}

TEST_P(MailTest, WhatWasCutOffWhileItWasHandedOverIsUnknownAndNotSentAgain) {
  set_up();
  queued();
  {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    ASSERT_TRUE(begin_handing(transaction, the_message(), clock().now()));
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(jobs::key_of(retry(office(), "M-0001")), "mail.being_sent");
  work();
  const jobs::Job job = jobs::find(office(), "J-0001").value();
  EXPECT_EQ(job.state, jobs::State::done) << (job.error ? job.error->key : "");
  EXPECT_EQ(the_message().state, State::unknown);
  work();
  EXPECT_EQ(the_message().state, State::unknown);
  ASSERT_TRUE(retry(office(), "M-0001"));
  EXPECT_EQ(the_message().state, State::waiting);
}

TEST_P(MailTest, WhatWaitsForDaysIsGivenUp) {
  set_up();
  queued();
  work();
  EXPECT_EQ(the_message().state, State::waiting);
  EXPECT_EQ(the_message().error->key, "mail.server_away");
  clock().move(std::chrono::days(5));
  work();
  EXPECT_EQ(the_message().state, State::given_up);
}

TEST_P(MailTest, WhoseAddressIsGoneOrNewGetsNothingThatWasMeantForTheFormer) {
  set_up();
  queued();
  ASSERT_TRUE(set_address(office(), office().actor.account, "other@example.org", Language::en));
  work();
  EXPECT_EQ(the_message().state, State::dropped);
}

TEST_P(MailTest, AMessageWhoseJobHasEndedGetsAnother) {
  set_up();
  queued();
  ASSERT_TRUE(jobs::cancel(office(), "J-0001"));
  EXPECT_EQ(enqueue_stranded(office()).value(), 1);
  EXPECT_EQ(enqueue_stranded(office()).value(), 1);
  EXPECT_THAT(jobs::list(office(), jobs::State::waiting, 10).value(), SizeIs(1));
}

TEST_P(MailTest, ARefusedAddressGetsNothingUntilItIsSetAgain) {
  set_up();
  {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    const auto address = address_of(office(), transaction, office().actor.account).value();
    ASSERT_TRUE(note_refusal(transaction, address->id, "550", clock().now()));
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(queued(), std::nullopt);
  set_up();
  EXPECT_EQ(queued(), "M-0001");
}

TEST_P(MailTest, SettingsAreHeldToTheirForm) {
  const auto refused = [&](auto change) {
    Outgoing out = outgoing();
    change(out);
    return jobs::key_of(set_outgoing(office(), out, Secret()));
  };
  EXPECT_EQ(refused([](Outgoing& out) { out.server = "http://x"; }), "mail.bad_server");
  EXPECT_EQ(refused([](Outgoing& out) { out.server = "smtp://u:p@x"; }), "mail.bad_server");
  EXPECT_EQ(refused([](Outgoing& out) { out.pages = "http://example.org"; }), "mail.bad_pages");
  EXPECT_EQ(refused([](Outgoing& out) { out.from_address = "x"; }), "mail.bad_address");
  EXPECT_EQ(refused([](Outgoing& out) { out.escalate_days = 3; }), "mail.bad_days");
  EXPECT_EQ(refused([](Outgoing& out) { out.ca_file = "/none"; }), "mail.no_ca_file");
  EXPECT_EQ(refused([](Outgoing& out) { out.sign_in = "x"; }), "mail.password_lacks");
  for (const char* place : {"ftp://x", "folder:relative", "imaps://x/INBOX"})
    EXPECT_EQ(jobs::key_of(set_inbox(office(), {.place = place}, Secret())), "mail.bad_inbox");
  EXPECT_EQ(jobs::key_of(set_inbox(office(), {.place = "imaps://x/I", .sign_in = "u"}, Secret())),
            "mail.password_lacks");
}

TEST_P(MailTest, APasswordIsKeptForTheSameServerAndNameAlone) {
  Outgoing out = outgoing();
  out.sign_in = "ombud";
  ASSERT_TRUE(set_outgoing(office(), out, Secret("hemligt")));
  ASSERT_TRUE(set_outgoing(office(), out, Secret()));
  EXPECT_EQ(outgoing_password(office()).value().reveal(), "hemligt");
  out.server = "smtp://elsewhere.example";
  EXPECT_EQ(jobs::key_of(set_outgoing(office(), out, Secret())), "mail.password_lacks");
}

TEST_P(MailTest, CheckpointsGoToDifferentAddresses) {
  EXPECT_EQ(jobs::key_of(set_anchors(office(), {"a@example.org", "a@EXAMPLE.org"}, Language::en)),
            "mail.address_twice");
  EXPECT_EQ(jobs::key_of(set_anchors(office(), std::vector<std::string>(9, "a@b.c"), Language::en)),
            "mail.too_many_addresses");
  ASSERT_TRUE(set_anchors(office(), {"a@example.org", "b@example.org"}, Language::en));
  EXPECT_THAT(addresses(office()).value(), SizeIs(2));
  EXPECT_EQ(jobs::key_of(remove_address(office(), office().actor.account, "asa")),
            "mail.no_address");
}

TEST_P(MailTest, TheRoundTellsOnceADayWhatWaits) {
  set_up();
  clock().move(std::chrono::days(2));  // A Monday.
  const Source source{"mail.waits_incoming", "mail.sort", "/mail/incoming",
                      [&](accounts::Office&) -> Result<Waiting> {
                        return Waiting{2, clock().now() - std::chrono::days(8)};
                      }};
  for (int i = 0; i < 2; ++i) {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    ASSERT_TRUE(jobs::enqueue(office(), transaction, round_kind({}), {}));
    ASSERT_TRUE(transaction.commit());
    work({source});
  }
  ASSERT_THAT(messages(office(), std::nullopt, 10).value(), SizeIs(1));
  const Queued message = the_message();
  EXPECT_EQ(message.kind, Kind::escalation);
  ASSERT_THAT(message.facts.lines, SizeIs(1));
  EXPECT_EQ(message.facts.lines[0].count, 2);
}

TEST_P(MailTest, WhatIsOnesOwnIsToldToHimAndToWhoeverHearsOfWhatLies) {
  set_up();
  clock().move(std::chrono::days(2));  // A Monday.
  const AccountId other{uuid_random()};
  Source source{"mail.waits_tasks", "mail.sort", "/records/mine", {}};
  source.of_each = [&](accounts::Office& at) -> Result<std::vector<OwnWaiting>> {
    const Instant now = clock().now();
    return std::vector<OwnWaiting>{{at.actor.account, 2, now + std::chrono::days(1)},
                                   {at.actor.account, 1, now - std::chrono::days(4)},
                                   {other, 3, now - std::chrono::days(9)},
                                   {other, 5, now - std::chrono::days(1)}};
  };
  const auto round = [&] {
    clock().move(std::chrono::days(1));
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    ASSERT_TRUE(jobs::enqueue(office(), transaction, round_kind({}), {}));
    ASSERT_TRUE(transaction.commit());
    work({source});
  };
  round();
  Queued message = messages(office(), std::nullopt, 10).value().front();
  EXPECT_EQ(message.kind, Kind::reminder);
  ASSERT_THAT(message.facts.lines, SizeIs(1));
  EXPECT_EQ(message.facts.lines[0].count, 3);
  EXPECT_EQ(
      message.facts.lines[0].since,
      format_day(std::chrono::floor<std::chrono::days>(clock().now() - std::chrono::days(4))));
  source.late_key = "mail.late_tasks";
  round();
  message = messages(office(), std::nullopt, 10).value().front();
  EXPECT_EQ(message.kind, Kind::escalation);
  ASSERT_THAT(message.facts.lines, SizeIs(2));
  EXPECT_EQ(message.facts.lines[1].key, "mail.late_tasks");
  EXPECT_EQ(message.facts.lines[1].count, 3);
}

TEST_P(MailTest, SettingUpTwiceSchedulesOnce) {
  ASSERT_TRUE(schedule_round(office()));
  ASSERT_TRUE(schedule_round(office()));
  ASSERT_TRUE(schedule_fetch(office()));
  EXPECT_THAT(jobs::entries(office()).value(), SizeIs(2));
}

TEST_P(MailTest, AnEndedTaskIsEmptiedAfterItsTime) {
  {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    EXPECT_EQ(take_in(office(), transaction, {"x", "From: a\n\nb", 10, true}).value(),
              TakenIn::as_task);
    EXPECT_EQ(take_in(office(), transaction, {"x", "From: a\n\nb", 10, true}).value(),
              TakenIn::was_there);
    ASSERT_TRUE(transaction.commit());
  }
  EXPECT_EQ(jobs::key_of(discard_task(office(), "I-0001", " ")), "mail.no_reason");
  ASSERT_TRUE(discard_task(office(), "I-0001", "advertising"));
  EXPECT_EQ(empty_ended(office(), clock().now()).value(), 0);
  EXPECT_TRUE(open_task(office(), "I-0001", "x").has_value());
  EXPECT_EQ(empty_ended(office(), clock().now() + std::chrono::days(1)).value(), 1);
  EXPECT_EQ(jobs::key_of(open_task(office(), "I-0001", "x")), "mail.not_kept");
  EXPECT_EQ(tasks(office(), TaskState::discarded, 10).value().at(0).from, "");
}

TEST_P(MailTest, WhoHasNoAccountIsForgottenWithHisMessage) {
  const OutsideWish wish{Kind::request,      "kim@nordlon.example", Language::nb,
                         "/guests/answer#x", "2026-12-21",          "a"};
  const auto queue_it = [&](const OutsideWish& one) {
    store::Transaction transaction = office().store.begin(office().organisation.id).value();
    const Result<std::string> number = queue_outside(office(), transaction, one);
    if (number) transaction.commit().value();
    return number;
  };
  EXPECT_EQ(queue_it(wish).error().key, "mail.not_set_up");
  set_up();
  OutsideWish nowhere = wish;
  nowhere.address = "nowhere";
  EXPECT_EQ(queue_it(nowhere).error().key, "mail.bad_address");
  const std::string number = queue_it(wish).value();
  const auto is_known = [&] {
    store::Transaction transaction =
        office().store.begin(office().organisation.id, sql::Begin::read).value();
    return outside(office(), transaction, the_message().address).value().has_value();
  };
  EXPECT_TRUE(is_known());
  work();  // Nobody listens: it waits, and so does the address.
  EXPECT_TRUE(is_known());
  drop(office(), number).value();
  EXPECT_FALSE(is_known());
  EXPECT_EQ(retry(office(), number).error().key, "mail.outside_gone");
  store::Transaction transaction =
      office().store.begin(office().organisation.id, sql::Begin::read).value();
  EXPECT_THAT(states_of(transaction, {number, "M-0009", "x"}).value(),
              ElementsAre(testing::Pair(number, "dropped")));
}

}  // namespace ombud::mail
