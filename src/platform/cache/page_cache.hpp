// Finished pages in memory: bounded in bytes, the longest unused goes first. Safe from any thread.
//   const auto ticket = pages.ticket(key);                 // before reading what the page shows
//   pages.put(key, {draw(), …}, ticket);                   // not kept if the key was dropped in between
#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cache {

struct Entry {
  std::shared_ptr<const std::string> body;
  std::shared_ptr<const std::string> gzipped;
  std::string etag;
  std::string content_type;
};

class PageCache {
 public:
  // The state of a key's neighbourhood at a moment: a page made from data older than the last drop is never stored.
  struct Ticket {
    std::uint64_t drops;
  };
  struct Stats {
    std::uint64_t hits = 0, misses = 0;
    std::size_t entries = 0, bytes = 0;
  };

  explicit PageCache(std::size_t bytes);

  std::shared_ptr<const Entry> find(std::string_view key);  // null: not there
  Ticket ticket(std::string_view key);
  // Gives back the entry as shared, whether it was kept or not. One larger than a sixteenth of the cache is not kept.
  std::shared_ptr<const Entry> put(std::string key, Entry entry, Ticket ticket);
  void drop(std::string_view key);
  void clear();
  Stats stats() const;

 private:
  struct Item {
    std::string key;
    std::shared_ptr<const Entry> entry;
    std::size_t bytes;
  };
  // Keys are spread over shards so that threads seldom wait for each other.
  struct Shard {
    mutable std::mutex mutex;
    std::list<Item> items;  // last used first
    std::unordered_map<std::string_view, std::list<Item>::iterator> by_key;
    std::size_t bytes = 0;
    std::uint64_t drops = 0, hits = 0, misses = 0;
    void erase(std::list<Item>::iterator item);
  };
  Shard& shard_of(std::string_view key) { return shards_[std::hash<std::string_view>{}(key) % shards_.size()]; }

  std::vector<Shard> shards_;
  std::size_t shard_bytes_;
};

}  // namespace cache
