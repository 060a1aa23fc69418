#include "cairn/runner/shell_quoting.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>

#include "cairn/base/error.h"

namespace cairn {
namespace {

/// `text` with `value` wherever a "@" stands.
std::string filled(const std::string& text, const std::string& value) {
  ShellQuoting quoting;
  std::string command;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t place = std::min(text.find('@', at), text.size());
    quoting.pass(std::string_view(text).substr(at, place - at));
    command += text.substr(at, place - at);
    if (place < text.size()) command += quoting.quote({value});
    at = place + 1;
  }
  return command;
}

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
  EXPECT_EQ(::pclose(pipe), 0) << command;
  return output;
}

const std::string kValues[] = {"plain",
                               "a b",
                               "it's",
                               "say \"hi\"",
                               "$(echo no)",
                               "`echo no`",
                               "$HOME",
                               "\\",
                               "a\\\"b",
                               "*",
                               "~",
                               "",
                               "Größe",
                               "# no",
                               "two\nlines",
                               "!x",
                               "a;b&c|d>e<f",
                               "{x}",
                               "it's \\' \"$(echo no)\" `",
                               "-n"};

/// Commands that print "<value>".
const std::string kPlaces[] = {
    "printf '<%s>' @",
    "printf '<%s>' \"@\"",
    "printf '<%s>' '@'",
    "printf '%s' \"<@>\"",
    "printf '%s' '<'@'>'",
    "printf '%s' \\<\"@\"\\>",
    "printf '%s%s' \"<\"\"@\" '>'",
    "x=\"@\"; printf '<%s>' \"$x\"",
    "printf '<%s>' \"$(printf '%s' \"@\")\"",
    "printf '<%s>' \"$(printf '%s' @)\"",
    "printf '<%s>' \"$( (printf '%s' '@') )\"",
    "printf '<%s>' \"`printf '%s' @`\"",
    "# don't \"do that\n printf '<%s>' \"@\"",
    "cat >/dev/null <<END\nit's \"one\nEND\nprintf '<%s>' \"@\"",
    "cat >/dev/null <<-'END' && printf '<%s>' \"@\"\n\tit's\n\tEND\n",
    ": $((1 << 2)) \"it's\"; printf '<%s>' \"@\"",
    ": \"$((1<<2))\" a#b' '; printf '<%s>' '@'",
    "printf '<%s>' \"@\" # it's",
};

TEST(ShellQuoting, a_value_arrives_as_it_is_in_whatever_quotes_it_stands) {
  for (const std::string& place : kPlaces) {
    for (const std::string& value : kValues) {
      const std::string command = filled(place, value);
      EXPECT_EQ(output_of(command), "<" + value + ">") << command;
    }
  }
}

TEST(ShellQuoting, several_values_are_several_words_and_in_quotes_one) {
  ShellQuoting quoting;
  quoting.pass("f ");
  EXPECT_EQ(quoting.quote({"a", "b c"}), "a 'b c'");
  quoting.pass(" \"");
  EXPECT_EQ(quoting.quote({"a", "b c"}), "a b c");
}

TEST(ShellQuoting, no_command_holds_a_nul_byte) {
  ShellQuoting quoting;
  quoting.pass("f '");
  EXPECT_THROW(quoting.quote({std::string("a\0b", 3)}), Error);
}

}  // namespace
}  // namespace cairn
