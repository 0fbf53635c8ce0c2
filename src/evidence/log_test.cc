#include "evidence/log_test.h"

#include "evidence/entry.h"

namespace ombud::evidence {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

INSTANTIATE_TEST_SUITE_P(Engines, LogTest,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& engine) { return std::string(word(engine.param)); });

TEST_P(LogTest, AnEntryIsThereWithWhatItTellsOfOrNotAtAll) {
  {
    store::Transaction transaction = *store().begin(test_organisation);
    ASSERT_TRUE(log().append(transaction, told()));
  }
  EXPECT_THAT(*log().list({}), IsEmpty());
  append();
  EXPECT_THAT(*log().list({}), SizeIs(1));
}

TEST_P(LogTest, AnEntryReadsBackAsItWasTold) {
  const EntryId id = append();
  const Entry entry = log().list({})->at(0);
  EXPECT_EQ(entry.id, id);
  EXPECT_EQ(entry.position, std::nullopt);
  EXPECT_EQ(entry.event, "actions.intent");
  EXPECT_EQ(entry.use, UseKind::erase);
  EXPECT_EQ(entry.object, "A-0001");
  EXPECT_EQ(entry.pseudonym, *vault().pseudonym(test_person));
  EXPECT_THAT(entry.commitments, ElementsAre(Pair("plan", std::string(64, 'a'))));
  ASSERT_TRUE(entry.sealed);
  EXPECT_EQ(entry.sealed->account, test_account);
  EXPECT_EQ(entry.sealed->reference, "request 2026-14");
  EXPECT_THAT(entry.sealed->details, ElementsAre(Pair("system", "liva"), Pair("rows", "4")));
  ASSERT_TRUE(log().sequence());
  EXPECT_EQ(log().list({})->at(0).position, 0u);
}

TEST_P(LogTest, NothingReadableSaysWhoOrWhyOrAboutWhom) {
  Told secret = told();
  secret.criterion = "Anna Exempel";
  ASSERT_TRUE(log().append_now(secret));
  Log::Filter closed;
  closed.open = false;
  const Entry entry = log().list(closed)->at(0);
  EXPECT_FALSE(entry.sealed);
  for (const std::string& hidden : {std::string("Anna"), std::string("2026-14"), test_account.text,
                                    test_person.text, std::string("liva")})
    EXPECT_EQ(entry.bytes.find(hidden), std::string::npos) << hidden;
}

