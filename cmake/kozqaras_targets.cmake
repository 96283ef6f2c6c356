# Settings shared by all targets, and one function each for a folder's library, for one that is installed, and for tests.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

add_library(kozqaras_settings INTERFACE)
target_include_directories(kozqaras_settings INTERFACE "${CMAKE_SOURCE_DIR}")
target_include_directories(kozqaras_settings SYSTEM INTERFACE "${RANDOM123_INCLUDE_DIR}")
# Contraction to fused operations is spelled out, so that a result does not depend on how a loop was vectorised.
target_compile_options(kozqaras_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                       -ffp-contract=off)
if(KOZQARAS_WARNINGS_ARE_ERRORS)
  # GCC 12 takes concatenated strings for overlaps and overflows (its bugs 105329, 105651): shown, but no errors.
  target_compile_options(kozqaras_settings INTERFACE -Werror -Wno-error=restrict -Wno-error=array-bounds
                         -Wno-error=stringop-overflow -Wno-error=stringop-overread -Wno-error=maybe-uninitialized)
endif()
if(KOZQARAS_ARCH)
  target_compile_options(kozqaras_settings INTERFACE "-march=${KOZQARAS_ARCH}")
endif()
if(KOZQARAS_SANITIZE)
  target_compile_options(kozqaras_settings INTERFACE "-fsanitize=${KOZQARAS_SANITIZE}" -fno-omit-frame-pointer)
  target_link_options(kozqaras_settings INTERFACE "-fsanitize=${KOZQARAS_SANITIZE}")
endif()
if(KOZQARAS_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "KOZQARAS_FUZZ needs Clang: cmake --preset fuzz. On Debian: apt-get install clang-16 libclang-rt-16-dev")
  endif()
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_FLAGS "-fsanitize=fuzzer")
  check_cxx_source_compiles("#include <fuzzer/FuzzedDataProvider.h>
    extern \"C\" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }" KOZQARAS_HAS_LIBFUZZER)
  unset(CMAKE_REQUIRED_FLAGS)
  if(NOT KOZQARAS_HAS_LIBFUZZER)
    message(FATAL_ERROR "KOZQARAS_FUZZ needs the library libFuzzer of this Clang. On Debian: apt-get install libclang-rt-16-dev")
  endif()
  target_compile_options(kozqaras_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_link_libraries(kozqaras_settings INTERFACE fmt::fmt Threads::Threads)

# kozqaras_precompile(TARGET HEADER...): reads the headers that most files include once for the target, which saves a
# third of the time of a build. Only the standard library and others' headers: a file must still include what it uses.
# A target of one or two groups of files is quicker without.
function(kozqaras_precompile target)
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources files)
  if(KOZQARAS_PRECOMPILE AND (NOT KOZQARAS_UNITY OR files GREATER 16))
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <chrono> <cmath> <filesystem> <functional> <map>
                              <memory> <optional> <span> <string> <variant> <vector> <fmt/format.h> <fmt/ranges.h> ${ARGN})
  endif()
endfunction()

