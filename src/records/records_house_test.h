#pragma once
// An office with the two sample kinds, on either engine. Included by *_test.cc only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "accounts/test_office.h"
#include "records/records.h"
#include "records/sample_kinds_test.h"
#include "sql/test_databases.h"

namespace ombud::records {

class RecordsTest : public testing::TestWithParam<sql::Engine> {
 protected:
  accounts::Office& office() { return house_.office(); }

  Row row(std::string_view kind, std::string_view json) {
    std::vector<Fault> faults;
    Row read =
        sql::test::must_have(read_json(*sql::test::must_have(kinds_.find(kind)), json, faults));
    EXPECT_THAT(faults, testing::IsEmpty());
    return read;
  }

  Record made(std::string_view kind, std::string_view json) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(sql::test::must_have(create(office(), kinds_, kind, {row(kind, json), {}})));
  }

  Record edited(const Record& record, std::string_view json) {
    house_.clock().move(std::chrono::seconds(1));
    return must_be(sql::test::must_have(
        edit(office(), kinds_, record.id, record.version, {row(record.kind, json), {}})));
  }

  static Record must_be(Saved saved) {
    EXPECT_THAT(saved.faults, testing::IsEmpty());
    must(saved.record.has_value());
    return *std::move(saved.record);
  }

  std::vector<std::string> titles(const Wanted& wanted) {
    std::vector<std::string> all;
    for (const Record& record : sql::test::must_have(list(office(), kinds_, wanted)).records)
      all.push_back(record.title);
    return all;
  }

  accounts::TestOffice house_{GetParam(), {migrations()}};
  Kinds kinds_ = sample_kinds();
};

}  // namespace ombud::records
