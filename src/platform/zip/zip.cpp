#include "platform/zip/zip.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace zip {

struct Writer::Impl {
  struct Freed {
    void operator()(struct archive* a) const { archive_write_free(a); }
    void operator()(archive_entry* e) const { archive_entry_free(e); }
  };
  Sink sink;                  // none: what comes goes nowhere
  std::exception_ptr thrown;  // by the sink: must not pass through C
  std::unique_ptr<struct archive, Freed> handle{archive_write_new()};

  static la_ssize_t take(struct archive*, void* self, const void* bytes, std::size_t count) {
    auto& impl = *static_cast<Impl*>(self);
    // Nothing fails here: libarchive frees what it holds only when it closes an archive well.
    try {
      if (impl.sink) impl.sink({static_cast<const char*>(bytes), count});
    } catch (...) {
      impl.thrown = std::current_exception();
      impl.sink = nullptr;
    }
    return static_cast<la_ssize_t>(count);
  }

  void check(la_ssize_t outcome) {
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
    if (outcome >= ARCHIVE_OK) return;
    const char* why = archive_error_string(handle.get());
    throw std::runtime_error(std::string("zip: ") + (why ? why : "unknown failure"));
  }
};

Writer::Writer(Sink sink) : impl_(std::make_unique<Impl>()) {
  impl_->sink = std::move(sink);
  auto* a = impl_->handle.get();
  impl_->check(archive_write_set_format_zip(a));
  // Sizes are told after each file. Without this they would be told in the form for files over 4 GB, which some readers refuse there.
  impl_->check(archive_write_set_format_option(a, "zip", "zip64", nullptr));
  impl_->check(archive_write_set_bytes_per_block(a, static_cast<int>(piece_bytes)));
  impl_->check(archive_write_set_bytes_in_last_block(a, 1));
  impl_->check(archive_write_open(a, impl_.get(), nullptr, &Impl::take, nullptr));
}

Writer::~Writer() { impl_->sink = nullptr; }  // the end of an archive that was given up is no piece of it

void Writer::begin(std::string_view name, base::Time modified) {
  const std::unique_ptr<archive_entry, Impl::Freed> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), std::string(name).c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), std::chrono::floor<std::chrono::seconds>(modified).time_since_epoch().count(), 0);
  impl_->check(archive_write_header(impl_->handle.get(), entry.get()));
}

void Writer::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto taken = archive_write_data(impl_->handle.get(), bytes.data(), bytes.size());
    impl_->check(taken);
    bytes.remove_prefix(static_cast<std::size_t>(taken));
  }
}

void Writer::finish() {
  impl_->check(archive_write_close(impl_->handle.get()));
  impl_->handle.reset();
}

}  // namespace zip
