// Which pattern an address belongs to: a tree with a node a path part, where a fixed part beats a parameter and a parameter
// beats {rest...}.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/message.hpp"

namespace http {

template <class Target>
class RouteTree {
 public:
  static constexpr std::size_t method_count = static_cast<std::size_t>(Method::other) + 1;

  // What is registered under one pattern, by method. The parameters' names are each target's own: "/x/{id}" and "/x/{slug}"
  // share their node.
  struct Entry {
    std::unique_ptr<Target> target;
    std::vector<std::string> names;
  };
  using Methods = std::array<Entry, method_count>;
  // The parts of the path that the parameters stand for, in order; they point into the path.
  using Values = std::vector<std::string_view>;

  // Throws std::logic_error for a malformed pattern or one that is there already.
  void add(Method method, std::string_view pattern, std::unique_ptr<Target> target);
  // Null: no pattern fits.
  const Methods* find(std::string_view path, Values& values) const {
    if (!path.starts_with('/')) return nullptr;
    return walk(root_, path == "/" ? std::string_view{} : path, values);
  }

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> parameter;
    std::unique_ptr<Methods> here;  // patterns that end at this node
    std::unique_ptr<Methods> rest;  // patterns that end with {name...} below it
  };

  // "/part/rest" -> "part", leaving "/rest".
  static std::string_view take_part(std::string_view& path) {
    const auto slash = path.find('/', 1);
    const auto part = path.substr(1, slash == std::string_view::npos ? slash : slash - 1);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash);
    return part;
  }
  static const Methods* walk(const Node& node, std::string_view rest, Values& values);

  Node root_;
};

template <class Target>
const typename RouteTree<Target>::Methods* RouteTree<Target>::walk(const Node& node, std::string_view rest, Values& values) {
  if (rest.empty()) return node.here.get();
  auto after = rest;
  const auto part = take_part(after);
  if (const auto child = node.fixed.find(part); child != node.fixed.end())
    if (const auto* found = walk(*child->second, after, values)) return found;
  if (node.parameter && !part.empty()) {
    values.push_back(part);
    if (const auto* found = walk(*node.parameter, after, values)) return found;
    values.pop_back();
  }
  if (!node.rest || rest.size() < 2) return nullptr;
  values.push_back(rest.substr(1));
  return node.rest.get();
}

template <class Target>
void RouteTree<Target>::add(Method method, std::string_view pattern, std::unique_ptr<Target> target) {
  const auto malformed = [&] { return std::logic_error("not a route pattern: " + std::string(pattern)); };
  Node* node = &root_;
  Entry entry{std::move(target), {}};
  bool takes_rest = false;
  for (auto rest = pattern == "/" ? std::string_view{} : pattern; !rest.empty();) {
    if (rest.front() != '/' || takes_rest) throw malformed();
    auto part = take_part(rest);
    if (!part.starts_with('{')) {
      auto& child = node->fixed[std::string(part)];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
      continue;
    }
    if (!part.ends_with('}')) throw malformed();
    part = part.substr(1, part.size() - 2);
    takes_rest = part.ends_with("...");
    entry.names.emplace_back(part.substr(0, part.size() - (takes_rest ? 3 : 0)));
    if (takes_rest) continue;
    if (!node->parameter) node->parameter = std::make_unique<Node>();
    node = node->parameter.get();
  }
  auto& methods = takes_rest ? node->rest : node->here;
  if (!methods) methods = std::make_unique<Methods>();
  auto& slot = (*methods)[static_cast<std::size_t>(method)];
  if (slot.target) throw std::logic_error("two handlers for " + std::string(pattern));
  slot = std::move(entry);
}

}  // namespace http
