#include "cli/open_layout.h"

#include "cairn/base/error.h"
#include "cairn/base/fs.h"
#include "cairn/store/project.h"

namespace cairn {

namespace {

Layout named_layout(const std::string& name) { return read_layout(name, current_folder()); }

}  // namespace

Layout layout_for(const std::string& name) {
  if (!name.empty()) return named_layout(name);
  try {
    return open_project(current_folder()).layout;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
    throw Error(error.code(), error.message(), "name a layout: --layout NAME");
  }
}

std::vector<Layout> layouts_for(const std::string& name) {
  if (!name.empty()) return {named_layout(name)};
  std::vector<Layout> layouts;
  try {
    layouts.push_back(open_project(current_folder()).layout);
    return layouts;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::not_found) throw;
  }
  for (const std::string& known : layout_names()) layouts.push_back(find_layout(known));
  return layouts;
}

}  // namespace cairn
