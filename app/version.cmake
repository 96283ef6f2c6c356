# Writes TARGET from app/version.cpp.in with VERSION and the git revision of SOURCE.
execute_process(COMMAND git -C "${SOURCE}" describe --always --dirty --abbrev=12
  OUTPUT_VARIABLE REVISION OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(REVISION "unknown")
endif()
configure_file("${SOURCE}/app/version.cpp.in" "${TARGET}" @ONLY)
