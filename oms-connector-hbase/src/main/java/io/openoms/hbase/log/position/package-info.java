/**
 * Places in the log of all regions: a number of deliveries, a mark, and each region's last entry.
 */
@NullMarked
package io.openoms.hbase.log.position;

import org.jspecify.annotations.NullMarked;
