// Private: who asks what of which room, shared by the handlers.
#pragma once
#include "accounts/visitor.hpp"
#include "live/handlers.hpp"
#include "platform/http/message.hpp"

namespace live {

// Who sends a request about which setlist.
struct Asker {
  SetlistId setlist;
  setlists::ShowId show;
  Participant person;  // id 0: a newcomer who only looks on
  std::optional<std::string> set_cookie = {};
};

class Asking {
 public:
  explicit Asking(HandlerNeeds needs) : needs_(needs) {}

  // Error: setlists.unknown. `deed`: a newcomer becomes a guest.
  base::Task<base::Result<Asker>> asker(const http::Request& request, bool deed) const;
  // Runs `call` on the setlist's room and waits until it has replied.
  base::Task<Answer> ask(SetlistId setlist, std::function<void(Room&, Reply)> call) const;
  // An answer with the status of its code.
  static http::Response response(const Answer& answer, const Asker& asker);

  const HandlerNeeds& needs() const { return needs_; }

 private:
  HandlerNeeds needs_;
};

// Ends a connection that is not let in; its page comes back by itself.
void turn_away(Line& line);

int status_of(std::string_view code);

// By way; all keep `asking` in the router.
void add_socket_route(http::Router& router, std::shared_ptr<Asking> asking);
void add_stream_routes(http::Router& router, std::shared_ptr<Asking> asking);
void add_post_routes(http::Router& router, std::shared_ptr<Asking> asking);
void add_form_routes(http::Router& router, std::shared_ptr<Asking> asking);
void add_read_routes(http::Router& router, std::shared_ptr<Asking> asking);

}  // namespace live
