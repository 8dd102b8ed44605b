// The picture that a member has at another site (ACC-1): fetched once, by us, made as small as one that is uploaded, and the member's own
// from then on. No page leads a reader's browser to the other site.
#pragma once
#include "platform/http/client.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/pictures/pictures.hpp"
#include "profiles/picture.hpp"

namespace profiles {

// In the transaction that stored its https address as the member's picture. One that the member chooses or removes first stands.
void fetch_picture(db::Tx& tx, base::Time now, UserId user);

// Fetches one at a time, so that no crowd of newcomers fills the memory. What is no picture is dropped, and so is one that cannot be had
// for a day.
void handle_jobs(jobs::Runner& runner, http::Client& outside, const pictures::Workshop& workshop);

}  // namespace profiles
