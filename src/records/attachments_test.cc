// Files attached to records: what stands when, what goes, and what a changed file gives out.
#include "records/attachments.h"

#include <filesystem>
#include <fstream>

#include "accounts/rows.h"
#include "base/text.h"
#include "records/attachment_file.h"
#include "records/records_house_test.h"

namespace ombud::records {
namespace {

using accounts::Role;
using sql::test::key_of;
using sql::test::must_have;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string pdf = "%PDF-1.7\nsigned by Tova\n";

class RecordAttachments : public RecordsTest {
 protected:
  void SetUp() override { record_ = made("activity", R"({"name":"Löner"})"); }

  Attachment attached(const std::string& name, const std::string& bytes,
                      const std::string& what = "") {
    house_.clock().move(std::chrono::seconds(1));
    return must_have(attach(office(), kinds_, record_.id, {name, what, bytes}));
  }

  std::string refused(const std::string& name, const std::string& bytes,
                      const std::string& what = "") {
    return key_of(attach(office(), kinds_, record_.id, {name, what, bytes}));
  }

  std::string content(const Attachment& attachment) {
    return must_have(open_attachment(office(), kinds_, record_.id, attachment.id)).bytes;
  }

  std::string not_opened(const AttachmentId& id) {
    return key_of(open_attachment(office(), kinds_, record_.id, id));
  }

  Attachment gone(const Attachment& attachment) {
    house_.clock().move(std::chrono::seconds(1));
    return must_have(detach(office(), kinds_, record_.id, attachment.id, " the wrong one "));
  }

  std::vector<std::string> names(std::optional<Instant> at = {}) {
    std::vector<std::string> all;
    for (const Attachment& one : must_have(attachments(office(), {record_.id.text}, at)))
      all.push_back(one.name + (one.removed ? " removed" : ""));
    return all;
  }

  std::vector<std::filesystem::path> files() {
    std::vector<std::filesystem::path> all;
    std::error_code none;
    for (const auto& one : std::filesystem::directory_iterator(house_.file("attachments"), none))
      all.push_back(one.path());
    return all;
  }

