# Every library taken from outside, in one place; docs/decisions says why each is here.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(CURL REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(date REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(LibArchive REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(QRCODEGEN REQUIRED IMPORTED_TARGET qrcodegencpp)
pkg_check_modules(VIPS REQUIRED IMPORTED_TARGET vips>=8.14)
# It asks for -pthread, which changes nothing here but that headers parsed once for all (sanitized.cmake) are refused.
set_property(TARGET PkgConfig::VIPS PROPERTY INTERFACE_COMPILE_OPTIONS)
find_library(MECAB_LIBRARY mecab REQUIRED)

# What each folder of src/ links besides the folders that modules.txt grants it.
set(theset_libs_platform_base    Boost::json Boost::url ICU::uc ICU::i18n ICU::data spdlog::spdlog PkgConfig::SODIUM date::date date::date-tz Threads::Threads)
set(theset_libs_platform_zip     LibArchive::LibArchive)
set(theset_libs_platform_db      SQLite::SQLite3 PostgreSQL::PostgreSQL)
set(theset_libs_platform_http    CURL::libcurl ZLIB::ZLIB OpenSSL::SSL OpenSSL::Crypto)
set(theset_libs_platform_mail    CURL::libcurl)
set(theset_libs_platform_metrics prometheus-cpp::core)
set(theset_libs_platform_config  tomlplusplus::tomlplusplus CLI11::CLI11)
set(theset_libs_platform_pictures_decoder PkgConfig::VIPS)
set(theset_libs_search           ${MECAB_LIBRARY})
set(theset_libs_pages            PkgConfig::QRCODEGEN)
set(theset_libs_app              CLI11::CLI11 theset_migrations)

# What only the tests of a folder link besides.
set(theset_test_libs_platform_pictures theset_pictures_program)
set(theset_test_libs_profiles theset_pictures_program)
set(theset_test_libs_imports theset_sandbox rapidcheck)
set(theset_test_libs_app theset_sandbox)

# The folders whose tests compute much themselves: simulations and exhaustive proofs.
set(theset_busy_tests setlists setlists/ot)
# The folders whose tests take longest.
set(theset_long_tests imports app platform/limits platform/jobs)
