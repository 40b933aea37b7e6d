/**
 * A stand-in for TiDB, of which no server can be had for tests: a front that speaks MySQL's
 * protocol before a real MySQL and answers as TiDB's documentation and source say that TiDB would.
 *
 * <p>Real are MySQL's storage, snapshots, locks and values. Imitated are the version, TiDB's
 * variables, {@code tidb_super_read_only}, timestamps of transactions, the comments of SHOW CREATE
 * TABLE, {@code mysql.tidb}, and the refusal of what TiDB lacks. Not there are TiDB's optimizer,
 * its way to write JSON and floating-point numbers, {@code _tidb_rowid}, reads of the past, garbage
 * collection, and the names that it compares without case. What passes here is shown for the
 * statements that a connector sends, not for TiDB.
 */
@NullMarked
package io.openoms.testkit.tidb;

import org.jspecify.annotations.NullMarked;