# kozqaras_unity(TARGET): compiles the files of the target in groups, which halves the time of a build from nothing (most
# of it is reading headers). So what is defined in an unnamed namespace needs a name that is unique within the folder.
function(kozqaras_unity target)
  if(KOZQARAS_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# kozqaras_add_library(NAME DEPENDS lib... [HEADERS h...] [SOURCES s...] [EXCEPT s...]): every .cpp of this folder, or only
# SOURCES, or all but EXCEPT, make the static library kozqaras_NAME; HEADERS are precompiled besides the usual ones.
function(kozqaras_add_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;HEADERS;SOURCES;EXCEPT" ${ARGN})
  if(ARG_SOURCES)
    set(sources ${ARG_SOURCES})
  else()
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    list(TRANSFORM ARG_EXCEPT PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
    list(REMOVE_ITEM sources ${ARG_EXCEPT})
  endif()
  if(NOT sources)
    add_library(kozqaras_${name} INTERFACE)
    target_link_libraries(kozqaras_${name} INTERFACE kozqaras_settings ${ARG_DEPENDS})
    return()
  endif()
  add_library(kozqaras_${name} STATIC ${sources})
  target_link_libraries(kozqaras_${name} PUBLIC kozqaras_settings ${ARG_DEPENDS})
  kozqaras_precompile(kozqaras_${name} ${ARG_HEADERS})
  kozqaras_unity(kozqaras_${name})
endfunction()

# kozqaras_add_installed_library(NAME SOURCES s... PUBLIC_HEADERS h... PARTS part... [EXPORT_AS name] [DEPENDS lib...]
# [PUBLIC_LIBRARIES lib...] [BUILT_WITH lib...] [HEADERS h...]): a static library that `cmake --install` copies with its
# PUBLIC_HEADERS as part of each of PARTS (components); find_package(kozqaras COMPONENTS PART) gives it as kozqaras::NAME.
# DEPENDS are installed as well; PUBLIC_LIBRARIES are others' and looked for by kozqaras-config.cmake. BUILT_WITH are seen
# only by what is built here: no public header includes them, and they have nothing to link. HEADERS are precompiled.
function(kozqaras_add_installed_library name)
  cmake_parse_arguments(ARG "" "EXPORT_AS" "SOURCES;PUBLIC_HEADERS;PARTS;DEPENDS;PUBLIC_LIBRARIES;BUILT_WITH;HEADERS" ${ARGN})
  if(NOT ARG_EXPORT_AS)
    set(ARG_EXPORT_AS ${name})
  endif()
  add_library(kozqaras_${name} STATIC ${ARG_SOURCES})
  set_target_properties(kozqaras_${name} PROPERTIES EXPORT_NAME ${ARG_EXPORT_AS})
  target_compile_features(kozqaras_${name} PUBLIC cxx_std_20)
  target_link_libraries(kozqaras_${name} PUBLIC ${ARG_PUBLIC_LIBRARIES} PRIVATE fmt::fmt)
  foreach(library ${ARG_DEPENDS}) # by name: what it is part of twice is exported twice
    get_target_property(exported ${library} EXPORT_NAME)
    target_link_libraries(kozqaras_${name} PUBLIC "$<BUILD_INTERFACE:${library}>" "$<INSTALL_INTERFACE:kozqaras::${exported}>")
  endforeach()
  foreach(library kozqaras_settings ${ARG_BUILT_WITH})
    target_link_libraries(kozqaras_${name} PUBLIC "$<BUILD_INTERFACE:${library}>")
  endforeach()
  if(KOZQARAS_ARCH) # memory that Eigen aligns for one processor must not be freed by code for another
    target_compile_options(kozqaras_${name} INTERFACE "$<INSTALL_INTERFACE:-march=${KOZQARAS_ARCH}>")
  endif()
  target_sources(kozqaras_${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${CMAKE_SOURCE_DIR}" FILES ${ARG_PUBLIC_HEADERS})
  kozqaras_precompile(kozqaras_${name} ${ARG_HEADERS})
  kozqaras_unity(kozqaras_${name})
  set(export EXPORT kozqaras-${name})
  foreach(part ${ARG_PARTS})
    install(TARGETS kozqaras_${name} ${export}
            ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT ${part}
            FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/kozqaras" COMPONENT ${part})
    install(EXPORT kozqaras-${name} NAMESPACE kozqaras:: FILE kozqaras-${name}-targets.cmake
            DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/kozqaras" COMPONENT ${part})
    set(export) # a library is exported once
  endforeach()
endfunction()

# What find_package(kozqaras) reads, once all installed libraries are known.
function(kozqaras_install_package)
  set(folder "${CMAKE_INSTALL_LIBDIR}/cmake/kozqaras")
  configure_package_config_file("${CMAKE_SOURCE_DIR}/cmake/kozqaras-config.cmake.in"
                                "${CMAKE_BINARY_DIR}/kozqaras-config.cmake" INSTALL_DESTINATION "${folder}")
  write_basic_package_version_file("${CMAKE_BINARY_DIR}/kozqaras-config-version.cmake" COMPATIBILITY SameMinorVersion)
  foreach(part fitting inference)
    install(FILES "${CMAKE_BINARY_DIR}/kozqaras-config.cmake" "${CMAKE_BINARY_DIR}/kozqaras-config-version.cmake"
            DESTINATION "${folder}" COMPONENT ${part})
  endforeach()
endfunction()

# kozqaras_add_tests(NAME DEPENDS lib... [LABEL l] [HEADERS h...] [COSTS suite=seconds...]): every *_test.cpp of this folder
# makes one test program, of label unit or the given one; each of its suites is a test of ctest. COSTS: suites that take
# long, for ctest to begin with them.
function(kozqaras_add_tests name)
  cmake_parse_arguments(ARG "" "LABEL" "DEPENDS;HEADERS;COSTS" ${ARGN})
  if(NOT ARG_LABEL)
    set(ARG_LABEL unit)
  endif()
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*_test.cpp")
  add_executable(${name}_tests ${sources} "${CMAKE_SOURCE_DIR}/tests/main.cpp")
  target_link_libraries(${name}_tests PRIVATE kozqaras_settings ${ARG_DEPENDS} GTest::gtest)
  target_compile_definitions(${name}_tests PRIVATE KOZQARAS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  # What is tested is compiled as it ships; optimising the tests themselves would only lengthen the build.
  target_compile_options(${name}_tests PRIVATE $<$<CONFIG:Release>:-O1>)
  kozqaras_precompile(${name}_tests <gtest/gtest.h> ${ARG_HEADERS})
  kozqaras_unity(${name}_tests)
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${name}_suites.cmake")
  set(include "${CMAKE_CURRENT_BINARY_DIR}/${name}_include.cmake")
  string(JOIN " " costs ${ARG_COSTS})
  add_custom_command(TARGET ${name}_tests POST_BUILD BYPRODUCTS "${list}" VERBATIM
    COMMAND "${CMAKE_COMMAND}" "-DPROGRAM=$<TARGET_FILE:${name}_tests>" "-DPREFIX=${name}." "-DLABEL=${ARG_LABEL}"
            "-DCOSTS=${costs}" "-DFILE=${list}" -P "${CMAKE_SOURCE_DIR}/cmake/discover_suites.cmake")
  file(WRITE "${include}" "if(EXISTS [==[${list}]==])\n  include([==[${list}]==])\nelse()\n"
                          "  add_test([==[${name}_tests_NOT_BUILT]==] [==[${name}_tests_NOT_BUILT]==])\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include}")
endfunction()

# kozqaras_costs(name=seconds...): tests of this folder that take long, for ctest to begin with them.
function(kozqaras_costs)
  foreach(one ${ARGN})
    string(REPLACE "=" ";" one "${one}")
    list(GET one 0 test)
    list(GET one 1 seconds)
    set_tests_properties(${test} PROPERTIES COST ${seconds})
  endforeach()
endfunction()