TEST_P(LogTest, WithoutOneOfItsFactsNoEntryIsTaken) {
  const auto refused = [&](const std::function<void(Told&)>& change) {
    Told lacking = told();
    change(lacking);
    const Result<EntryId> result = log().append_now(lacking);
    if (result || result.error().code != Errc::invalid) return std::string("taken");
    return result.error().key + " " + result.error().params.at(0).second;
  };
  EXPECT_EQ(refused([](Told& t) { t.event = ""; }), "evidence.incomplete event");
  EXPECT_EQ(refused([](Told& t) { t.account = {}; }), "evidence.incomplete account");
  EXPECT_EQ(refused([](Told& t) { t.reference = ""; }), "evidence.incomplete reference");
  EXPECT_EQ(refused([](Told& t) { t.person.reset(); }), "evidence.incomplete person or criterion");
  EXPECT_EQ(refused([](Told& t) { t.object = "\xff"; }), "evidence.bad_fact object");
  EXPECT_EQ(refused([](Told& t) { t.event = "\xff"; }), "evidence.bad_fact event");
  EXPECT_EQ(refused([](Told& t) { t.criterion = "\xff"; }), "evidence.bad_fact criterion");
  EXPECT_EQ(refused([](Told& t) { t.reference = "\xff"; }), "evidence.bad_fact reference");
  EXPECT_EQ(refused([](Told& t) { t.details[0].second = "\xff"; }), "evidence.bad_fact details");
  EXPECT_EQ(refused([](Told& t) { t.commitments.emplace_back("plan", "b"); }),
            "evidence.bad_fact commitments");
  Told long_one = told();
  long_one.details = {{"text", std::string(65'535, 'a')}};
  EXPECT_EQ(key_of(log().append_now(long_one)), "evidence.entry_too_long");
  EXPECT_THAT(*log().list({}), IsEmpty());
}

TEST_P(LogTest, ADenialNeedsNeitherAccountNorReason) {
  Told denial;
  denial.event = "accounts.denied";
  denial.use = UseKind::denied;
  EXPECT_TRUE(log().append_now(denial));
  denial.use = UseKind::administer;
  EXPECT_EQ(key_of(log().append_now(denial)), "evidence.incomplete");
  denial.account = test_account;
  EXPECT_TRUE(log().append_now(denial));
}

TEST_P(LogTest, TheLongestEntryFitsIntoATile) {
  Told long_one = told();
  long_one.object = "";
  ASSERT_TRUE(log().append_now(long_one));
  const std::size_t rest = largest_entry_bytes - log().list({})->at(0).bytes.size();
  long_one.object = std::string(rest, 'a');
  ASSERT_TRUE(log().append_now(long_one));
  long_one.object += 'a';
  EXPECT_EQ(key_of(log().append_now(long_one)), "evidence.entry_too_long");
  ASSERT_TRUE(log().write_to(file("out")));
  EXPECT_TRUE(verify_folder(file("out"), *log().verifier_key(), {})->sound);
}

TEST_P(LogTest, ACheckpointOfTheKeyStatesWhatIsThere) {
  const Result<std::string> empty = log().sequence();
  ASSERT_TRUE(empty) << say(empty.error());
  const VerifierKey key = *log().verifier_key();
  EXPECT_EQ(read_signed(*empty, key)->size, 0u);
  EXPECT_THAT(key.name, testing::StartsWith("ombud/exempelforbundet/1-"));
  append_many(3);
  const std::string note = *log().sequence();
  EXPECT_EQ(read_signed(note, key)->size, 3u);
  EXPECT_EQ(*log().sequence(), note);
  EXPECT_EQ(content(file("last_signed")), note);
}

TEST_P(LogTest, ManyEntriesKeepTheirOrderAndVerify) {
  append_many(1500);
  ASSERT_TRUE(log().sequence());
  append_many(300);
  std::uint64_t told_of = 0;
  ASSERT_EQ(size_of(*log().sequence()), 1800u);
  const Result<Verdict> verdict =
      log().verify([&](std::uint64_t done, std::uint64_t) { told_of = done; });
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->sound) << (verdict->faults.empty() ? "" : say(verdict->faults[0]));
  EXPECT_EQ(verdict->entries, 1800u);
  EXPECT_EQ(told_of, 1800u);
  EXPECT_EQ(verdict->last_anchored, std::nullopt);
  Log::Filter filter;
  filter.limit = 2000;
  const std::vector<Entry> entries = *log().list(filter);
  ASSERT_THAT(entries, SizeIs(1800));
  for (std::size_t i = 0; i < entries.size(); ++i)
    ASSERT_EQ(entries[i].position, entries.size() - 1 - i);
}

TEST_P(LogTest, EveryEntryCanBeProvedAlsoBeforeItWasSequenced) {
  append_many(300);
  const EntryId id = append("A-last");
  const Proof proof = *log().prove(id);
  EXPECT_EQ(proof.index, 300u);
  const VerifierKey key = *log().verifier_key();
  EXPECT_TRUE(check(proof, key));
  append_many(20);
  Log::Filter filter;
  filter.limit = 400;
  const std::vector<Entry> all = *log().list(filter);
  for (const std::size_t i : {0, 19, 20, 21, 64, 320}) {
    const Proof one = *log().prove(all[i].id);
    EXPECT_TRUE(check(one, key));
    EXPECT_EQ(one.entry, all[i].bytes);
  }
  EXPECT_EQ(key_of(log().prove(EntryId{"018f3c1e-0000-7000-8000-0000000000ff"})),
            "evidence.no_entry");
  EXPECT_EQ(key_of(log().prove(EntryId{"none"})), "evidence.no_entry");
}

TEST_P(LogTest, TheListIsFilteredAndNewestFirst) {
  const Instant begin = clock().now();
  append("A-0001");
  append("A-0002");
  Told search;
  search.event = "subjects.search";
  search.use = UseKind::search;
  search.account = test_account;
  search.criterion = "name";
  search.reference = "case 7";
  clock().move(std::chrono::seconds(1));
  ASSERT_TRUE(log().append_now(search));
  const auto objects = [&](const Log::Filter& filter) {
    std::vector<std::string> found;
    const std::vector<Entry> entries = *log().list(filter);
    for (const Entry& entry : entries) found.push_back(entry.object);
    return found;
  };
  EXPECT_THAT(objects({}), ElementsAre("", "A-0002", "A-0001"));
  Log::Filter filter;
  filter.person = test_person;
  EXPECT_THAT(objects(filter), ElementsAre("A-0002", "A-0001"));
  filter.object = "A-0001";
  EXPECT_THAT(objects(filter), ElementsAre("A-0001"));
  filter = {};
  filter.event = "subjects.search";
  EXPECT_THAT(objects(filter), ElementsAre(""));
  filter = {};
  filter.from = begin + std::chrono::milliseconds(2);
  filter.until = begin + std::chrono::milliseconds(3);
  EXPECT_THAT(objects(filter), ElementsAre("A-0002"));
  filter = {};
  filter.limit = 1;
  EXPECT_THAT(objects(filter), ElementsAre(""));
}

TEST_P(LogTest, EntriesOfOneMomentKeepTheirOrder) {
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(log().append_now(told("A-" + std::to_string(i))));
    open();  // Another process tells the next one.
  }
  ASSERT_TRUE(log().sequence());
  const std::vector<Entry> entries = *log().list({});
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(entries[i].object, "A-" + std::to_string(9 - i));
    EXPECT_EQ(entries[i].position, 9 - i);
  }
  EXPECT_LT(entries[0].at - clock().now(), std::chrono::milliseconds(1));
}

