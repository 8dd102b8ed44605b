#include "platform/cache/page_cache.hpp"

#include <utility>

namespace cache {

namespace {

constexpr std::size_t shard_count = 16;
constexpr std::size_t overhead = 256;  // list and map nodes, the shared entry

std::size_t weight(const std::string& key, const Entry& e) {
  return overhead + key.size() + (e.body ? e.body->size() : 0) + (e.gzipped ? e.gzipped->size() : 0) + e.etag.size() +
         e.content_type.size();
}

}  // namespace

PageCache::PageCache(std::size_t bytes) : shards_(shard_count), shard_bytes_(bytes / shard_count) {}

void PageCache::Shard::erase(std::list<Item>::iterator item) {
  bytes -= item->bytes;
  by_key.erase(item->key);
  items.erase(item);
}

std::shared_ptr<const Entry> PageCache::find(std::string_view key) {
  auto& shard = shard_of(key);
  const std::scoped_lock lock(shard.mutex);
  const auto found = shard.by_key.find(key);
  if (found == shard.by_key.end()) return ++shard.misses, nullptr;
  ++shard.hits;
  shard.items.splice(shard.items.begin(), shard.items, found->second);
  return found->second->entry;
}

PageCache::Ticket PageCache::ticket(std::string_view key) {
  auto& shard = shard_of(key);
  const std::scoped_lock lock(shard.mutex);
  return {shard.drops};
}

std::shared_ptr<const Entry> PageCache::put(std::string key, Entry entry, Ticket ticket) {
  auto& shard = shard_of(key);
  const auto bytes = weight(key, entry);
  auto shared = std::make_shared<const Entry>(std::move(entry));
  const std::scoped_lock lock(shard.mutex);
  if (shard.drops != ticket.drops || bytes > shard_bytes_) return shared;
  if (const auto old = shard.by_key.find(key); old != shard.by_key.end()) shard.erase(old->second);
  shard.items.push_front({std::move(key), shared, bytes});
  shard.by_key.emplace(shard.items.front().key, shard.items.begin());
  shard.bytes += bytes;
  while (shard.bytes > shard_bytes_) shard.erase(std::prev(shard.items.end()));
  return shared;
}

void PageCache::drop(std::string_view key) {
  auto& shard = shard_of(key);
  const std::scoped_lock lock(shard.mutex);
  ++shard.drops;
  if (const auto found = shard.by_key.find(key); found != shard.by_key.end()) shard.erase(found->second);
}

void PageCache::clear() {
  for (auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    ++shard.drops;
    shard.by_key.clear();
    shard.items.clear();
    shard.bytes = 0;
  }
}

PageCache::Stats PageCache::stats() const {
  Stats sum;
  for (const auto& shard : shards_) {
    const std::scoped_lock lock(shard.mutex);
    sum.hits += shard.hits;
    sum.misses += shard.misses;
    sum.entries += shard.items.size();
    sum.bytes += shard.bytes;
  }
  return sum;
}

}  // namespace cache
