// The command line: `theset serve`, migrate, import, sandbox, doctor, config, backup, ot.
#pragma once

namespace app {

// Parses, runs, and answers the exit code: 0 done, 1 it could not be done (the reason is on standard error), 2 wrong usage.
int run(int argc, char** argv);

}  // namespace app