TEST_P(LogTest, AClockThatIsSetBackPutsNoOutcomeBeforeItsIntent) {
  ASSERT_TRUE(log().append_now(told("A-1 intent")));
  clock().move(-std::chrono::hours(24 * 40));
  ASSERT_TRUE(log().append_now(told("A-1 outcome")));
  ASSERT_TRUE(log().append_now(told("A-2 intent")));
  ASSERT_TRUE(log().sequence());
  const auto entry_of = [&](const std::string& object) {
    Log::Filter filter;
    filter.object = object;
    return log().list(filter)->at(0);
  };
  EXPECT_EQ(entry_of("A-1 intent").position, 0u);
  EXPECT_EQ(entry_of("A-1 outcome").position, 1u);
  EXPECT_EQ(entry_of("A-2 intent").position, 2u);
  // Nothing waits any more: the clock is followed.
  ASSERT_TRUE(log().append_now(told("A-2 outcome")));
  EXPECT_EQ(entry_of("A-2 outcome").at, clock().now());
  ASSERT_TRUE(log().sequence());
  EXPECT_EQ(entry_of("A-2 outcome").position, 3u);
}

TEST_P(LogTest, WhatIsWrittenToAFolderIsSoundAndCountsAsLeft) {
  append_many(600);
  ASSERT_TRUE(log().write_to(file("out")));
  const VerifierKey key = *log().verifier_key();
  const Verdict verdict = *verify_folder(file("out"), key, {});
  EXPECT_TRUE(verdict.sound);
  EXPECT_EQ(verdict.entries, 600u);
  EXPECT_EQ(log().verify({})->last_anchored, std::chrono::floor<std::chrono::days>(clock().now()));
  EXPECT_EQ(key_of(log().write_to(file("out"))), "evidence.folder_exists");
  EXPECT_EQ(key_of(log().write_to(file("none"), 7)), "evidence.no_epoch");
  EXPECT_EQ(key_of(log().write_to(file("no/such/folder"))), "evidence.can_not_write");
  EXPECT_FALSE(std::filesystem::exists(file("none")));
  EXPECT_FALSE(std::filesystem::exists(file("none.part")));

  append_many(1);
  ASSERT_TRUE(log().write_to(file("later")));
  EXPECT_TRUE(verify_folder(file("later"), key, verdict.checkpoint)->sound);
  const Verdict older = *verify_folder(file("out"), key, content(file("later") + "/checkpoint"));
  EXPECT_THAT(older.faults, ElementsAre(testing::Field(&Error::key, "evidence.older_copy")));
}

TEST_P(LogTest, WhenTheMonthsKeysAreGoneEverythingButTheContentStays) {
  append();
  Told search;
  search.event = "subjects.search";
  search.use = UseKind::search;
  search.account = test_account;
  search.criterion = "name";
  search.reference = "case 7";
  ASSERT_TRUE(log().append_now(search));
  const std::string before = *log().sequence();
  EXPECT_EQ(key_of(log().shred_before("2026-11", test_account)), "evidence.bad_month");
  EXPECT_EQ(key_of(log().shred_before("november", test_account)), "evidence.bad_month");

  clock().move(std::chrono::hours(24 * 365 * 2 + 24 * 20));
  EXPECT_EQ(first_kept_month(clock().now()), "2026-12");
  append();
  ASSERT_GE(*log().shred_before("2026-12", test_account), 2);
  const std::vector<Entry> entries = *log().list({});
  ASSERT_THAT(entries, SizeIs(4));
  EXPECT_EQ(entries[0].event, "evidence.shredded");
  EXPECT_TRUE(entries[1].sealed);
  EXPECT_FALSE(entries[2].sealed);
  EXPECT_FALSE(entries[3].sealed);
  EXPECT_THAT(faults(), IsEmpty());
  ASSERT_TRUE(log().write_to(file("out")));
  EXPECT_TRUE(verify_folder(file("out"), *log().verifier_key(), before)->sound);
}

TEST_P(LogTest, ErasingAPersonShortensNothingInTheLog) {
  append();
  ASSERT_TRUE(vault().shred(test_person));
  EXPECT_TRUE(log().list({})->at(0).sealed);
  EXPECT_EQ(key_of(log().append_now(told())), "vault.key_shredded");
}

}  // namespace
}  // namespace ombud::evidence
