/**
 * The end of HBase's replication protocol at which region servers deliver what they have logged:
 * connections, calls and entries, without a thread of its own.
 *
 * <p>Facts that the code rests on, seen at HBase 2.6.4: a region server sends a preamble of six
 * bytes, a header of the connection, and calls, each with its cells behind it; it waits for the
 * answer of a call, for a minute by default, and then sends the entries again.
 */
@NullMarked
package io.openoms.hbase.log.wire;

import org.jspecify.annotations.NullMarked;
