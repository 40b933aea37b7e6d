/** Settings of a session: how they are set, checked and limited. */
@NullMarked
package io.openoms.jdbc.session;

import org.jspecify.annotations.NullMarked;
