/**
 * TiDB endpoints, as sources: the roles of the MySQL family, with TiDB's own definitions and
 * timestamps. No TiDB server takes part in this project's own tests; {@code docs/design.md} says
 * what was shown on a stand-in, and what rests on TiDB's documentation and source alone.
 */
@NullMarked
package io.openoms.tidb;

import org.jspecify.annotations.NullMarked;
