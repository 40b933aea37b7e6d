/** Names and definitions from information_schema. */
@NullMarked
package io.openoms.jdbc.mysql.catalog;

import org.jspecify.annotations.NullMarked;
