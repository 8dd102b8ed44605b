// Which mail somebody wants, and how often (MAIL-4). What concerns the safety of an account is always sent, at once.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "accounts/accounts.hpp"

namespace notifications {

enum class Topic { security, welcome, new_shows, platform };
inline constexpr Topic topics[] = {Topic::security, Topic::welcome, Topic::new_shows, Topic::platform};
std::string_view to_string(Topic topic);
std::string_view in_words(Topic topic);  // "New shows of artists you follow"

enum class Frequency { immediate, daily, weekly, never };
inline constexpr Frequency frequencies[] = {Frequency::immediate, Frequency::daily, Frequency::weekly, Frequency::never};
std::string_view to_string(Frequency frequency);
std::optional<Frequency> frequency_from(std::string_view word);

// What makes sense for a topic: new shows can be gathered, a welcome and news about the site come at once or never, and safety is not a
// matter of wishes.
std::span<const Frequency> choices(Topic topic);

// One for each topic, in their order; begins as it is for whoever chose nothing.
struct Wishes {
  std::array<Frequency, std::size(topics)> each = {Frequency::immediate, Frequency::immediate, Frequency::daily, Frequency::immediate};
  Frequency of(Topic topic) const { return each[static_cast<std::size_t>(topic)]; }
  // False, and nothing is changed: it is none of the topic's choices.
  bool set(Topic topic, Frequency frequency);
  bool operator==(const Wishes&) const = default;
};
Wishes wishes_of(db::Tx& tx, accounts::UserId user);
void set_wishes(db::Tx& tx, base::Time now, accounts::UserId user, const Wishes& wishes);

}  // namespace notifications
