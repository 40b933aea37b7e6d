/** The checks before a project starts that only an HBase source needs. */
@NullMarked
package io.openoms.hbase.precheck;

import org.jspecify.annotations.NullMarked;
