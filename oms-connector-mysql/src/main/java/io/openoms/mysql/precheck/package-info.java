/** The checks of servers whose binary log is read; one class a check. */
@NullMarked
package io.openoms.mysql.precheck;

import org.jspecify.annotations.NullMarked;
