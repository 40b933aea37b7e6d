/** Keeps applications from writing to a server of the family. */
@NullMarked
package io.openoms.jdbc.mysql.gate;

import org.jspecify.annotations.NullMarked;
