#pragma once
// Values on the wire: as libpq's parameters and from its text results.

#include <string>
#include <string_view>
#include <vector>

#include "sql/value.h"

namespace ombud::sql::postgresql {

/// Parameters in the arrays that libpq takes. Holds the texts; the values must outlive it.
class Parameters {
 public:
  explicit Parameters(const std::vector<Value>& values);

  /// False where a text has a zero byte: libpq would cut it there, and PostgreSQL has no such
  /// texts.
  bool can_be_sent() const { return can_be_sent_; }

  int count() const { return static_cast<int>(pointers_.size()); }

  const unsigned* types() const { return types_.data(); }

  const char* const* pointers() const { return pointers_.data(); }

  const int* lengths() const { return lengths_.data(); }

  const int* formats() const { return formats_.data(); }

 private:
  void add_text(std::string text);

  bool can_be_sent_ = true;
  std::vector<std::string> texts_;
  std::vector<unsigned> types_;
  std::vector<const char*> pointers_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// A value that is not null, from its text; `type` is the type's oid. Domains come as what they are
/// made of.
Value value_of(unsigned type, std::string_view text);

}  // namespace ombud::sql::postgresql
