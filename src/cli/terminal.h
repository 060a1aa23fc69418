// The standard streams: text to standard output and standard error, text from standard input. Text
// is written through one buffer; a reader that has gone (`| head`) is no error: what follows is
// dropped. It does not know what the text says.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Writes to standard output, through its buffer.
void print(std::string_view text);
/// The same with a line break behind it.
void print_line(std::string_view text);
/// Writes to standard error at once, after what standard output holds back.
void print_error(std::string_view text);
/// Sends what is held back. Throws Error(io) when standard output refused some of it, for another
/// reason than that its reader has gone.
void flush_output();
/// Whether anything was printed so far.
bool has_printed();
/// Whether the reader of standard output has gone, so that writing on is of no use.
bool output_has_closed();

/// From now on what is printed is held back until flush_output, which gives it to the program in
/// $PAGER when it is longer than the terminal is high. Does nothing without PAGER or a terminal.
void page_output();

/// All of standard input. Throws Error(io).
std::string read_input();

/// From now on nothing is coloured (--no-color).
void disable_color();
/// Whether --no-color was given; the rest (NO_COLOR, pipes) is for style_for to find out.
bool color_is_disabled();

}  // namespace cairn
