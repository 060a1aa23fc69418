// Document functions that make texts and small maps of what a context holds: joined texts, prefixed
// keys, the values of a name, times in other forms. Rows of the table in document_functions.cpp;
// all are pure. They know no layout.
#pragma once

#include "cairn/layout/document_functions.h"

namespace cairn {

/// Its arguments as one text; an absent one is empty.
Found call_text(CallArguments arguments, Arena& arena);

/// A text, or every key of a map, with a text before it; absent where that is absent.
Found call_with_prefix(CallArguments arguments, Arena& arena);

/// The values of "a=1+b=2", as texts.
Found call_pairs(CallArguments arguments, Arena& arena);

/// A text that spells an integer as that integer; anything else as it is.
Found call_whole(CallArguments arguments, Arena& arena);

/// Dotted keys as maps in maps.
Found call_nested(CallArguments arguments, Arena& arena);

/// What tags say of components: "tau.status", "tau.reason" as {tau: {status, reason}}.
Found call_statuses(CallArguments arguments, Arena& arena);

/// A time in UTC as seconds since 1970.
Found call_unix_time(CallArguments arguments, Arena& arena);

/// A time in UTC without fractions of a second.
Found call_seconds_of(CallArguments arguments, Arena& arena);

/// The artifacts of these roles.
Found call_of_role(CallArguments arguments, Arena& arena);

}  // namespace cairn
