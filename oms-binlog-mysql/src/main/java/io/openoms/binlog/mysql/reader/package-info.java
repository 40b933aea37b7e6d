/** The stream of transactions: events put together, judged and told. */
@NullMarked
package io.openoms.binlog.mysql.reader;

import org.jspecify.annotations.NullMarked;
