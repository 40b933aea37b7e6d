/** Namespaces, tables and column families as databases and tables of cells. */
@NullMarked
package io.openoms.hbase.catalog;

import org.jspecify.annotations.NullMarked;
