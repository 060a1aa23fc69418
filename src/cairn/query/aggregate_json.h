// Aggregates as the Values that --json prints, described in docs/formats/json.md. Numbers are whole
// and unrounded; what is absent is null. It does not know terminals.
#pragma once

#include "cairn/base/value.h"
#include "cairn/query/aggregate.h"
#include "cairn/query/pivot.h"

namespace cairn {

/// Each group: {"keys": {…}, "runs": …, "measures": {"val.rmse": {"n": …, "mean": …}}, …}
List groups_json(const Aggregates& aggregates);

/// {"format": 1, "keys": […], "groups": […], …}
Value aggregates_json(const Aggregates& aggregates);

/// Each row: {"keys": {…}, "cells": [{"n": …, "mean": …}, null, …]}
List pivot_rows_json(const Aggregates& aggregates, const Pivot& pivot);

/// {"format": 1, "pivot": …, "columns": […], "rows": […], …}
Value pivot_json(const Aggregates& aggregates, const Pivot& pivot);

}  // namespace cairn
