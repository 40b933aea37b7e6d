/** One class per command. */
@NullMarked
package io.openoms.cli.command;

import org.jspecify.annotations.NullMarked;