  Record record_;
};

TEST_P(RecordAttachments, AreKeptSealedWithWhatTheyAreAndByWhom) {
  const Attachment made_so = attached("Avtal Å.pdf", pdf, "policy");
  EXPECT_EQ(made_so.type, "PDF");
  EXPECT_EQ(media_type_of(made_so), "application/pdf");
  EXPECT_EQ(made_so.bytes, std::ssize(pdf));
  EXPECT_EQ(made_so.by, office().actor.account);
  EXPECT_EQ(made_so.sha256, to_hex(vault::sha256(pdf)));
  EXPECT_EQ(house_.events().back(), "records.attached activity B-0001");
  EXPECT_EQ(content(made_so), pdf);
  const Attachment read = must_have(attachments(office(), {record_.id.text})).at(0);
  EXPECT_EQ(read.id, made_so.id);
  EXPECT_EQ(read.what, "policy");
  EXPECT_EQ(read.at, made_so.at);
  ASSERT_THAT(files(), SizeIs(1));
  std::ifstream file(files()[0], std::ios::binary);
  const std::string stored((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(stored.find("Tova"), std::string::npos);
  EXPECT_EQ(files()[0].filename().string().find("Avtal"), std::string::npos);
  const std::string large = "%PDF-1.7\n" + std::string(5'000'000, 'x');
  EXPECT_EQ(content(attached("large.pdf", large)), large);
}

TEST_P(RecordAttachments, StandAsOfADayAndWhatIsRemovedLeavesItsPlace) {
  const Attachment first = attached("first.pdf", pdf);
  const Instant between = house_.clock().now();
  const Attachment second = attached("second.pdf", pdf + "2");
  const Attachment left = gone(first);
  EXPECT_EQ(left.removed->reason, "the wrong one");
  EXPECT_EQ(house_.events().back(), "records.detached activity B-0001");
  EXPECT_THAT(names(), ElementsAre("first.pdf removed", "second.pdf"));
  EXPECT_THAT(names(between - std::chrono::hours(1)), IsEmpty());
  EXPECT_THAT(names(between), ElementsAre("first.pdf removed"));
  EXPECT_THAT(names(left.removed->at), ElementsAre("second.pdf"));
  EXPECT_EQ(not_opened(first.id), "records.attachment_removed");
  EXPECT_EQ(content(second), pdf + "2");
  EXPECT_THAT(files(), SizeIs(1));
  EXPECT_EQ(key_of(detach(office(), kinds_, record_.id, first.id, "again")),
            "records.attachment_removed");
  EXPECT_EQ(key_of(detach(office(), kinds_, record_.id, second.id, " ")), "records.no_reason");
  EXPECT_EQ(key_of(detach(office(), kinds_, record_.id, AttachmentId{uuid_random()}, "x")),
            "records.no_such_attachment");
  EXPECT_EQ(not_opened(AttachmentId{uuid_random()}), "records.no_such_attachment");
  const Record other = made("activity", R"({"name":"Annat"})");
  EXPECT_EQ(key_of(open_attachment(office(), kinds_, other.id, second.id)),
            "records.no_such_attachment");
}

TEST_P(RecordAttachments, TheSameContentStandsOnceOnARecord) {
  const Attachment first = attached("first.pdf", pdf);
  EXPECT_EQ(refused("again.pdf", pdf), "records.attachment_twice");
  EXPECT_THAT(files(), SizeIs(1));
  const Record other = made("activity", R"({"name":"Annat"})");
  must_have(attach(office(), kinds_, other.id, {"there.pdf", "", pdf}));
  gone(first);
  EXPECT_EQ(content(attached("again.pdf", pdf)), pdf);
}

TEST_P(RecordAttachments, WhatMayNotBeAttachedLeavesNothing) {
  EXPECT_EQ(refused("a.pdf", "<html></html>"), "records.attachment_markup");
  EXPECT_EQ(refused("../a.pdf", pdf), "records.attachment_name");
  EXPECT_EQ(refused("a.pdf", pdf, "contract"), "records.no_such_document");
  must_have(limit_attachments(office(), 1, "small disk"));
  EXPECT_EQ(house_.events().back(), "records.attachments_limited attachments");
  EXPECT_EQ(refused("a.pdf", pdf + std::string(1 << 20, 'x')), "records.attachment_too_large");
  EXPECT_EQ(key_of(limit_attachments(office(), 33, "x")), "records.attachment_limit_bounds");
  EXPECT_EQ(key_of(limit_attachments(office(), 0, "x")), "records.attachment_limit_bounds");
  EXPECT_EQ(key_of(limit_attachments(office(), 2, " ")), "records.no_reason");
  EXPECT_EQ(must_have(attachment_limit(office())), 1);
  must_have(archive(office(), kinds_, record_.id, record_.version, true, "entered twice"));
  EXPECT_EQ(refused("a.pdf", pdf), "records.closed");
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_THAT(names(), IsEmpty());
}

TEST_P(RecordAttachments, TwoHundredStandOnARecordAndNoMore) {
  for (int i = 0; i < 200; ++i) attached("a.txt", "note " + std::to_string(i));
  EXPECT_EQ(refused("a.txt", "one more"), "records.attachments_many");
  gone(must_have(attachments(office(), {record_.id.text})).at(0));
  EXPECT_EQ(content(attached("a.txt", "one more")), "one more");
}

TEST_P(RecordAttachments, AreReadWithTheRecordAndChangedByWhoMayEditIt) {
  const Attachment one = attached("first.pdf", pdf);
  office().actor.roles = {Role::auditor};
  EXPECT_EQ(content(one), pdf);
  EXPECT_EQ(refused("a.pdf", pdf + "x"), "records.not_permitted");
  EXPECT_EQ(key_of(detach(office(), kinds_, record_.id, one.id, "x")), "records.not_permitted");
  office().actor.roles = {Role::list_user};
  EXPECT_EQ(not_opened(one.id), "records.not_permitted");
  EXPECT_EQ(refused("a.pdf", pdf + "x"), "records.not_permitted");
}

TEST_P(RecordAttachments, OfAChangedFileNothingIsGivenOut) {
  const Attachment one = attached("first.pdf", pdf);
  const std::filesystem::path file = files().at(0);
  const Attachment other = attached("other.pdf", pdf + "2");
  const auto change = [&](auto&& how) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    how(bytes);
    std::ofstream(file, std::ios::binary) << bytes;
  };
  change([](std::string& bytes) { bytes[bytes.size() - 3] ^= 1; });
  EXPECT_EQ(not_opened(one.id), "records.attachment_damaged");
  change([](std::string& bytes) { bytes[bytes.size() - 3] ^= 1; });
  EXPECT_EQ(content(one), pdf);
  change([](std::string& bytes) { bytes.resize(bytes.size() - 1); });
  EXPECT_EQ(not_opened(one.id), "records.attachment_damaged");
  // Another's file in its place has another key.
  for (const std::filesystem::path& path : files())
    if (path != file)
      std::filesystem::copy_file(path, file, std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(not_opened(one.id), "records.attachment_damaged");
  EXPECT_EQ(must_have(attachments_without_file(office())), 0);
  std::filesystem::remove(file);
  EXPECT_EQ(must_have(attachments_without_file(office())), 1);
  EXPECT_EQ(not_opened(one.id), "records.attachment_gone");
  EXPECT_EQ(content(other), pdf + "2");
}

TEST_P(RecordAttachments, OfARowThatSaysAnotherHashNothingIsGivenOut) {
  const Attachment one = attached("first.pdf", pdf);
  store::Transaction transaction = must_have(office().store.begin(office().organisation.id));
  must_have(
      transaction.execute("update records_attachment set sha256 = 'x' where id = ? and "
                          "organisation_id = ?",
                          {one.id.text, office().organisation.id.text}));
  must_have(transaction.commit());
  EXPECT_EQ(not_opened(one.id), "records.attachment_damaged");
}

TEST_P(RecordAttachments, AFileThatNoRecordNamesIsSweptAfterADay) {
  const Attachment one = attached("first.pdf", pdf);
  {
    // As after a crash between the file and its row.
    NewFile left = must_have(NewFile::write(office(), "left"));
    left.keep();
    must_have(NewFile::write(office(), "undone"));
  }
  EXPECT_THAT(files(), SizeIs(2));
  EXPECT_EQ(must_have(sweep_attachments(office(), false)), 0);
  house_.clock().move(std::chrono::days(30));
  EXPECT_EQ(must_have(sweep_attachments(office(), true)), 1);
  EXPECT_THAT(files(), SizeIs(2));
  EXPECT_EQ(must_have(sweep_attachments(office(), false)), 1);
  EXPECT_THAT(files(), SizeIs(1));
  EXPECT_EQ(content(one), pdf);
  EXPECT_EQ(must_have(sweep_attachments(office(), false)), 0);
}

TEST_P(RecordAttachments, AreExpectedAsTheDeclarationSays) {
  const Kind& kind = *must_have(kinds_.find("activity"));
  ASSERT_THAT(kind.documents, SizeIs(2));
  EXPECT_EQ(kind.documents[0].name, "policy");
  EXPECT_TRUE(is_asked(kind.documents[0], record_.row));
  EXPECT_FALSE(is_asked(kind.documents[1], record_.row));
  const Row asked = row("activity", R"({"name":"x","role":"processor"})");
  EXPECT_TRUE(is_asked(kind.documents[1], asked));
  EXPECT_THAT(lacking(kind, record_.row, {}), IsEmpty());
  EXPECT_THAT(lacking(kind, asked, {}), ElementsAre("instruction"));
  const Attachment other = attached("policy.pdf", pdf, "policy");
  EXPECT_THAT(lacking(kind, asked, {other}), ElementsAre("instruction"));
  const Attachment one = attached("instruction.pdf", pdf + "2", "instruction");
  EXPECT_THAT(lacking(kind, asked, {other, one}), IsEmpty());
  EXPECT_THAT(lacking(kind, asked, {other, gone(one)}), ElementsAre("instruction"));
}

INSTANTIATE_TEST_SUITE_P(Each, RecordAttachments,
                         testing::Values(sql::Engine::sqlite, sql::Engine::postgresql),
                         [](const auto& one) { return std::string(word(one.param)); });

}  // namespace
}  // namespace ombud::records
