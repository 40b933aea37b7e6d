/** The MySQL language family without any driver: identifiers, literals, definitions as DDL. */
@NullMarked
package io.openoms.dialect.mysql;

import org.jspecify.annotations.NullMarked;
