/** The checks before a project starts that only a PostgreSQL source needs. */
@NullMarked
package io.openoms.postgresql.precheck;

import org.jspecify.annotations.NullMarked;
