#pragma once
// A step of the own database's schema, compiled in from ROOM/schema/NNNN_what.sql.

#include <span>
#include <string_view>

namespace ombud::store {

/// SQL in the type vocabulary ${uuid} ${int} ${bool} ${instant} ${day} ${json} ${blob} ${text}.
/// Above each CREATE TABLE stands one comment, `-- installation table: why` or
/// `-- organisation table`; the latter's primary, unique and foreign keys begin with organisation_id.
/// `0003_x.sqlite.sql` and `0003_x.postgresql.sql` are for one engine only.
struct Migration {
  std::string_view room;
  std::string_view file;
  std::string_view sql;
};

}  // namespace ombud::store
