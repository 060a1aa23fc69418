// Options that every verb takes, in front of it or behind it. It does not know the verbs.
#pragma once

#include <string>

#include "cli/options.h"

namespace cairn {

struct GeneralOptions {
  std::string folder;  ///< Empty: the working folder stays.
  bool no_color = false;
};

/// Binds them as the last section of the verb's help.
void bind_general(CommandLine& line, GeneralOptions& general);

/// Goes to the folder and so on. Throws Error(not_found), Error(io).
void apply_general(const GeneralOptions& general);

}  // namespace cairn
