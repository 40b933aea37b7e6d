/**
 * The HBase endpoint: its description, its session, and its entry by the name of its type. A column
 * family is a table of cells ({@link io.openoms.spi.data.CellTable}). The roles of the session have
 * a package each.
 *
 * <p>Facts that the code rests on, seen at HBase 2.6.4: within a family a scan gives cells by row,
 * qualifier and falling time stamp, which is the order of the key (K, Q, T). A scan gives each
 * version once, and neither what has expired, nor versions beyond the family's limit, nor what a
 * tombstone hides. Rows of a table are read at different moments. A scanner that is lost (a region
 * that moved or was split, a lease that ran out) is opened again behind the last cell by the
 * client.
 */
@NullMarked
package io.openoms.hbase;

import org.jspecify.annotations.NullMarked;
