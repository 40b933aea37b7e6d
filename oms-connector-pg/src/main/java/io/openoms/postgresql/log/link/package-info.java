/** The connection over which the server sends its log. */
@NullMarked
package io.openoms.postgresql.log.link;

import org.jspecify.annotations.NullMarked;
