# The built pages (web/) as part of room web. `./run build` makes them by tools/build-pages, which
# writes build/pages.cc; a build that goes by CMake alone has none, and the program says so.
set(OMBUD_PAGES ${PROJECT_SOURCE_DIR}/build/pages.cc)

function(ombud_pages)
  if(NOT EXISTS ${OMBUD_PAGES})
    file(WRITE ${OMBUD_PAGES} "#include \"web/files.h\"\n\nstd::span<const ombud::web::File> ombud::web::files() { return {}; }\n")
  endif()
  target_sources(web PRIVATE ${OMBUD_PAGES})
  set_source_files_properties(${OMBUD_PAGES} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
endfunction()
