#include "personal/contents.hpp"

#include "personal/contents.sql.hpp"

namespace personal {

namespace {

namespace sql = ::contents::sql;

constexpr Column account[] = {{"id", "users.id", Kind::id},
                              {"name", "users.display_name"},
                              {"email", "users.email"},
                              {"email_confirmed", "users.email_verified", Kind::flag},
                              {"role", "users.role"},
                              {"spotify_id", "users.spotify_id"},
                              {"picture", "users.profile_image_url"},
                              {"theme", "users.theme"},
                              {"password_kept_as_hash", "users.password_hash", Kind::secret},
                              {"created", "users.created_at", Kind::time},
                              {"changed", "users.updated_at", Kind::time},
                              {"disabled", "users.disabled_at", Kind::time},
                              {"to_be_deleted", "users.deletion_due_at", Kind::time}};
constexpr Column guests[] = {{"id", "users.id users.adopted_by", Kind::id},
                             {"name", "users.display_name"},
                             {"created", "users.created_at", Kind::time},
                             {"changed", "users.updated_at", Kind::time}};
constexpr Column handle[] = {{"handle", "handles.handle"}};
constexpr Column picture[] = {{"file", "profile_pictures.webp", Kind::file},
                              {"pixels_a_side", "profile_pictures.side", Kind::number},
                              {"fingerprint_in_its_address", "profile_pictures.hash"},
                              {"since", "profile_pictures.created_at", Kind::time}};
constexpr Column privacy[] = {{"page_open_to_everybody", "profiles.page_open", Kind::flag},
                              {"follows_open_to_everybody", "profiles.follows_open", Kind::flag},
                              {"activity_open_to_everybody", "profiles.activity_open", Kind::flag}};
constexpr Column follows[] = {{"artist_id", "follows.artist_id", Kind::id}, {"artist", ""}, {"since", "follows.created_at", Kind::time}};
constexpr Column visits[] = {{"seen", "following_visits.seen_at", Kind::time}, {"here", "following_visits.here_at", Kind::time}};
constexpr Column calendar[] = {{"address_kept_as_fingerprint", "calendar_feeds.token_hash", Kind::secret},
                               {"made", "calendar_feeds.created_at", Kind::time}};
constexpr Column changes[] = {{"setlist_id", "setlist_ops.setlist_id", Kind::id},
                              {"artist", ""},
                              {"date", ""},
                              {"venue", ""},
                              {"version", "setlist_ops.revision", Kind::number},
                              {"at", "setlist_ops.at", Kind::time},
                              {"what", "setlist_ops.ops", Kind::ops},
                              {"undoes_version", "setlist_ops.undo_of", Kind::number},
                              {"goes_back_to_version", "setlist_ops.rollback_to", Kind::number},
                              {"sent_by_page", "setlist_ops.client"}};
constexpr Column votes[] = {{"setlist_id", "votes.setlist_id", Kind::id},
                            {"artist", ""},
                            {"date", ""},
                            {"venue", ""},
                            {"song", "votes.song"},
                            {"place_in_list", "votes.item"},
                            {"meaning", "votes.meaning"},
                            {"value", "votes.value", Kind::number},
                            {"cast", "votes.created_at", Kind::time},
                            {"changed", "votes.updated_at", Kind::time}};
constexpr Column wishes[] = {{"topic", "mail_wishes.topic"}, {"frequency", "mail_wishes.frequency"}};
constexpr Column digests[] = {{"told_until", "digests.told_until", Kind::time}, {"next", "digests.due_at", Kind::time}};
constexpr Column mails[] = {{"id", "mails.id", Kind::id},
                            {"to", "mails.recipient"},
                            {"kind", "mails.kind"},
                            {"subject", "mails.subject"},
                            {"state", "mails.state"},
                            {"trouble", "mails.error"},
                            {"written", "mails.created_at", Kind::time},
                            {"sent", "mails.sent_at", Kind::time}};
constexpr Column suppressions[] = {{"address", "mail_suppressions.address"},
                                   {"reason", "mail_suppressions.reason"},
                                   {"since", "mail_suppressions.created_at", Kind::time}};
constexpr Column sessions[] = {{"device", "sessions.device"},
                               {"network", "sessions.place"},
                               {"token_kept_as_fingerprint", "sessions.token_hash", Kind::secret},
                               {"began", "sessions.created_at", Kind::time},
                               {"last_used", "sessions.seen_at", Kind::time},
                               {"ends", "sessions.expires_at", Kind::time}};
constexpr Column events[] = {{"id", "security_events.id", Kind::id}, {"what", "security_events.kind"},
                             {"device", "security_events.device"},   {"network", "security_events.place"},
                             {"detail", "security_events.detail"},   {"at", "security_events.created_at", Kind::time}};
constexpr Column links[] = {{"purpose", "account_links.purpose"},
                            {"address", "account_links.email"},
                            {"token_kept_as_fingerprint", "account_links.token_hash", Kind::secret},
                            {"bound_to_a_secret", "account_links.pair", Kind::secret},
                            {"made", "account_links.created_at", Kind::time},
                            {"ends", "account_links.expires_at", Kind::time},
                            {"used", "account_links.used_at", Kind::time}};
constexpr Column attempts[] = {{"of", "sign_in_attempts.subject"},
                               {"in_a_row", "sign_in_attempts.failures", Kind::number},
                               {"last", "sign_in_attempts.last_at", Kind::time}};
constexpr Column consents[] = {
    {"purpose", "spotify_consents.purpose"},
    {"goes_on_to", "spotify_consents.next"},
    {"secrets_kept", "spotify_consents.state_hash spotify_consents.browser_hash spotify_consents.verifier spotify_consents.session",
     Kind::secret},
    {"ends", "spotify_consents.expires_at", Kind::time}};
constexpr Column tokens[] = {{"access_token_kept_sealed", "spotify_tokens.access_token", Kind::secret},
                             {"refresh_token_kept_sealed", "spotify_tokens.refresh_token", Kind::secret},
                             {"access_ends", "spotify_tokens.access_ends_at", Kind::time},
                             {"changed", "spotify_tokens.updated_at", Kind::time}};
constexpr Column exports[] = {{"id", "data_exports.id", Kind::id},
                              {"state", "data_exports.state"},
                              {"asked", "data_exports.asked_at", Kind::time},
                              {"ready", "data_exports.ready_at", Kind::time},
                              {"deleted", "data_exports.expires_at", Kind::time},
                              {"bytes", "data_exports.size", Kind::number}};

constexpr Part all[] = {
    {"account", "Account", "Who you are here. A password is kept only as a hash, from which it cannot be read.", sql::account, account},
    {"handle", "Handle", "The address of your page.", sql::handle, handle},
    {"picture", "Your picture", "Beside this page, as it was made of the one you chose. That one is not kept.", sql::picture, picture},
    {"privacy", "Privacy", "Who may see what. Without a line here only you see it.", sql::privacy, privacy},
    {"follows", "Artists you follow", "With the day since when.", sql::follows, follows},
    {"visits", "Visits of that list", "So that what came after your last visit can be marked as new.", sql::visits, visits},
    {"calendar", "Calendar", "The private calendar of the artists you follow, where you opened one.", sql::calendar, calendar},
    {"changes", "Changes to setlists", "What you did to setlists, each as it was sent. It stays, without your name, when you leave.",
     sql::changes, changes},
    {"votes", "Votes", "A value of 1 is for, −1 is against. A number as song is one of the artist's catalogue.", sql::votes, votes},
    {"guests", "Before you signed in", "What devices of yours were called here. What was done on them is yours.", sql::guests, guests},
    {"mail_wishes", "Mail you want", "As you chose it; what is not named is as it is for everybody.", sql::wishes, wishes},
    {"digests", "New shows by mail", "How far you were told what is new, and when that goes on.", sql::digests, digests},
    {"mails", "Mail to you", "That it was written and what became of it.", sql::mails, mails},
    {"mail_stopped", "Addresses that get no mail", "Because a mail server refused yours for good.", sql::suppressions, suppressions},
    {"sessions", "Where you are signed in", "Networks are kept shortened.", sql::sessions, sessions},
    {"security", "Safety of your account", "What happened to it, for the case that it was not you.", sql::events, events},
    {"links", "Links in mails", "What each allowed, and until when.", sql::links, links},
    {"attempts", "Attempts to sign in", "Counted so that nobody can guess passwords.", sql::attempts, attempts},
    {"spotify_begun", "On the way to Spotify", "Consents you began and did not come back from.", sql::consents, consents},
    {"spotify", "Spotify", "The keys that Spotify gave us for you. They are sealed: without our key they open nothing.", sql::tokens,
     tokens},
    {"exports", "Exports", "This file, and until when it is kept.", sql::exports, exports},
};

constexpr Withheld not_in_it[] = {
    {"mails.body_text mails.body_html mails.unsubscribe", "What your mails said",
     "It is deleted here when a mail server took the mail; until then it may hold links that open your account or stop your mail."},
    {"setlist_ops.inverse", "How each of your changes would be undone",
     "The program works it out from the list, and it repeats what others "
     "wrote."},
    {"data_export_pieces.export_id data_export_pieces.position data_export_pieces.content", "The bytes of this file",
     "They are this file."},
    {"live_presence.people", "Which lists you have in hand just now",
     "Everybody who has the same list open is told, and it is gone half a minute after you leave."},
    {"job_audit.who job_pauses.paused_by match_reviews.decided_by", "What operators of this site did in office",
     "It is the record of the office: it holds a name, and no account."},
};

}  // namespace

std::span<const Part> parts() { return all; }
std::span<const Withheld> withheld() { return not_in_it; }

}  // namespace personal
