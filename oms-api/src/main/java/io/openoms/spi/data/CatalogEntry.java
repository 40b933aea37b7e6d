package io.openoms.spi.data;

import io.openoms.ObjectKind;
import io.openoms.ObjectName;

/**
 * A table or view in a catalog's list.
 *
 * @param name its name
 * @param kind table or view
 * @param estimatedRows by the server's statistics, 0 for views
 */
public record CatalogEntry(ObjectName name, ObjectKind kind, long estimatedRows) {}
