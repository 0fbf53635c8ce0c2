# ombud_room(NAME): the folder src/NAME as one library of objects. *_test.cc become its test
# program NAME_test, schema/*.sql, text/*.json, kinds/*.yaml and */*.model are compiled in. A new
# file needs no edit here or anywhere else.
#
# A raw string literal holds the file as it is: nothing between its delimiters is replaced.
set(OMBUD_ROOMS "")
set(OMBUD_TEXTS "")

function(ombud_quote FILE OUT)
  file(READ ${FILE} BODY)
  set(${OUT} "R\"~~~~(${BODY})~~~~\"" PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${FILE})
endfunction()

function(ombud_write FILE TEXT)
  # Written only where it differs, so that a reconfigure recompiles nothing.
  if(EXISTS ${FILE})
    file(READ ${FILE} OLD)
  endif()
  if(NOT EXISTS ${FILE} OR NOT OLD STREQUAL TEXT)
    file(WRITE ${FILE} "${TEXT}")
  endif()
endfunction()

function(ombud_room NAME)
  set(DIR ${PROJECT_SOURCE_DIR}/src/${NAME})
  file(GLOB_RECURSE ALL CONFIGURE_DEPENDS ${DIR}/*.cc)
  set(TESTS ${ALL})
  list(FILTER TESTS INCLUDE REGEX "_test\\.cc$")
  list(FILTER ALL EXCLUDE REGEX "_(test|fuzz)\\.cc$")

  file(GLOB SQL CONFIGURE_DEPENDS ${DIR}/schema/*.sql)
  if(SQL)
    set(BODY "// Generated from ${NAME}/schema.\n#include \"store/migration.h\"\n\nnamespace ombud::${NAME} {\n\nstd::span<const store::Migration> migrations() {\n  static const store::Migration all[] = {\n")
    foreach(FILE ${SQL})
      get_filename_component(STEM ${FILE} NAME)
      ombud_quote(${FILE} TEXT)
      string(APPEND BODY "    {\"${NAME}\", \"${STEM}\", ${TEXT}},\n")
    endforeach()
    string(APPEND BODY "  };\n  return all;\n}\n\n}  // namespace ombud::${NAME}\n")
    ombud_write(${CMAKE_CURRENT_BINARY_DIR}/${NAME}_schema.cc "${BODY}")
    list(APPEND ALL ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_schema.cc)
  endif()

  file(GLOB MODELS CONFIGURE_DEPENDS ${DIR}/*/*.model)
  if(MODELS)
    set(BODY "// Generated from ${NAME}/*/*.model.\n#include <string_view>\n\nnamespace ombud::${NAME} {\n\nstd::string_view model_file(std::string_view name) {\n")
    foreach(FILE ${MODELS})
      get_filename_component(STEM ${FILE} NAME_WE)
      ombud_quote(${FILE} TEXT)
      string(APPEND BODY "  if (name == \"${STEM}\") return ${TEXT};\n")
    endforeach()
    string(APPEND BODY "  return {};\n}\n\n}  // namespace ombud::${NAME}\n")
    ombud_write(${CMAKE_CURRENT_BINARY_DIR}/${NAME}_models.cc "${BODY}")
    list(APPEND ALL ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_models.cc)
  endif()

  file(GLOB KINDS CONFIGURE_DEPENDS ${DIR}/kinds/*.yaml)
  if(KINDS)
    set(BODY "// Generated from ${NAME}/kinds.\n#include \"records/records.h\"\n\nnamespace ombud::${NAME} {\n\nstd::span<const records::Declared> kinds() {\n  static const records::Declared all[] = {\n")
    foreach(FILE ${KINDS})
      get_filename_component(LEAF ${FILE} NAME)
      ombud_quote(${FILE} TEXT)
      string(APPEND BODY "    {\"${NAME}/kinds/${LEAF}\", ${TEXT}},\n")
    endforeach()
    string(APPEND BODY "  };\n  return all;\n}\n\n}  // namespace ombud::${NAME}\n")
    ombud_write(${CMAKE_CURRENT_BINARY_DIR}/${NAME}_kinds.cc "${BODY}")
    list(APPEND ALL ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_kinds.cc)
  endif()

  file(GLOB TEXTS CONFIGURE_DEPENDS ${DIR}/text/*.json)
  set(OMBUD_TEXTS ${OMBUD_TEXTS} ${TEXTS} PARENT_SCOPE)

  if(NOT ALL AND NOT TESTS)
    return()
  endif()
  add_library(${NAME} OBJECT ${ALL})
  target_link_libraries(${NAME} PUBLIC ombud_flags)
  if(NAME STREQUAL "base")
    # Generated at the end, when every room's texts are known.
    target_sources(base PRIVATE ${CMAKE_BINARY_DIR}/text_files.cc)
    target_precompile_headers(base PRIVATE ${PROJECT_SOURCE_DIR}/src/base/pch.h)
  else()
    target_precompile_headers(${NAME} REUSE_FROM base)
  endif()
  set(ROOMS ${OMBUD_ROOMS} ${NAME})
  if(TESTS AND BUILD_TESTING)
    add_executable(${NAME}_test ${TESTS})
    target_link_libraries(${NAME}_test PRIVATE ombud_flags ${ROOMS} GTest::gmock GTest::gtest_main)
    target_precompile_headers(${NAME}_test REUSE_FROM tests)
    add_test(NAME ${NAME} COMMAND ${NAME}_test)
    # A test may skip what a machine does not allow, as mounting a file system, but not for lack of
    # the databases that `./run test` starts.
    set_tests_properties(${NAME} PROPERTIES WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      FAIL_REGULAR_EXPRESSION "OMBUD_TEST_[A-Z_]+ is not set")
  endif()
  set(OMBUD_ROOMS ${ROOMS} PARENT_SCOPE)
endfunction()

# What the test programs share: GoogleTest is slow to read, so it is precompiled once.
function(ombud_tests)
  file(WRITE ${CMAKE_BINARY_DIR}/tests.cc "")
  add_library(tests OBJECT ${CMAKE_BINARY_DIR}/tests.cc)
  target_link_libraries(tests PUBLIC ombud_flags GTest::gmock)
  target_precompile_headers(tests PRIVATE ${PROJECT_SOURCE_DIR}/src/base/pch.h
    <gmock/gmock.h> <gtest/gtest.h>)
endfunction()

# All rooms' sentences as one table (base/texts.h).
function(ombud_text_files)
  set(BODY "// Generated from src/*/text.\n#include \"base/texts.h\"\n\nnamespace ombud {\n\nstd::span<const TextFile> text_files() {\n  static const TextFile all[] = {\n")
  foreach(FILE ${OMBUD_TEXTS})
    string(REGEX REPLACE ".*/([a-z]+)/text/([a-z]+)\\.json$" "\"\\2\", \"\\1\"" WHOSE ${FILE})
    ombud_quote(${FILE} TEXT)
    string(APPEND BODY "    {${WHOSE}, ${TEXT}},\n")
  endforeach()
  string(APPEND BODY "  };\n  return all;\n}\n\n}  // namespace ombud\n")
  ombud_write(${CMAKE_BINARY_DIR}/text_files.cc "${BODY}")
endfunction()
