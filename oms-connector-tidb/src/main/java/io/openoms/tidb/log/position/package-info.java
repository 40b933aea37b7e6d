/** Places in the stream of a changefeed, as the engine stores them. */
@NullMarked
package io.openoms.tidb.log.position;

import org.jspecify.annotations.NullMarked;
