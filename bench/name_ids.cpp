// Makes ids of configurations that lie in memory, again and again, on one core: what bench/ids.py
// compares with Python's json.dumps and hashlib. Takes a file with a JSON list of configurations
// and the number of ids; prints all ids as numbers, added up.
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <string>

#include <fmt/format.h>

#include "cairn/base/fs.h"
#include "cairn/base/json.h"
#include "cairn/identity/scheme.h"

namespace cairn {

namespace {

int run(const std::string& file, std::uint64_t count) {
  const Value configurations = parse_json(read_file(file), file);
  const List& list = configurations.as_list();
  const Scheme& scheme = find_scheme("lambda_hat.target@1");
  SchemeName name;
  std::uint64_t sum = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    make_name(name, scheme, list[i % list.size()]);
    std::uint64_t number = 0;
    const char* const digits = name.full.data() + scheme.prefix.size();
    std::from_chars(digits, name.full.data() + name.full.size(), number, 16);
    sum += number;
  }
  fmt::print("{}\n", sum);
  return 0;
}

}  // namespace

}  // namespace cairn

int main(int count, char** arguments) {
  if (count != 3) return 2;
  try {
    return cairn::run(arguments[1], std::strtoull(arguments[2], nullptr, 10));
  } catch (const std::exception& error) {
    fmt::print(stderr, "name_ids: {}\n", error.what());
    return 1;
  }
}
