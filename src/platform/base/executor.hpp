// Executor: "run this later, over there". An event loop is one; so is a test that runs things by hand.
// A task that hops to another thread comes back to the executor it left.
#pragma once
#include <functional>

#include "platform/base/clock.hpp"

namespace base {

class Executor {
 public:
  virtual ~Executor() = default;
  virtual void post(std::function<void()> work) = 0;                   // from any thread
  virtual void after(Duration delay, std::function<void()> work) = 0;  // from any thread; dropped at shutdown

  static Executor* current();          // of this thread; null where there is none
  static void set_current(Executor*);  // by the loop, once a thread
};

}  // namespace base
