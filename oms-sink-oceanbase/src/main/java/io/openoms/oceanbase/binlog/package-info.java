/** Changes of OceanBase by its Binlog Service: MySQL's log, which follows the tenant. */
@NullMarked
package io.openoms.oceanbase.binlog;

import org.jspecify.annotations.NullMarked;
