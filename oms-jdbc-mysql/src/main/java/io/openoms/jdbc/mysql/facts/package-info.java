/** What a server says of itself. */
@NullMarked
package io.openoms.jdbc.mysql.facts;

import org.jspecify.annotations.NullMarked;
