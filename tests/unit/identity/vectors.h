// Reads the golden vectors of tests/data/identity: one JSON object a line.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "cairn/base/json.h"

namespace cairn {

inline std::vector<Value> read_vectors(const std::string& name) {
  const auto path = std::filesystem::path(__FILE__).parent_path() / "../../data/identity" / name;
  std::ifstream file(path);
  std::vector<Value> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(parse_json(line, name));
  if (rows.empty()) throw std::runtime_error("no vectors in " + path.string());
  return rows;
}

}  // namespace cairn
