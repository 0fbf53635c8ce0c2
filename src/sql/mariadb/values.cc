#include "sql/mariadb/values.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace ombud::sql::mariadb {

namespace {

constexpr std::size_t place_bytes = 512;
constexpr unsigned binary_character_set = 63;

Value from_unsigned(std::uint64_t number) {
  if (number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return static_cast<std::int64_t>(number);
  return Decimal{std::to_string(number)};
}

// The shortest digits that say which single-precision number it is, as a double: 0.1, not
// 0.10000000149.
double widened(float single) {
  const std::string digits = fmt::format("{}", single);
  double real = single;
  std::from_chars(digits.data(), digits.data() + digits.size(), real);
  return real;
}

std::string fraction(const MYSQL_TIME& time, unsigned decimals) {
  if (decimals == 0 || decimals > 6) return {};
  return "." + fmt::format("{:06}", time.second_part).substr(0, decimals);
}

std::string written(const MYSQL_TIME& time, enum_field_types type, unsigned decimals) {
  if (type == MYSQL_TYPE_TIME)
    return fmt::format("{}{:02}:{:02}:{:02}{}", time.neg != 0 ? "-" : "", time.hour + 24 * time.day,
                       time.minute, time.second, fraction(time, decimals));
  std::string day = fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day);
  if (type == MYSQL_TYPE_DATE) return day;
  return fmt::format("{} {:02}:{:02}:{:02}{}", day, time.hour, time.minute, time.second,
                     fraction(time, decimals));
}

}  // namespace

Parameters::Parameters(const std::vector<Value>& values)
    : binds_(values.size()), integers_(values.size()), reals_(values.size()) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    MYSQL_BIND& bind = binds_[i];
    const Value& value = values[i];
    if (const Decimal* decimal = std::get_if<Decimal>(&value)) {
      bind_bytes(bind, MYSQL_TYPE_NEWDECIMAL, decimal->digits);
    } else if (const std::string* text = std::get_if<std::string>(&value)) {
      bind_bytes(bind, MYSQL_TYPE_STRING, *text);
    } else if (const Blob* blob = std::get_if<Blob>(&value)) {
      bind_bytes(bind, blob->broken_text ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB, blob->bytes);
    } else if (const double* real = std::get_if<double>(&value)) {
      reals_[i] = *real;
      bind.buffer_type = MYSQL_TYPE_DOUBLE;
      bind.buffer = &reals_[i];
    } else if (is_null(value)) {
      bind.buffer_type = MYSQL_TYPE_NULL;
    } else {
      const bool* truth = std::get_if<bool>(&value);
      integers_[i] = truth != nullptr ? std::int64_t{*truth} : std::get<std::int64_t>(value);
      bind.buffer_type = MYSQL_TYPE_LONGLONG;
      bind.buffer = &integers_[i];
    }
    bytes_ += 16;  // What the others take at most.
  }
}

void Parameters::bind_bytes(MYSQL_BIND& bind, enum_field_types type, const std::string& bytes) {
  bind.buffer_type = type;
  // The library only reads it.
  bind.buffer = const_cast<char*>(bytes.data());
  bind.buffer_length = bytes.size();
  bytes_ += bytes.size();
}

Results::Results(const MYSQL_RES* metadata)
    : cells_(mysql_num_fields(const_cast<MYSQL_RES*>(metadata))), binds_(cells_.size()) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const MYSQL_FIELD* field =
        mysql_fetch_field_direct(const_cast<MYSQL_RES*>(metadata), static_cast<unsigned>(i));
    Cell& cell = cells_[i];
    cell.type = field->type;
    cell.binary = field->charsetnr == binary_character_set;
    cell.is_unsigned = (field->flags & UNSIGNED_FLAG) != 0;
    cell.decimals = field->decimals;
    bind(cell, binds_[i]);
  }
}

void Results::bind(Cell& cell, MYSQL_BIND& place) {
  place.is_null = &cell.is_null;
  place.error = &cell.cut;
  place.length = &cell.length;
  switch (cell.type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
      cell.type = MYSQL_TYPE_LONGLONG;
      place.buffer_type = MYSQL_TYPE_LONGLONG;
      place.buffer = &cell.integer;
      place.is_unsigned = cell.is_unsigned ? 1 : 0;
      return;
    case MYSQL_TYPE_DOUBLE:
      place.buffer_type = MYSQL_TYPE_DOUBLE;
      place.buffer = &cell.real;
      return;
    case MYSQL_TYPE_FLOAT:
      place.buffer_type = MYSQL_TYPE_FLOAT;
      place.buffer = &cell.single;
      return;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
      place.buffer_type = cell.type;
      place.buffer = &cell.time;
      return;
    case MYSQL_TYPE_NULL:
      place.buffer_type = MYSQL_TYPE_NULL;
      return;
    default:
      cell.bytes.resize(place_bytes);
      place.buffer_type = MYSQL_TYPE_BLOB;  // As it comes, whatever it is.
      place.buffer = cell.bytes.data();
      place.buffer_length = cell.bytes.size();
  }
}

std::string Results::bytes_of(MYSQL_STMT* statement, std::size_t column) {
  Cell& cell = cells_[column];
  if (cell.length <= cell.bytes.size()) return {cell.bytes.data(), cell.length};
  std::string bytes(cell.length, '\0');
  unsigned long length = 0;
  my_bool is_null = 0;
  my_bool cut = 0;
  MYSQL_BIND whole{};
  whole.buffer_type = MYSQL_TYPE_BLOB;
  whole.buffer = bytes.data();
  whole.buffer_length = bytes.size();
  whole.length = &length;
  whole.is_null = &is_null;
  whole.error = &cut;
  mysql_stmt_fetch_column(statement, &whole, static_cast<unsigned>(column), 0);
  return bytes;
}

Value Results::value(MYSQL_STMT* statement, std::size_t column) {
  const Cell& cell = cells_[column];
  if (cell.is_null != 0 || cell.type == MYSQL_TYPE_NULL) return Null{};
  switch (cell.type) {
    case MYSQL_TYPE_LONGLONG:
      if (cell.is_unsigned) return from_unsigned(static_cast<std::uint64_t>(cell.integer));
      return cell.integer;
    case MYSQL_TYPE_DOUBLE:
      return cell.real;
    case MYSQL_TYPE_FLOAT:
      return widened(cell.single);
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_TIME:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
      return written(cell.time, cell.type, cell.decimals);
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return Decimal{bytes_of(statement, column)};
    case MYSQL_TYPE_BIT: {
      std::uint64_t bits = 0;
      for (const char byte : bytes_of(statement, column))
        bits = bits << 8 | static_cast<unsigned char>(byte);
      return from_unsigned(bits);
    }
    default:
      if (cell.binary) return Blob{bytes_of(statement, column)};
      return text_value(bytes_of(statement, column));
  }
}

}  // namespace ombud::sql::mariadb
