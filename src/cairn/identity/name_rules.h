// How other systems turn values into parts of names: slugs, run names, tag values, path parts,
// normalised hyperparameters. Each is a function of named_functions.h and of
// docs/formats/scheme.md. It does not know which name a part is for.
#pragma once

#include "cairn/base/value.h"

namespace cairn {

/// ssvae: each run of characters outside A-Za-z0-9_- becomes one _, those at the ends go; null and
/// what is then empty become "experiment".
Value slug(const Value& input);

/// nirs4all's library: small letters, blanks as _, without <>:"/\|?*.
Value template_name(const Value& input);

/// "sklearn.x.SNV" → "SNV".
Value class_name(const Value& input);

/// [0, 1] → "0.1".
Value dotted(const Value& input);

/// "sha256:0123" → "0123".
Value without_hash_prefix(const Value& input);

/// "my_run" → "my run".
Value underscores_as_spaces(const Value& input);

/// resume-ner: each / - and blank becomes _.
Value run_name_part(const Value& input);

/// resume-ner: without blanks, / as -, only letters, digits, _ and -; at most 30 characters.
Value run_name_suffix(const Value& input);

/// "ok" for a name of at most 256 characters without / \ : * ? " < > |. Throws InputError else.
Value checked_run_name(const Value& input);

/// A text of at most 250 characters; a longer one is cut to 247 and "...".
Value tag_value(const Value& input);

/// A tuple of the text with / \ - : * ? " < > | and blanks as _, at most 255 characters, and the
/// list of warnings.
Value path_part(const Value& input);

/// resume-ner: keys sorted, floats rounded to 13 significant digits, texts small and stripped; what
/// is neither number, bool nor text becomes its small text.
Value normal_hyperparameters(const Value& input);

}  // namespace cairn
