#!/usr/bin/env bash
# label: torture
# timeout: 2400
# parse(render(x)) = normalise(x) on 100,000 random records for each kind of each layout.
set -euo pipefail
RC_PARAMS="max_success=10000 ${RC_PARAMS:-}" "$CAIRN_BUILD_DIR/tests/bin/property_layout_paths" \
  --gtest_filter='*every_kind_of_every_layout*'
