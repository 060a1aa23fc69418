// Renders and parses paths with the layout dynvision: what bench/paths.py does with Snakemake.
// Prints seconds of CPU a path.
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>

#include <fmt/format.h>

#include "cairn/layout/paths.h"

int main(int argc, char** argv) {
  using namespace cairn;
  const std::int64_t count = argc > 1 ? std::atoll(argv[1]) : 100'000;
  const Layout layout = find_layout("dynvision");
  const PathTemplate& path = find_kind(layout, "model")->full;
  std::int64_t read = 0;
  const std::clock_t start = std::clock();
  for (std::int64_t number = 0; number < count; ++number) {
    const Map fields{{"model", "DyRCNNx8"},
                     {"args", fmt::format("tsteps={}+dt=2+tau=5+rctype=full", number)},
                     {"seed", std::to_string(number % 7)},
                     {"dataset", "imagenette"}};
    for (const PathReading& reading : path.match(path.render(fields))) {
      read += static_cast<std::int64_t>(reading.fields.contains("args"));
    }
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (read != count) return 1;
  fmt::print("{:.9f}\n", seconds / static_cast<double>(count));
  return 0;
}
