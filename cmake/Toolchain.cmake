# Warnings, sanitizers and hardening, in one place for every target of ours.
add_library(croozer_flags INTERFACE)
target_compile_options(croozer_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wimplicit-fallthrough -Wthread-safety
  # TRY() is a statement expression: the one GNU extension this code uses.
  -Wno-gnu-statement-expression-from-macro-expansion)
if(CROOZER_WERROR)
  target_compile_options(croozer_flags INTERFACE -Werror)
endif()
target_compile_definitions(croozer_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
  SPDLOG_COMPILED_LIB)

add_link_options(-fuse-ld=lld)
if(CROOZER_SANITIZE)
  add_compile_options(-fsanitize=${CROOZER_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${CROOZER_SANITIZE})
endif()
if(CROOZER_FUZZ)
  # Coverage feedback in everything that a fuzz target links; only the targets link libFuzzer.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CROOZER_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate -fcoverage-mapping)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_options(-g1 -fstack-protector-strong -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
  add_link_options(-pie -Wl,-z,relro,-z,now)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
