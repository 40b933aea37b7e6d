/**
 * How tools that change tables online are known: by the names of the tables and triggers that they
 * keep beside a table, by their statements in the log, and by the order of those. Pure functions.
 */
@NullMarked
package io.openoms.dialect.mysql.online;

import org.jspecify.annotations.NullMarked;
