/** Changes of OceanBase tables without a log service: triggers write keys, flashback reads rows. */
@NullMarked
package io.openoms.oceanbase.capture;

import org.jspecify.annotations.NullMarked;
