// Renders and parses paths with the layout dynvision: what bench/paths_peer.py does with
// Snakemake. Prints how many were read back with the arguments that went in.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "cairn/layout/paths.h"

int main(int argc, char** argv) {
  using namespace cairn;
  const std::int64_t count = argc > 1 ? std::atoll(argv[1]) : 100'000;
  const Layout layout = find_layout("dynvision");
  const PathTemplate& path = find_kind(layout, "model")->full;
  std::int64_t read = 0;
  for (std::int64_t number = 0; number < count; ++number) {
    const Map fields{{"model", "DyRCNNx8"},
                     {"args", fmt::format("tsteps={}+dt=2+tau=5+rctype=full", number)},
                     {"seed", std::to_string(number % 7)},
                     {"dataset", "imagenette"}};
    for (const PathReading& reading : path.match(path.render(fields))) {
      const Value* args = reading.fields.find("args");
      read += static_cast<std::int64_t>(args != nullptr && *args == *fields.find("args"));
    }
  }
  fmt::print("{}\n", read);
  return 0;
}
