/**
 * A stand-in for a service that writes a binary log of MySQL's form some time after a server has
 * committed, as OceanBase's Binlog Service does, of which none can be had for tests.
 *
 * <p>Real are the followed server's rows, transactions and their order, and the log of a real MySQL
 * with its protocol, positions and GTIDs. Imitated is the conversion: each transaction that was
 * captured at the followed server is written to the MySQL as one transaction, row by row, later,
 * and as late as a test wants. Not there are the events of the service itself: what it makes of
 * types, generated columns, hidden keys and definitions, and what it leaves out.
 */
@NullMarked
package io.openoms.testkit.binlog;

import org.jspecify.annotations.NullMarked;
