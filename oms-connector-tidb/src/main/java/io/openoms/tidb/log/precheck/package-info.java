/** Whether a changefeed's topic can be followed. */
@NullMarked
package io.openoms.tidb.log.precheck;

import org.jspecify.annotations.NullMarked;
