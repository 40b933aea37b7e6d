/** What is asked before changes are followed. */
@NullMarked
package io.openoms.hbase.log.precheck;

import org.jspecify.annotations.NullMarked;
