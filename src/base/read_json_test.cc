#include "base/read_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace ombud {

namespace {

// "line:column", or "whole".
std::string broken_at(std::string_view text) {
  const Result<nlohmann::ordered_json> json = json_in(text);
  if (json) return "whole";
  EXPECT_EQ(json.error().code, Errc::invalid);
  EXPECT_EQ(json.error().key, "base.bad_json");
  return json.error().params[0].second + ":" + json.error().params[1].second;
}

TEST(ReadJson, WhatIsWholeIsRead) {
  EXPECT_EQ(json_in(R"({"b":1,"a":[true]})")->dump(), R"({"b":1,"a":[true]})");
  EXPECT_EQ(broken_at("null"), "whole");
}

TEST(ReadJson, SaysWhereItBreaks) {
  EXPECT_EQ(broken_at(""), "1:1");
  EXPECT_EQ(broken_at("x"), "1:1");
  EXPECT_EQ(broken_at("{\"a\": 1,}"), "1:9");
  EXPECT_EQ(broken_at("{\n  \"name\": \"Löner\"\n  \"role\": \"x\"\n}"), "3:8");
  EXPECT_EQ(broken_at("{\"å\": x"), "1:7");
  EXPECT_EQ(broken_at("[1,\n"), "2:1");
}

}  // namespace

}  // namespace ombud
