/** What reading from TiDB fails with. */
@NullMarked
package io.openoms.tidb.error;

import org.jspecify.annotations.NullMarked;
