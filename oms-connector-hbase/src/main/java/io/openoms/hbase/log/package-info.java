/**
 * The changes of HBase: the project is a replication peer of the source, and region servers deliver
 * to this process what they log. No region server is changed or restarted for that.
 */
@NullMarked
package io.openoms.hbase.log;

import org.jspecify.annotations.NullMarked;
