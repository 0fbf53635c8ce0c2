#pragma once
// A register made from JSON without a store. Included by *_test.cc only.

#include <string>

#include "processing/all_kinds_test.h"
#include "processing/register.h"

namespace ombud::processing {

class WithRegister : public testing::Test {
 protected:
  /// `id` is what other records lead to it by.
  records::Record& add(const std::string& id, const std::string& kind, std::string_view json,
                       const std::string& state = "") {
    records::Record record = record_of(kinds_, kind, json);
    const records::Kind& declared = *sql::test::must_have(kinds_.find(kind));
    record.id = records::RecordId{id};
    record.number = declared.series + "-" + std::to_string(1000 + ++count_);
    record.state = state.empty() ? declared.states.front().name : state;
    if (kind != "activity")
      return all_.others.insert_or_assign(id, std::move(record)).first->second;
    all_.activities.push_back(std::move(record));
    return all_.activities.back();
  }

  const records::Kinds& kinds_ = all_kinds();
  Register all_;
  int count_ = 0;
};

}  // namespace ombud::processing
