/** What the source keeps for a project: a replication peer, and a place in ZooKeeper. */
@NullMarked
package io.openoms.hbase.log.peer;

import org.jspecify.annotations.NullMarked;
