/** The errors of this endpoint, and how those of HBase's client become named ones. */
@NullMarked
package io.openoms.hbase.error;

import org.jspecify.annotations.NullMarked;
