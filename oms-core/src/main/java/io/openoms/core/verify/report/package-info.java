/** The files of a verification: keys that differ, and statements that correct them. */
@NullMarked
package io.openoms.core.verify.report;

import org.jspecify.annotations.NullMarked;
