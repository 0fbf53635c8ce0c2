# What ctest runs besides the rooms' own test programs: the rules and the form of the source
# (lint.*) and the stories (story.*).
set(OMBUD_PYTHON /usr/bin/python3)

function(ombud_lint NAME)
  add_test(NAME lint.${NAME} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()

ombud_lint(rooms ${OMBUD_PYTHON} tools/check_rooms.py src)
ombud_lint(tidy ${OMBUD_PYTHON} tools/tidy.py --languages)
ombud_lint(self ${OMBUD_PYTHON} tools/lint_test.py)
ombud_lint(format ${OMBUD_PYTHON} tools/check_format.py)

# What the table of requirements says is borne out by the tree.
ombud_lint(conformance ${OMBUD_PYTHON} tools/check_conformance.py)
ombud_lint(conformance_self ${OMBUD_PYTHON} tools/check_conformance_test.py)

# The rooms' parts of the HTTP contract fit together.
ombud_lint(api ${OMBUD_PYTHON} tools/join_api.py --check)

# The vocabulary that the authority's package speaks: terms that were looked up, and no others.
ombud_lint(dpv_terms ${OMBUD_PYTHON} tests/record/dpv_terms_test.py)

ombud_lint(stories ${OMBUD_PYTHON} tests/stories_test.py)
ombud_lint(servers ${OMBUD_PYTHON} tools/test_servers_test.py)
# The people of the demo: invented, and the same each time.
add_test(NAME demo.systems COMMAND ${OMBUD_PYTHON} make_systems_test.py
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/demo)
if(TARGET ombud)
  add_test(NAME demo.door COMMAND ${OMBUD_PYTHON} -B door_test.py $<TARGET_FILE:ombud>
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}/demo)
endif()
# The second verifier of logs and receipts, which is written from docs/formats only.
foreach(SUBJECT checkpoint log receipt mutation command_line)
  add_test(NAME verifier.${SUBJECT}
    COMMAND ${OMBUD_PYTHON} -B tests/verifiers/${SUBJECT}_test.py
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endforeach()

if(TARGET ombud)
  file(GLOB STORIES CONFIGURE_DEPENDS src/*/stories/*.story tests/journeys/*.story)
  foreach(STORY ${STORIES})
    file(RELATIVE_PATH NAME ${PROJECT_SOURCE_DIR} ${STORY})
    string(REGEX REPLACE "^(src|tests)/|/stories|\\.story$" "" NAME ${NAME})
    string(REPLACE "/" "." NAME ${NAME})
    add_test(NAME story.${NAME}
      COMMAND ${OMBUD_PYTHON} tests/stories.py $<TARGET_FILE:ombud> ${STORY}
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endforeach()
  # The server as another program sees it: tests/http/*_test.py, every route for everybody who
  # could ask, and killed under load.
  file(GLOB HTTP_TESTS CONFIGURE_DEPENDS tests/http/*_test.py)
  foreach(FILE ${HTTP_TESTS} tests/http/matrix.py)
    get_filename_component(NAME ${FILE} NAME_WE)
    string(REPLACE "_test" "" NAME ${NAME})
    add_test(NAME http.${NAME} COMMAND ${OMBUD_PYTHON} -B ${FILE} $<TARGET_FILE:ombud>
      WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endforeach()
  add_test(NAME http.matrix_postgresql COMMAND ${OMBUD_PYTHON} -B tests/http/matrix.py
    $<TARGET_FILE:ombud> --postgresql WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  add_test(NAME http.kill COMMAND ${OMBUD_PYTHON} -B tests/http/kill.py
    $<TARGET_FILE:ombud> --times 200 WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  # Mail, to a real server and from one.
  foreach(WAY outgoing incoming)
    add_test(NAME mail.${WAY} COMMAND ${OMBUD_PYTHON} -B tests/mail/${WAY}_test.py
      $<TARGET_FILE:ombud> WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endforeach()
  # Faults at any point of an erasure; more of each by argument.
  function(ombud_fault NAME)
    add_test(NAME faults.${NAME} COMMAND ${OMBUD_PYTHON} -B tests/faults/${NAME}.py
      $<TARGET_FILE:ombud> ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  endfunction()
  ombud_fault(kill --times 200)
  ombud_fault(cut --cuts 500)
  ombud_fault(disk_full --times 100)
  ombud_fault(syscalls --times 40)
  # Of backup, restore, migration and rotation too, and a full disk there.
  ombud_fault(life --times 12 --full 6)
  ombud_fault(clock --times 10)
  set_tests_properties(faults.disk_full faults.clock PROPERTIES SKIP_RETURN_CODE 77)
endif()

# The pages: types, form and lint, unit tests (their sentences and rooms among them), size; and what
# people do with them, in a browser.
function(ombud_pages_check NAME)
  add_test(NAME pages.${NAME} COMMAND tools/with-node ${ARGN}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()

ombud_pages_check(types tsc -p .)
ombud_pages_check(form biome check .)
ombud_pages_check(units vitest run)
ombud_pages_check(size node web/checks/sizes.ts)
if(TARGET ombud)
  file(GLOB JOURNEYS CONFIGURE_DEPENDS tests/web/*.journey.ts)
  foreach(JOURNEY ${JOURNEYS})
    get_filename_component(NAME ${JOURNEY} NAME_WE)
    ombud_pages_check(journey.${NAME} node tests/web/journeys.ts $<TARGET_FILE:ombud> "${NAME}: ")
  endforeach()
endif()
