// Private to personal: the job that makes an export and tells its member by mail.
#pragma once
#include "notifications/notifications.hpp"
#include "personal/exports.hpp"
#include "personal/personal.hpp"

namespace personal {

notifications::Words export_ready(std::string link, base::Time until);
void enqueue_export(db::Tx& tx, base::Time now, ExportId id);
void handle_export_jobs(jobs::Runner& runner, SiteAddress address);

}  // namespace personal
