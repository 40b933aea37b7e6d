/** What only the changefeed fails with. */
@NullMarked
package io.openoms.tidb.log.error;

import org.jspecify.annotations.NullMarked;
