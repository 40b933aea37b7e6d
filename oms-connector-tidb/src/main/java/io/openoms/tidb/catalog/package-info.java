/** Definitions from SHOW CREATE TABLE, with the attributes that stand in its comments. */
@NullMarked
package io.openoms.tidb.catalog;

import org.jspecify.annotations.NullMarked;
