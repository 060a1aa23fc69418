// Parameters that would carry a secret. A parameter's value stands in keys, records, names and
// paths, and decides the id, so it cannot be hidden there: it is refused before anything runs.
#pragma once

#include <string>
#include <unordered_set>

#include "cairn/store/project.h"

namespace cairn {

struct Point;

/// Looks at the parameters of many points, at each value once.
class SecretParams {
 public:
  explicit SecretParams(const Project& project) : project_(project) {}

  /// Throws Error(invalid_input) when a parameter of the point is a secret by its name or value.
  void check(const Point& point);

 private:
  void check_value(const Point& point, const std::string& name, const Value& value);

  const Project& project_;
  std::unordered_set<std::string> fine_;  ///< "name\nvalue" that were looked at.
};

}  // namespace cairn
