/**
 * Messages of a changefeed, whatever protocol carries them. A protocol implements the interface.
 */
@NullMarked
package io.openoms.tidb.log.message;

import org.jspecify.annotations.NullMarked;
