/** Computes fingerprints of rows in SQL. */
@NullMarked
package io.openoms.jdbc.mysql.fingerprint;

import org.jspecify.annotations.NullMarked;
