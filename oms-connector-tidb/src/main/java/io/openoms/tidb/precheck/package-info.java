/** What a TiDB cluster can be checked for before a project starts. */
@NullMarked
package io.openoms.tidb.precheck;

import org.jspecify.annotations.NullMarked;
