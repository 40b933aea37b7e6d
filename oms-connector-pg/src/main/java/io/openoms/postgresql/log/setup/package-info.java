/** What a project leaves at the source: its slot and its publication. */
@NullMarked
package io.openoms.postgresql.log.setup;

import org.jspecify.annotations.NullMarked;
