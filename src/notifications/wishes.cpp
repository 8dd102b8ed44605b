#include "notifications/wishes.hpp"

#include <algorithm>

#include "notifications/digests.hpp"
#include "notifications/notifications.sql.hpp"

namespace notifications {

namespace {

constexpr std::array<std::string_view, std::size(topics)> topic_words{"security", "welcome", "new_shows", "platform"};
constexpr std::array<std::string_view, std::size(topics)> topic_names{"Safety of your account", "Welcome and how things work",
                                                                      "New shows of artists you follow", "News about this site"};
constexpr std::array<std::string_view, std::size(frequencies)> frequency_words{"immediate", "daily", "weekly", "never"};
constexpr Frequency always[] = {Frequency::immediate};
constexpr Frequency once[] = {Frequency::immediate, Frequency::never};

}  // namespace

std::string_view to_string(Topic topic) { return topic_words[static_cast<std::size_t>(topic)]; }
std::string_view in_words(Topic topic) { return topic_names[static_cast<std::size_t>(topic)]; }
std::string_view to_string(Frequency frequency) { return frequency_words[static_cast<std::size_t>(frequency)]; }

std::optional<Frequency> frequency_from(std::string_view word) {
  for (const auto frequency : frequencies)
    if (to_string(frequency) == word) return frequency;
  return std::nullopt;
}

std::span<const Frequency> choices(Topic topic) {
  if (topic == Topic::security) return always;
  if (topic == Topic::new_shows) return frequencies;
  return once;
}

bool Wishes::set(Topic topic, Frequency frequency) {
  if (std::ranges::find(choices(topic), frequency) == choices(topic).end()) return false;
  each[static_cast<std::size_t>(topic)] = frequency;
  return true;
}

// A word that this program does not know, or that makes no sense, leaves the topic as it is for everybody.
Wishes wishes_of(db::Tx& tx, accounts::UserId user) {
  Wishes wishes;
  tx.each(
      sql::wishes,
      [&](const db::Row& row) {
        const auto frequency = frequency_from(row.text(1));
        for (const auto topic : topics)
          if (frequency && to_string(topic) == row.text(0)) static_cast<void>(wishes.set(topic, *frequency));
      },
      user);
  return wishes;
}

void set_wishes(db::Tx& tx, base::Time now, accounts::UserId user, const Wishes& wishes) {
  wish_changed(tx, now, user, wishes_of(tx, user).of(Topic::new_shows), wishes.of(Topic::new_shows));
  for (const auto topic : topics)
    if (topic != Topic::security) tx.run(sql::set_wish, user, to_string(topic), to_string(wishes.of(topic)));
}

}  // namespace notifications
