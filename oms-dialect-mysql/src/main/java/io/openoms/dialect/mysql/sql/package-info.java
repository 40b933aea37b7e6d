/** SQL of the family as words: cut into tokens, and changed in places. */
@NullMarked
package io.openoms.dialect.mysql.sql;

import org.jspecify.annotations.NullMarked;
