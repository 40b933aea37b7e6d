/** The log of changes: what a session's roles are made of that follow it. */
@NullMarked
package io.openoms.postgresql.log;

import org.jspecify.annotations.NullMarked;
