/** Reads project files into projects. */
@NullMarked
package io.openoms.cli.file;

import org.jspecify.annotations.NullMarked;
