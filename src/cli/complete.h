// Completing a word for a shell: `cairn __complete [QUOTE] -- cairn WORD… WORD` prints what the
// last word may become, one candidate a line, each the whole word, with a tab and a note. What may
// stand where is asked of the command table and of what each verb binds; what it may be called, of
// cairn.yaml and of the catalog as it lies there. It changes nothing, waits for nobody, and says
// nothing where it knows nothing. It does not know the shells (completions/).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/query/suggest.h"
#include "cairn/store/project.h"

namespace cairn {

/// Runs or values that are looked up for one word, at most.
inline constexpr std::size_t kMostOffered = 200;

/// A word that is being typed, with what can be known of it.
class WordInProgress {
 public:
  WordInProgress(std::string typed, std::vector<std::string> before, char quote)
      : typed_(std::move(typed)), before_(std::move(before)), quote_(quote) {}

  /// What is typed of it, without quotes of the shell; only this may be extended.
  const std::string& typed() const { return typed_; }
  /// The arguments of the verb that stand before it, options left out.
  const std::vector<std::string>& before() const { return before_; }
  /// The quote of the shell that is open, or NUL.
  char quote() const { return quote_; }

  /// The project around the working folder; nullptr where there is none that can be read.
  const Project* project() const;
  /// Its catalog as it is; nullptr where there is none that can be read.
  const Catalog* catalog() const;

  /// Takes `text` as a candidate where it begins as the word does and a terminal can show it.
  void offer(std::string_view text, std::string_view note = {});
  const std::vector<Suggestion>& offered() const { return offered_; }

 private:
  std::string typed_;
  std::vector<std::string> before_;
  char quote_;
  mutable std::optional<Project> project_;
  mutable std::optional<Catalog> catalog_;
  mutable bool project_was_asked_ = false;
  mutable bool catalog_was_asked_ = false;
  std::vector<Suggestion> offered_;
};

/// Offers values of an option, or of an argument with an empty `option`, which the help calls
/// `value`: "METRIC", "RUN|STAGE".
void offer_values(WordInProgress& word, std::string_view option, std::string_view value);

/// Offers ways to go on with a filter (docs/guide/filters.md).
void offer_filter(WordInProgress& word);

/// Which keys: groups are made by all but metrics.
enum class OfferedKeys { all, no_metrics };

/// Offers fields and keys as they are typed in --columns, each behind `head`.
void offer_keys(WordInProgress& word, std::string_view head, OfferedKeys which = OfferedKeys::all);

/// The verb `cairn __complete`; its exit status, always 0.
int print_completions(const std::vector<std::string>& arguments);

}  // namespace cairn
