/** What each product of the MySQL family does in its own way, by role. */
@NullMarked
package io.openoms.jdbc.mysql.traits;

import org.jspecify.annotations.NullMarked;
