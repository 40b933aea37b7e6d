/**
 * Tables of cells at OceanBase, as its clients for a key-value store read them: a template of the
 * statement that creates one, and the clauses of which the server is asked whether it takes them.
 * Everything else is the plain endpoint's: cells are written by SQL, in one transaction with the
 * project's state.
 */
@NullMarked
package io.openoms.oceanbase.obkv;

import org.jspecify.annotations.NullMarked;
