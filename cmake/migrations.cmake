# theset_migrations: db/migrations as a library, so that the program carries its own schema.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/db/migrations/*/*.sql)
set(embedded ${CMAKE_BINARY_DIR}/generated/embedded_migrations.cpp)
add_custom_command(OUTPUT ${embedded}
  COMMAND python3 ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py ${CMAKE_SOURCE_DIR}/db/migrations ${embedded}
  DEPENDS ${migration_files} ${CMAKE_SOURCE_DIR}/tools/embed_migrations.py VERBATIM)
add_library(theset_migrations STATIC ${embedded})
target_link_libraries(theset_migrations PUBLIC theset_platform_db)
