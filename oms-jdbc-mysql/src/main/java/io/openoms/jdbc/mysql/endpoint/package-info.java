/** Sessions of endpoints of the MySQL family: the roles put together. */
@NullMarked
package io.openoms.jdbc.mysql.endpoint;

import org.jspecify.annotations.NullMarked;
