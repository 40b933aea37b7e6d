/**
 * The PostgreSQL endpoint: its description, its session, and its entry by the name of its type. The
 * roles of the session have a package each.
 */
@NullMarked
package io.openoms.postgresql;

import org.jspecify.annotations.NullMarked;
