// SQLite's rollback journal, written in large pieces. SQLite saves each page that a transaction is
// about to change with three small writes, which were most of the calls of a refresh. Here they
// wait in memory until the database file itself is about to change: only then can a kill leave
// anything to roll back, and by then the journal is whole. Nothing else is other than SQLite does
// it, so that any other program can roll the journal back. It does not know what is in a page.
#pragma once

namespace cairn {

/// The name of the file layer that does so, for opening a database that is written.
const char* buffered_journals();

}  // namespace cairn
