# What `cmake --install` copies besides the libraries (kozqaras_targets.cmake), and the packages that CPack makes of it.
# Components: program, python, fitting, inference. The program finds its data above its own place: PREFIX/share/kozqaras.
include(GNUInstallDirs)
set(shipped "${CMAKE_INSTALL_DATADIR}/kozqaras")

install(TARGETS kozqaras RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/data" DESTINATION "${shipped}" COMPONENT program)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/calibration/library" DESTINATION "${shipped}/calibration" COMPONENT program)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/scenarios/library" "${CMAKE_SOURCE_DIR}/scenarios/schema"
        DESTINATION "${shipped}/scenarios" COMPONENT program)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/viz-scripts" DESTINATION "${shipped}" COMPONENT program
        USE_SOURCE_PERMISSIONS FILES_MATCHING PATTERN "*.py" PATTERN "page" EXCLUDE PATTERN "__pycache__" EXCLUDE)
file(CREATE_LINK "../share/kozqaras/viz-scripts/figures.py" "${CMAKE_BINARY_DIR}/kozqaras-figures" SYMBOLIC)
install(FILES "${CMAKE_BINARY_DIR}/kozqaras-figures" DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/docs" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program
        PATTERN "decisions" EXCLUDE PATTERN "pictures" EXCLUDE)
install(FILES "${CMAKE_SOURCE_DIR}/README.md" "${CMAKE_SOURCE_DIR}/CITATION.cff"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program RENAME copyright)

# From what the program says of itself, so at the time of installing.
set(pages "${CMAKE_BINARY_DIR}/pages")
install(CODE "execute_process(COMMAND bash \"${CMAKE_SOURCE_DIR}/cmake/man_pages.sh\" \"$<TARGET_FILE:kozqaras>\" \"${pages}\"
                              COMMAND_ERROR_IS_FATAL ANY)" COMPONENT program)
install(DIRECTORY "${pages}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program OPTIONAL)
install(DIRECTORY "${pages}/completions/" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
        COMPONENT program)

# ---- Debian packages: cpack -G DEB --config build/release/CPackConfig.cmake
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kozqaras)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "kozqaras developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_COMPONENTS_ALL program fitting inference)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENT_PROGRAM_GROUP program)
set(CPACK_COMPONENT_FITTING_GROUP development)
set(CPACK_COMPONENT_INFERENCE_GROUP development)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME kozqaras)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Agent-based simulator of how the people of Kazakhstan see China.
 Replays the survey that measures it, calibrates itself to published waves,
 projects scenarios with honest uncertainty. Programs, data, posterior, figures.")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS
    "python3-xarray, python3-h5netcdf, python3-h5py, python3-matplotlib, fonts-dejavu-core")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "python3-kozqaras")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libkozqaras-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libfmt-dev, libeigen3-dev, libtbb-dev, librandom123-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Libraries of kozqaras: fitting of tables to margins, inference for any simulator")
if(TARGET kozqaras_python)
  list(APPEND CPACK_COMPONENTS_ALL python)
  set(CPACK_COMPONENT_PYTHON_GROUP python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-kozqaras)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "kozqaras (= ${PROJECT_VERSION}), python3 (>= 3.11), python3 (<< 3.12), python3-numpy, python3-xarray")
  set(CPACK_COMPONENT_PYTHON_DESCRIPTION "Python module of kozqaras: runs, comparisons and forecasts as xarray Datasets")
endif()
include(CPack)
