/** The log of changes: entries that region servers deliver become changes of tables of cells. */
@NullMarked
package io.openoms.hbase.log.reader;

import org.jspecify.annotations.NullMarked;
