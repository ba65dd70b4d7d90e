# croozer_room(NAME DEPENDS room... LINKS target...)
#
# A room is a folder of src/ that becomes one library. It gets an include directory of its own,
# holding links to itself and to the rooms it may use, so that `#include "http/router.hpp"` in a
# room that must not know http/ does not compile. Sources and x_test.cpp beside them are globbed.
function(croozer_room name)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;LINKS" ${ARGN})
  set(view ${CMAKE_BINARY_DIR}/rooms/${name})
  file(MAKE_DIRECTORY ${view})
  foreach(visible ${name} ${ROOM_DEPENDS})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${visible} ${view}/${visible} SYMBOLIC)
  endforeach()

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|main)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  set(target croozer_${name})
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    # An order is read by many small functions in many files: a tenth faster across them.
    if(name MATCHES "^(domain|base)$")
      set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION_RELEASE ON)
    endif()
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${view}>)
  foreach(dependency ${ROOM_DEPENDS})
    list(APPEND libraries croozer_${dependency})
  endforeach()
  if(sources)
    target_link_libraries(${target} PRIVATE croozer_flags)
  endif()
  target_link_libraries(${target} ${scope} ${libraries} ${ROOM_LINKS} Threads::Threads)

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE croozer_flags ${target} GTest::gtest_main GTest::gmock)
    target_compile_definitions(${name}_test PRIVATE
      CROOZER_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" CROOZER_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set_tests_properties(unit.${name} PROPERTIES LABELS unit TIMEOUT 300)
  endif()
endfunction()
