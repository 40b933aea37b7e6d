/** TiCDC's Open Protocol: bytes of a record to messages, values to what travels. Pure functions. */
@NullMarked
package io.openoms.tidb.openprotocol;

import org.jspecify.annotations.NullMarked;
