// How pictures and genres are kept in their columns (JSON), and how an artist is read from a row. Private to this folder.
#pragma once
#include "artists/artists.hpp"

namespace artists::stored {

std::string write_images(const std::vector<Image>& images);
std::vector<Image> read_images(std::string_view text);
std::string write_texts(const std::vector<std::string>& texts);

ImportStatus read_status(std::string_view text);
Artist read_artist(const db::Row& row);  // the columns of by_id

}  // namespace artists::stored
