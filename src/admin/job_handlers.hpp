// The routes of the queue's pages: what is there, and the verbs on one job, the chosen ones, all that a filter finds, and whole queues.
#pragma once
#include "admin/handlers.hpp"

namespace admin {

void add_job_routes(http::Router& router, const Doorkeeper& door, const Needs& needs);

}  // namespace admin
