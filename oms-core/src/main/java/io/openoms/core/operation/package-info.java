/** What an operator changes in a project's stored state between two runs. */
@NullMarked
package io.openoms.core.operation;

import org.jspecify.annotations.NullMarked;
