/** The verification phase: compares source and sink, at rest and while changes flow. */
@NullMarked
package io.openoms.core.verify;

import org.jspecify.annotations.NullMarked;
