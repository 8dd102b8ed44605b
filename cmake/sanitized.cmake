# What only the sanitized build does, to be built in bearable time.

# Fuzzers count the edges taken in what they call, not in what tests it.
function(theset_counted_by_fuzzers target)
  if(THESET_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

# The headers that nearly every file reads are parsed once for all libraries, and once for all tests (these at -O0). The release build
# stays without, so that a file which lacks an include of its own is found.
if(THESET_SANITIZE)
  set(common <algorithm> <chrono> <functional> <map> <memory> <mutex> <optional> <string> <thread> <unordered_map> <vector> <boost/json.hpp>)
  foreach(kind library test)
    add_library(theset_headers_${kind} STATIC ${CMAKE_SOURCE_DIR}/cmake/empty.cpp)
    target_precompile_headers(theset_headers_${kind} PRIVATE ${common})
    target_link_libraries(theset_headers_${kind} PRIVATE Boost::json)
  endforeach()
  theset_counted_by_fuzzers(theset_headers_library)
  target_compile_options(theset_headers_test PRIVATE -O0)
  target_precompile_headers(theset_headers_test PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
  target_link_libraries(theset_headers_test PRIVATE GTest::gmock)
endif()

# Gives a target the headers of its kind: library or test.
function(theset_shared_headers target kind)
  if(THESET_SANITIZE)
    target_precompile_headers(${target} REUSE_FROM theset_headers_${kind})
  endif()
endfunction()
