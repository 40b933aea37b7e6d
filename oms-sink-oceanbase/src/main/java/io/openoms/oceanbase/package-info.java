/** OceanBase endpoints, in every role. */
@NullMarked
package io.openoms.oceanbase;

import org.jspecify.annotations.NullMarked;
