// Texts and paths as they stand in HTML, so that nothing that a run is called becomes markup. It
// knows no pages.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// A text that means nothing but itself in HTML, also inside a quoted attribute.
std::string html_text(std::string_view text);

/// A relative path as a URL: each byte that is not plain is encoded, and "./" in front keeps a name
/// from being read as a scheme.
std::string url_text(std::string_view path);

}  // namespace cairn
