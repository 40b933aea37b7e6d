/** The log that the engine reads: positions, watermarks, transactions in commit order. */
@NullMarked
package io.openoms.tidb.log.reader;

import org.jspecify.annotations.NullMarked;
