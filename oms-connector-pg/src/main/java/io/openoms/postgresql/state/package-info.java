/** The language in which PostgreSQL keeps a project's bookkeeping. */
@NullMarked
package io.openoms.postgresql.state;

import org.jspecify.annotations.NullMarked;
