/**
 * The engine as a whole over servers in memory: its calls fail, lose their answers, are its last
 * ones, or are overtaken, each of them in turn.
 */
@NullMarked
package io.openoms.core.memory;

import org.jspecify.annotations.NullMarked;
