/** The one object that phases share about each selected object. */
@NullMarked
package io.openoms.core.table;

import org.jspecify.annotations.NullMarked;
