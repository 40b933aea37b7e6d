/** The command line: a thin wrapper of the public builder. */
@NullMarked
package io.openoms.cli;

import org.jspecify.annotations.NullMarked;
