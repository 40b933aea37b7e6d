/** What the commands print: tables, live progress, JSON lines. */
@NullMarked
package io.openoms.cli.output;

import org.jspecify.annotations.NullMarked;
