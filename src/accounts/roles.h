#pragma once
// What somebody is in an organisation. Which role may do what stands in permissions.cc, which sees
// what kind of field in fields.cc.

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace ombud::accounts {

/// Law: GDPR arts. 32, 38(6).
enum class Role : std::uint8_t {
  coordinator,    // Operates; does not approve.
  handler,        // Handles requests.
  approver,       // Owns a process or system: approves what others planned.
  dpo,            // Reads, may stop and send back; does not approve, run or decide.
  administrator,  // Keeps accounts and systems; sees no person's data.
  editor,         // Describes the systems of its unit: maps, not persons.
  auditor,        // Reads paper and whether the log is sound; no persons.
  list_user,      // Gets lists made for one purpose, nothing else.
};
std::string_view word(Role role);
/// Errc::invalid "accounts.unknown_role" {role}.
Result<Role> role_of(std::string_view word);
std::span<const Role> all_roles();

}  // namespace ombud::accounts
