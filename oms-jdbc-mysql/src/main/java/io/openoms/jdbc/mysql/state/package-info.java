/** The language in which the family's servers keep a project's bookkeeping. */
@NullMarked
package io.openoms.jdbc.mysql.state;

import org.jspecify.annotations.NullMarked;
