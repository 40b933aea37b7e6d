/**
 * Changes of OceanBase tables without a log service: triggers write keys, or tables are compared
 * with what they were; flashback reads rows.
 */
@NullMarked
package io.openoms.oceanbase.capture;

import org.jspecify.annotations.NullMarked;
