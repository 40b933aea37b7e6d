/** PostgreSQL's types as neutral ones, and its values in the form in which values travel. */
@NullMarked
package io.openoms.postgresql.type;

import org.jspecify.annotations.NullMarked;
