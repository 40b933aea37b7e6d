/** The engine's hold on a project's stored state. */
@NullMarked
package io.openoms.core.state;

import org.jspecify.annotations.NullMarked;
