// Cron lines: refused with a code, or understood; then every next time lies ahead.
#include "fuzz.hpp"
#include "platform/jobs/cron.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto cron = jobs::Cron::parse(as_text(data, size));
  if (!cron) {
    PROMISE(cron.error().code.starts_with("cron."));
    return 0;
  }
  static const auto* berlin = jobs::find_zone("Europe/Berlin").value();
  static const auto* lord_howe = jobs::find_zone("Australia/Lord_Howe").value();
  for (const auto* zone : {berlin, lord_howe}) {
    base::Time t = base::from_millis(1'774'000'000'000);  // some days before the clocks change
    for (int i = 0; i < 20; ++i) {
      const base::Time next = cron->next_after(t, *zone);
      PROMISE(next > t);
      t = next;
    }
  }
  return 0;
}
