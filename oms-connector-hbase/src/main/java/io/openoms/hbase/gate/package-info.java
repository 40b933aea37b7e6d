/** What keeps applications from writing to the cluster. */
@NullMarked
package io.openoms.hbase.gate;

import org.jspecify.annotations.NullMarked;
