// Renders and parses paths with the layout dynvision: what bench/paths_peer.py does with
// Snakemake, with the same texts. Prints how many were read back with the arguments that went in.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "cairn/layout/paths.h"

namespace cairn {

namespace {

std::string_view digits_of(std::int64_t number, std::array<char, 20>& room) {
  const char* end = std::to_chars(room.begin(), room.end(), number).ptr;
  return {room.data(), static_cast<std::size_t>(end - room.data())};
}

/// models/{model}:{args}_{seed}/{dataset}/{status}.{ext}: the file of some weights.
PathTemplate weights_path() {
  const Layout layout = find_layout("dynvision");
  const auto rule = std::ranges::find(layout.artifacts, "weights", &ArtifactRule::role);
  return find_kind(layout, "model")->full.append(rule->path);
}

std::int64_t count_read(std::int64_t count) {
  const PathTemplate path = weights_path();
  const std::size_t args_field = path.field_number("args");
  const std::size_t seed_field = path.field_number("seed");
  PathValues values;
  values.set(path.field_number("model"), "DyRCNNx8");
  values.set(path.field_number("dataset"), "imagenette");
  values.set(path.field_number("status"), "trained");
  values.set(path.field_number("ext"), "pt");
  std::string args;
  std::string rendered;
  PathReadings readings;
  std::int64_t read = 0;
  for (std::int64_t number = 0; number < count; ++number) {
    std::array<char, 20> steps{};
    std::array<char, 20> seed{};
    args = "tsteps=";
    args += digits_of(number, steps);
    args += "+dt=2+tau=5+rctype=full";
    values.set(args_field, args);
    values.set(seed_field, digits_of(number % 7, seed));
    rendered.clear();
    path.render(rendered, values);
    path.match(readings, rendered);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      read += readings.text(i, args_field) == args ? 1 : 0;
    }
  }
  return read;
}

}  // namespace

}  // namespace cairn

int main(int argc, char** argv) {
  fmt::print("{}\n", cairn::count_read(argc > 1 ? std::atoll(argv[1]) : 100'000));
  return 0;
}
