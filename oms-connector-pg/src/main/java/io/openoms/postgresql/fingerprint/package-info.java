/** Computes fingerprints of rows at the server. */
@NullMarked
package io.openoms.postgresql.fingerprint;

import org.jspecify.annotations.NullMarked;
