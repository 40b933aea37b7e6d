/** How rows and the checkpoint that counts them are committed; used by copy and apply alike. */
@NullMarked
package io.openoms.core.commit;

import org.jspecify.annotations.NullMarked;
