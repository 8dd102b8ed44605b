// Databases on the PostgreSQL server that THESET_TEST_POSTGRES leads to. Everything throws std::runtime_error with the server's words.
#pragma once
#include <functional>
#include <string>

namespace support {

bool has_postgres();
std::string postgres_url(const std::string& database);

// Copies files, which is by far the quickest way to a database with many tables. `source`: one that nobody is connected to.
void copy_postgres(const std::string& source, const std::string& name);
void drop_postgres(const std::string& name);  // whoever is connected still

// Makes a database to copy from, unless some process has made it: `fill` gets the URL of an empty one.
void make_postgres_once(const std::string& name, const std::function<void(const std::string& url)>& fill);

}  // namespace support
