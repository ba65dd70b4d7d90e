// Goes on with connecting a number, or with letting it go: the job that the request leaves behind.
#pragma once

#include "app/connect/connector.hpp"
#include "loops/jobs.hpp"

namespace croozer::loops {

// Before the scheduler starts; both must outlive the jobs.
void handle_connect_jobs(Jobs& jobs, app::Connector& connector, Clock const& clock);

}  // namespace croozer::loops
